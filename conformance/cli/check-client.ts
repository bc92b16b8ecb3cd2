/** The command `clients check`: installs a client if need be and hands it to `check`. */
import path from "node:path";
import { check } from "./check.ts";
import type { CheckOptions } from "./check-request.ts";
import { findClient } from "./client-manifest.ts";
import { programOf } from "./client-runtime.ts";
import type { ExitCode } from "./exit-codes.ts";
import { installClient } from "./install-client.ts";
import type { Terminal } from "./terminal.ts";

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
