/** The command `clients list`. */
import { isInstalled } from "./client-folder.ts";
import { readClients } from "./client-manifest.ts";
import { clientVersion } from "./client-version.ts";
import type { ExitCode } from "./exit-codes.ts";
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
