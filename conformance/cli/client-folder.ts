/** Says where an installed client lives. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { ToolkitError } from "../../src/base/index.ts";
import type { Client } from "./client-manifest.ts";
import { asksForNewerNode, pythonTag, thisHost } from "./client-runtime.ts";
import type { Terminal } from "./terminal.ts";

/** Written last, before the folder gets its final name: a folder without it is not whole. */
export const WHOLE = ".streamproof-installed";

/** `$XDG_CACHE_HOME/streamproof/clients`, or the platform's own cache folder. */
export function cacheFolder(env: Terminal["env"]): string {
  const xdg = env["XDG_CACHE_HOME"];
  if (xdg !== undefined && path.isAbsolute(xdg)) return path.join(xdg, "streamproof", "clients");
  const local = env["LOCALAPPDATA"];
  if (process.platform === "win32" && local !== undefined) return path.join(local, "streamproof", "clients");
  return path.join(homedir(), ".cache", "streamproof", "clients");
}

/**
 * `<slug>-<hash>`: the hash covers the lock, the adapter and the runtime it was installed for, so that neither an old
 * client nor an old adapter is run.
 * @throws ToolkitError `CLIENT_INSTALL` where the client's Python cannot be asked what it is.
 */
export function installedFolder(client: Client, env: Terminal["env"]): string {
  const hash = createHash("sha256");
  for (const { name, source } of filesOf(client))
    hash.update(name).update("\0").update(readFileSync(source)).update("\0");
  if (client.manifest.install === "pip") hash.update(pythonTag(client.manifest.command[0] ?? ""));
  if (asksForNewerNode(client.manifest, thisHost())) hash.update("with its own Node");
  return path.join(cacheFolder(env), `${client.manifest.slug}-${hash.digest("hex").slice(0, 16)}`);
}

/** A file as it is copied: its name in the installed folder, the absolute path that it has here. */
export type ClientFile = { readonly name: string; readonly source: string };

/** All but what is written for people, and what the manifest takes from elsewhere. In the order of their names. */
export function filesOf({ folder, manifest }: Client): readonly ClientFile[] {
  const own = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".md"))
    .map(({ name }) => ({ name, source: path.join(folder, name) }));
  const shared = Object.entries(manifest.files).map(([name, at]) => ({ name, source: path.join(folder, at) }));
  return [...own, ...shared].sort((one, other) => (one.name < other.name ? -1 : 1));
}

export function isInstalled(client: Client, env: Terminal["env"]): boolean {
  if (client.manifest.install === "none") return true;
  try {
    return existsSync(path.join(installedFolder(client, env), WHOLE));
  } catch (error) {
    // Without its Python nothing can be installed for it.
    if (error instanceof ToolkitError) return false;
    throw error;
  }
}
