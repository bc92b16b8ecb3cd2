/** Installs the peers that benches compare with into a cache outside of the repository, from the lock beside this file. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/** Written last, before the folder gets its final name: a folder without it is not whole. */
const WHOLE = ".streamproof-installed";
const FILES = ["open.mjs", "package-lock.json", "package.json"] as const;
const INSTALL_MS = 120_000;

export type Peers = { readonly folder: string } | { readonly folder: null; readonly because: string };

/** `from` holds the committed manifest and lock. The hash in the folder's name covers both. */
export function installPeers(from: string, env: NodeJS.ProcessEnv): Peers {
  const hash = createHash("sha256");
  for (const name of FILES)
    hash
      .update(name)
      .update("\0")
      .update(readFileSync(path.join(from, name)))
      .update("\0");
  const target = path.join(cacheFolder(env), `bench-${hash.digest("hex").slice(0, 16)}`);
  if (existsSync(path.join(target, WHOLE))) return { folder: target };
  // A lock that names a host would download from there, whatever registry this machine is told to use.
  if (namesHosts(readFileSync(path.join(from, "package-lock.json"), "utf8")))
    return { folder: null, because: "the lock names hosts (`resolved`): make it anew without" };

  const making = `${target}.${process.pid}`;
  try {
    mkdirSync(making, { recursive: true });
    for (const name of FILES) cpSync(path.join(from, name), path.join(making, name));
    const windows = process.platform === "win32";
    const npm = spawnSync(
      windows ? "npm.cmd" : "npm",
      ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
      {
        cwd: making,
        encoding: "utf8",
        shell: windows,
        timeout: INSTALL_MS,
      },
    );
    if (npm.status !== 0) {
      const said = npm.error?.message ?? npm.stderr.trim().split("\n").slice(-3).join(" ");
      return { folder: null, because: `npm ci failed (is the registry in reach?): ${said}` };
    }
    writeFileSync(path.join(making, WHOLE), "");
    if (!existsSync(path.join(target, WHOLE))) renameSync(making, target);
    return { folder: target };
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

export function namesHosts(lock: string): boolean {
  return /"resolved"\s*:|https?:\/\/[^"]*\.tgz/.test(lock);
}

function cacheFolder(env: NodeJS.ProcessEnv): string {
  const xdg = env["XDG_CACHE_HOME"];
  return path.join(xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(homedir(), ".cache"), "streamproof");
}
