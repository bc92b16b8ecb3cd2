/** Writes the folder of an adapter that needs no registry. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readClient, type Client } from "../client-manifest.ts";

type Files = Readonly<Record<string, string | Uint8Array>>;

const MANIFEST = {
  name: "tiny",
  slug: "tiny",
  title: "a tiny client",
  runtime: "node",
  command: ["node", "adapter.mjs"],
};

const LOCK = { name: "tiny-adapter", version: "0.0.0", lockfileVersion: 3, requires: true };

/** Files that npm is content with, offline; `files` are laid over them. */
export function tinyNpmClient(parent: string, manifest: object = {}, files: Files = {}): Client {
  const packed = { name: "tiny-adapter", version: "0.0.0", private: true };
  return write(path.join(parent, "tiny"), {
    "adapter.json": JSON.stringify({ ...MANIFEST, ...manifest }),
    "adapter.mjs": "",
    "package.json": JSON.stringify(packed),
    "package-lock.json": JSON.stringify({ ...LOCK, packages: { "": packed } }),
    "NOTES.md": "for people",
    ...files,
  });
}

/** A package of one module, as a wheel beside the requirements that name it. */
export function tinyPipClient(parent: string, python: string, wheel: Uint8Array, files: Files = {}): Client {
  return write(path.join(parent, "tiny-pip"), {
    "adapter.json": JSON.stringify({
      ...MANIFEST,
      slug: "tiny-pip",
      package: "tiny",
      runtime: "python",
      command: [python, "adapter.py"],
      install: "pip",
    }),
    "adapter.py": "",
    "tiny-1.2.3-py3-none-any.whl": wheel,
    "requirements.txt": "./tiny-1.2.3-py3-none-any.whl\n",
    ...files,
  });
}

function write(folder: string, files: Files): Client {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  return readClient(folder);
}
