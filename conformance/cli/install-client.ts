/** Installs an adapter with its client into a cache outside of the repository, atomically. */
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { ToolkitError } from "../../src/base/index.ts";
import type { Client } from "./client-manifest.ts";
import type { Terminal } from "./terminal.ts";

/** Written last, before the folder gets its final name: a folder without it is not whole. */
const WHOLE = ".streamproof-installed";

/** `$XDG_CACHE_HOME/streamproof/clients`, or the platform's own cache folder. */
export function cacheFolder(env: Terminal["env"]): string {
  const xdg = env["XDG_CACHE_HOME"];
  if (xdg !== undefined && path.isAbsolute(xdg)) return path.join(xdg, "streamproof", "clients");
  const local = env["LOCALAPPDATA"];
  if (process.platform === "win32" && local !== undefined) return path.join(local, "streamproof", "clients");
  return path.join(homedir(), ".cache", "streamproof", "clients");
}

/** `<slug>-<hash>`: the hash covers the lock and the adapter, so that neither an old client nor an old adapter is run. */
export function installedFolder(client: Client, env: Terminal["env"]): string {
  const hash = createHash("sha256");
  for (const name of filesOf(client))
    hash
      .update(name)
      .update("\0")
      .update(readFileSync(path.join(client.folder, name)))
      .update("\0");
  return path.join(cacheFolder(env), `${client.manifest.slug}-${hash.digest("hex").slice(0, 16)}`);
}

function filesOf(client: Client): readonly string[] {
  return readdirSync(client.folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".md"))
    .map((entry) => entry.name)
    .sort();
}

export function isInstalled(client: Client, env: Terminal["env"]): boolean {
  return client.manifest.install === "none" || existsSync(path.join(installedFolder(client, env), WHOLE));
}

/** Returns the folder to run the adapter in. Two installs at once do not harm each other: the first to end wins. */
export async function installClient(client: Client, terminal: Terminal): Promise<string> {
  if (client.manifest.install === "none") return client.folder;
  const target = installedFolder(client, terminal.env);
  if (existsSync(path.join(target, WHOLE))) return target;
  const making = `${target}.${process.pid}-${randomBytes(4).toString("hex")}`;
  terminal.stderr.write(`installing ${client.manifest.name} into ${target}\n`);
  try {
    mkdirSync(making, { recursive: true });
    for (const name of filesOf(client)) cpSync(path.join(client.folder, name), path.join(making, name));
    await npmCi(making, client.manifest.name, terminal);
    writeFileSync(path.join(making, WHOLE), "");
    moveInto(making, target);
    return target;
  } catch (error) {
    if (error instanceof ToolkitError) throw error;
    throw new ToolkitError(
      "CLIENT_INSTALL",
      client.manifest.name,
      error instanceof Error ? error.message : String(error),
      { cause: error },
    );
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

function moveInto(making: string, target: string): void {
  if (existsSync(target) && !existsSync(path.join(target, WHOLE))) rmSync(target, { recursive: true, force: true });
  try {
    renameSync(making, target);
  } catch (error) {
    // Another install came first; ours is not needed.
    if (!existsSync(path.join(target, WHOLE))) throw error;
  }
}

const STDERR_TAIL_CHARS = 2_000;

async function npmCi(folder: string, name: string, terminal: Terminal): Promise<void> {
  const windows = process.platform === "win32";
  const child = spawn(
    windows ? "npm.cmd" : "npm",
    ["ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
      // npm.cmd is a batch file, which Node starts through a shell only; no argument here comes from outside.
      shell: windows,
      signal: terminal.interrupted,
    },
  );
  let tail = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    tail = (tail + text).slice(-STDERR_TAIL_CHARS);
  });
  const ended = await new Promise<string | null>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(code === 0 ? null : `npm ci ended with ${signal ?? `code ${code}`}`));
  });
  if (ended !== null)
    throw new ToolkitError("CLIENT_INSTALL", name, tail === "" ? ended : `${ended}\n${tail.trimEnd()}`);
}
