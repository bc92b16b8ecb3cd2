/** Runs npm or pip in a client's folder. */
import { spawn } from "node:child_process";
import { ToolkitError } from "../../src/base/index.ts";
import type { Client } from "./client-manifest.ts";
import { asksForNewerNode, thisHost } from "./client-runtime.ts";
import type { Terminal } from "./terminal.ts";

/** Kept of each end of what npm or pip says: npm names the cause first and prints its usage after it, pip does the reverse. */
const STDERR_END_CHARS = 1_000;
/** Beside the adapter, which puts it on its own path: a venv could not be moved to the folder's final name. */
const SITE = "site-packages";

/** @throws ToolkitError `CLIENT_INSTALL` with what npm or pip wrote. */
export async function runInstaller({ manifest }: Client, folder: string, terminal: Terminal): Promise<void> {
  if (manifest.install === "npm") return npmCi(asksForNewerNode(manifest, thisHost()) || manifest.node === null);
  return pipInstall(manifest.command[0] ?? "");

  function npmCi(withOptional: boolean): Promise<void> {
    const windows = process.platform === "win32";
    const args = ["ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"];
    // npm.cmd is a batch file, which Node starts through a shell only; no argument here comes from outside.
    return run(windows ? "npm.cmd" : "npm", withOptional ? args : [...args, "--omit=optional"], windows);
  }

  /** Wheels only: to build a source distribution is to run its code. */
  function pipInstall(python: string): Promise<void> {
    const quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-compile"];
    const what = ["--no-deps", "--only-binary=:all:", "--target", SITE, "-r", "requirements.txt"];
    return run(python, ["-m", "pip", "install", ...quiet, ...what], false);
  }

  async function run(program: string, args: readonly string[], shell: boolean): Promise<void> {
    const child = spawn(program, args, {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
      shell,
      signal: terminal.interrupted,
    });
    let head = "";
    let tail = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      const room = STDERR_END_CHARS - head.length;
      head += text.slice(0, room);
      tail = (tail + text.slice(room)).slice(-STDERR_END_CHARS);
    });
    const ended = await new Promise<string | null>((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("close", (code, signal) =>
        resolve(code === 0 ? null : `${manifest.install} ended with ${signal ?? `code ${code}`}`),
      );
    });
    if (ended === null) return;
    const said = tail.length < STDERR_END_CHARS ? head + tail : `${head}\n[…]\n${tail}`;
    throw new ToolkitError("CLIENT_INSTALL", manifest.name, `${ended}\n${said}`.trimEnd());
  }
}
