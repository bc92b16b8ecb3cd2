/** Installs an adapter with its client into a cache outside of the repository, atomically. */
import { randomBytes } from "node:crypto";
import { cpSync, existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ToolkitError } from "../../src/base/index.ts";
import { makeFolder } from "../copy/make-folder.ts";
import { filesOf, installedFolder, WHOLE } from "./client-folder.ts";
import type { Client } from "./client-manifest.ts";
import { runInstaller } from "./run-installer.ts";
import type { Terminal } from "./terminal.ts";

/** Returns the folder to run the adapter in. Two installs at once do not harm each other: the first to end wins. */
export async function installClient(client: Client, terminal: Terminal): Promise<string> {
  if (client.manifest.install === "none") return client.folder;
  const target = installedFolder(client, terminal.env);
  if (existsSync(path.join(target, WHOLE))) return target;
  const making = `${target}.${process.pid}-${randomBytes(4).toString("hex")}`;
  terminal.stderr.write(`installing ${client.manifest.name} into ${target}\n`);
  try {
    makeFolder(making, making);
    for (const { name, source } of filesOf(client)) cpSync(source, path.join(making, name));
    await runInstaller(client, making, terminal);
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
