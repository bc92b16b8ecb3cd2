import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { filesOf } from "./client-folder.ts";
import { ClientManifest, findClient, readClients, type Client } from "./client-manifest.ts";
import { clientVersion } from "./client-version.ts";

const LEAST = { name: "tiny", slug: "tiny", title: "a tiny client", runtime: "node", command: ["node", "adapter.mjs"] };

describe("the shape", () => {
  test("what is left out is npm, no Node of its own and no package", () => {
    expect(ClientManifest.parse(LEAST)).toMatchObject({ install: "npm", node: null, package: null });
  });

  test.each([
    ["a member that it does not know", { ...LEAST, extra: 1 }, "extra"],
    ["pip for a client of node", { ...LEAST, install: "pip" }, "npm installs for node"],
    ["npm for a client of python", { ...LEAST, runtime: "python" }, "npm installs for node"],
    [
      "a Node for a client of python",
      { ...LEAST, runtime: "python", install: "pip", node: { at_least: "22.0.0" } },
      "only a client of",
    ],
    ["a range in place of a version", { ...LEAST, node: { at_least: ">=22" } }, "at_least"],
    ["a slug that is a path", { ...LEAST, slug: "../tiny" }, "slug"],
    ["a shared file that leads out", { ...LEAST, files: { "a.mjs": "../../a.mjs" } }, "../FOLDER/NAME"],
    ["a shared file that would land elsewhere", { ...LEAST, files: { "../a.mjs": "../shared/a.mjs" } }, "../a.mjs"],
  ])("refuses %s", (_what, manifest, said) => {
    const { success, error } = ClientManifest.safeParse(manifest);
    expect(success).toBe(false);
    expect(JSON.stringify(error?.issues)).toContain(said);
  });
});

const clients = readClients();
const installedBy = (install: string) =>
  clients
    .filter(({ manifest }) => manifest.install === install)
    .map((client) => [client.manifest.name, client] as const);
const read = (client: Client, name: string): string => readFileSync(path.join(client.folder, name), "utf8");

describe.each(clients.map((client) => [client.manifest.name, client] as const))("%s", (_name, client) => {
  test("its folder is its slug, and both its names find it", () => {
    expect(path.basename(client.folder)).toBe(client.manifest.slug);
    expect(findClient(client.manifest.name)).toEqual(client);
    expect(findClient(client.manifest.slug)).toEqual(client);
  });

  test("what it takes from elsewhere is there, and hides nothing of its own", () => {
    const names = filesOf(client).map(({ name }) => name);
    expect(filesOf(client).filter(({ source }) => !existsSync(source))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  test("its notes say which version they were written from", () => {
    const version = clientVersion(client);
    expect(version === null).toBe(client.manifest.install === "none");
    expect(read(client, "NOTES.md")).toContain(version ?? client.manifest.name);
  });
});

test.each(installedBy("npm"))("%s: packages are exact, and locked without the name of a host", (_name, client) => {
  const { dependencies, optionalDependencies = {} } = JSON.parse(read(client, "package.json")) as Dependencies;
  const all = Object.entries({ ...dependencies, ...optionalDependencies });
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  expect(read(client, "package-lock.json")).not.toMatch(/https?:|"resolved"|"funding"/);
  const { packages } = JSON.parse(read(client, "package-lock.json")) as Lock;
  const unproven = Object.entries(packages).filter(([at, { integrity }]) => at !== "" && integrity === undefined);
  expect(unproven).toEqual([]);
});

test.each(installedBy("npm"))(
  "%s: nothing but a Node is optional, and only where one is asked for",
  (_name, client) => {
    // `--omit=optional` leaves these out where the running Node will do.
    const { optionalDependencies = {} } = JSON.parse(read(client, "package.json")) as Dependencies;
    const names = Object.keys(optionalDependencies);
    expect(names.filter((name) => !/^node(-bin)?-[a-z]+-[a-z0-9]+$/.test(name))).toEqual([]);
    expect(names.length > 0).toBe(client.manifest.node !== null);
  },
);

test.each(installedBy("pip"))("%s: packages are pinned, without the name of a host", (_name, client) => {
  const lines = read(client, "requirements.txt").trimEnd().split("\n");
  expect(lines.filter((line) => !/^[\w.-]+==[\w.]+$/.test(line))).toEqual([]);
});

type Dependencies = {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};
type Lock = { readonly packages: Readonly<Record<string, { readonly integrity?: string }>> };
