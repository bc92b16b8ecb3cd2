/** Reads the manifests of the adapters of real clients. */
import { readdirSync, readFileSync, existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { ToolkitError } from "../../src/base/index.ts";
import { packageRoot } from "./package-facts.ts";

/** `adapter.json`: how an adapter is called, started and installed. */
export const ClientManifest = z.strictObject({
  name: z.string().min(1).describe("what a user types, the client's own package name where it is free"),
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: z.string().min(1),
  runtime: z.enum(["node", "python"]),
  command: z.array(z.string()).min(1).describe("argv, run in the installed folder"),
  install: z.enum(["npm", "none"]).default("npm"),
});
export type ClientManifest = z.infer<typeof ClientManifest>;

export type Client = {
  readonly manifest: ClientManifest;
  /** Absolute path of the folder in this package. */ readonly folder: string;
};

export function readClients(): readonly Client[] {
  const top = path.join(packageRoot(), "conformance", "adapters");
  return readdirSync(top, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(top, entry.name, "adapter.json")))
    .map((entry) => {
      const folder = path.join(top, entry.name);
      return {
        folder,
        manifest: ClientManifest.parse(JSON.parse(readFileSync(path.join(folder, "adapter.json"), "utf8"))),
      };
    })
    .sort((a, b) => a.manifest.name.localeCompare(b.manifest.name, "en"));
}

export function findClient(name: string): Client {
  const clients = readClients();
  const found = clients.find(({ manifest }) => manifest.name === name || manifest.slug === name);
  if (found !== undefined) return found;
  throw new ToolkitError(
    "CLIENT_UNKNOWN",
    name,
    `no adapter of that name; known: ${clients.map(({ manifest }) => manifest.name).join(", ")}`,
  );
}
