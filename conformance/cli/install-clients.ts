/** The command `clients install`. */
import { findClient } from "./client-manifest.ts";
import type { ExitCode } from "./exit-codes.ts";
import { installClient } from "./install-client.ts";
import type { Terminal } from "./terminal.ts";

export async function installClients(names: readonly string[], terminal: Terminal): Promise<ExitCode> {
  for (const client of names.map(findClient)) {
    const folder = await installClient(client, terminal);
    terminal.stdout.write(`${client.manifest.name}  ${folder}\n`);
  }
  return terminal.interrupted.aborted ? 130 : 0;
}
