/** Starts a bare client under the very runtime that the client under test has, as far as that can be told. */
import path from "node:path";
import { ToolkitError } from "../../src/base/index.ts";
import { spawnStdioDriver } from "../adapter/index.ts";
import type { ControlName } from "../control-run/index.ts";
import type { Driver } from "../shape/driver.ts";
import type { ClientIdentity } from "../shape/protocol.ts";
import { buildGoControl } from "./build-go-control.ts";
import { isInstalled } from "./client-folder.ts";
import { readClient } from "./client-manifest.ts";
import { packagedNode, thisHost } from "./client-runtime.ts";
import { installClient } from "./install-client.ts";
import { packageRoot } from "./package-facts.ts";
import type { Terminal } from "./terminal.ts";

/** How the client under test was started: its program, where that is an interpreter, is the bare client's too. */
export type StartedClient = {
  readonly identity: ClientIdentity;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly passEnv: readonly string[];
  readonly startupMs: number;
};

/** Set to 1, another Node that a client claims is installed by npm for the bare client. */
const INSTALLS = "STREAMPROOF_INSTALL_CONTROLS";
/** No runtime's name and version is longer. */
const RUNTIME_CHARS_MAX = 200;

/** Node release lines that npm's platform packages bring in, beside the running one. */
const PACKAGED_NODES = ["22", "24"];

/** @throws ToolkitError where it cannot be installed, built or started here. */
export async function startControl(name: ControlName, client: StartedClient, terminal: Terminal): Promise<Driver> {
  return spawnStdioDriver({
    command: await commandOf(name, client, terminal),
    cwd: client.cwd,
    passEnv: client.passEnv,
    startupMs: client.startupMs,
  });
}

/** Absolute path inside the folder of the bare clients. */
export function controlPath(...parts: readonly string[]): string {
  return path.join(packageRoot(), "conformance", "controls", ...parts);
}

// --- internal ---

async function commandOf(
  name: ControlName,
  client: StartedClient,
  terminal: Terminal,
): Promise<readonly [string, ...string[]]> {
  switch (name) {
    case "node-fetch":
    case "node-http":
      return [await nodeOf(client, terminal), controlPath(name, "control.mjs")];
    case "python-urllib":
    case "python-http-client":
      return [pythonOf(client), "-B", controlPath(name, "control.py")];
    case "python-httpx":
      // pip puts a client's packages beside its adapter: the same httpx, byte for byte.
      return [
        pythonOf(client),
        "-B",
        controlPath(name, "control.py"),
        /\bhttpx2?\b/i.exec(client.identity.transport ?? "")?.[0].toLowerCase() ?? "httpx",
        path.join(client.cwd, "site-packages"),
      ];
    case "go-net-http":
      return [await buildGoControl(controlPath(name), terminal)];
  }
}

function pythonOf({ command: [program = ""] }: StartedClient): string {
  return /^(?:python|pypy)[\d.]*(?:\.exe)?$/i.test(path.basename(program)) ? program : "python3";
}

async function nodeOf({ identity, command: [program = ""] }: StartedClient, terminal: Terminal): Promise<string> {
  if (/^node(?:\.exe)?$/i.test(path.basename(program))) return program;
  const host = thisHost();
  // Bounded, and begun once a number: a client may claim a version of a million digits.
  const version = /(?<!\d)(\d{1,4})\.\d{1,4}\.\d{1,4}(?!\d)/.exec((identity.runtime ?? "").slice(0, RUNTIME_CHARS_MAX));
  const major = version?.[1] ?? "";
  if (version?.[0] === host.version || !PACKAGED_NODES.includes(major)) return host.execPath;
  const bare = readClient(controlPath(`node-${major}`));
  if (!isInstalled(bare, terminal.env) && terminal.env[INSTALLS] !== "1") {
    throw new ToolkitError(
      "CLIENT_INSTALL",
      bare.manifest.name,
      `the client claims Node ${major}, which is not installed here; on a claim nothing is downloaded: start the adapter by its own \`node\`, or set ${INSTALLS}=1`,
    );
  }
  return packagedNode(await installClient(bare, terminal), host);
}
