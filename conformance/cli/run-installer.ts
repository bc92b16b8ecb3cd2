/** Runs npm or pip in a client's folder. */
import { spawn } from "node:child_process";
import { ToolkitError } from "../../src/base/index.ts";
import type { Client } from "./client-manifest.ts";
import { asksForNewerNode, thisHost } from "./client-runtime.ts";
import type { Terminal } from "./terminal.ts";

const STDERR_TAIL_CHARS = 2_000;
/** Beside the adapter, which puts it on its own path: a venv could not be moved to the folder's final name. */
const SITE = "site-packages";

/** @throws ToolkitError `CLIENT_INSTALL` with the last lines that npm or pip wrote. */
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
    let tail = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      tail = (tail + text).slice(-STDERR_TAIL_CHARS);
    });
    const ended = await new Promise<string | null>((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("close", (code, signal) =>
        resolve(code === 0 ? null : `${manifest.install} ended with ${signal ?? `code ${code}`}`),
      );
    });
    if (ended !== null)
      throw new ToolkitError("CLIENT_INSTALL", manifest.name, tail === "" ? ended : `${ended}\n${tail.trimEnd()}`);
  }
}
