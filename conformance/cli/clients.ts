/** The commands `clients list`, `clients install` and `clients check`. */
import path from "node:path";
import { check, type CheckOptions } from "./check.ts";
import { isInstalled } from "./client-folder.ts";
import { findClient, readClients } from "./client-manifest.ts";
import { programOf } from "./client-runtime.ts";
import { clientVersion } from "./client-version.ts";
import type { ExitCode } from "./exit-codes.ts";
import { installClient } from "./install-client.ts";
import type { Terminal } from "./terminal.ts";

export function listClients(terminal: Terminal): ExitCode {
  const rows = readClients().map((client) => {
    const { name, title, install } = client.manifest;
    const state =
      install === "none" ? "nothing to install" : isInstalled(client, terminal.env) ? "installed" : "not installed";
    return { name, version: clientVersion(client) ?? "-", state, title };
  });
  const widest = (column: "name" | "version" | "state"): number => Math.max(...rows.map((row) => row[column].length));
  const [names, versions, states] = [widest("name"), widest("version"), widest("state")];
  for (const { name, version, state, title } of rows)
    terminal.stdout.write(`${name.padEnd(names)}  ${version.padEnd(versions)}  ${state.padEnd(states)}  ${title}\n`);
  return 0;
}

export async function installClients(names: readonly string[], terminal: Terminal): Promise<ExitCode> {
  for (const client of names.map(findClient)) {
    const folder = await installClient(client, terminal);
    terminal.stdout.write(`${client.manifest.name}  ${folder}\n`);
  }
  return terminal.interrupted.aborted ? 130 : 0;
}

export async function checkClient(name: string, options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const client = findClient(name);
  const cwd = await installClient(client, terminal);
  const [program = "", ...args] = client.manifest.command;
  const started = programOf(client.manifest, cwd, (text) => terminal.stderr.write(text));
  return check([started, ...args], options, terminal, {
    cwd,
    repeat: { kind: "client", name },
    startedAs: [path.basename(program), ...args],
  });
}
