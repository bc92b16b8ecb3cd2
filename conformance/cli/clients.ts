/** The commands `clients list`, `clients install` and `clients check`. */
import path from "node:path";
import { check, type CheckOptions } from "./check.ts";
import { findClient, readClients } from "./client-manifest.ts";
import type { ExitCode } from "./exit-codes.ts";
import { installClient, isInstalled } from "./install-client.ts";
import type { Terminal } from "./terminal.ts";

export function listClients(terminal: Terminal): ExitCode {
  const clients = readClients();
  const width = Math.max(...clients.map(({ manifest }) => manifest.name.length));
  for (const client of clients) {
    const { name, title, install } = client.manifest;
    const state =
      install === "none" ? "nothing to install" : isInstalled(client, terminal.env) ? "installed" : "not installed";
    terminal.stdout.write(`${name.padEnd(width)}  ${state.padEnd(18)}  ${title}\n`);
  }
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
  // The running Node, whatever `node` on the PATH may be.
  const command = [client.manifest.runtime === "node" && program === "node" ? process.execPath : program, ...args];
  return check(command, options, terminal, {
    cwd,
    repeat: { kind: "client", name },
    startedAs: [path.basename(program), ...args],
  });
}
