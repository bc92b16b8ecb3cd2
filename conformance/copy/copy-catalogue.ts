/** Turns cases into all the files of a copy: a folder a case, and the index, guide and schemas above them. */
import { createHash } from "node:crypto";
import { printJsonSchema } from "../../src/docs/index.ts";
import type { Case, LoadedCase } from "../shape/case.ts";
import { SHAPES } from "../shape/shapes.ts";
import type { CopiedFile } from "./copied-case.ts";
import { copyCase, type CopyVariants } from "./copy-case.ts";
import { nameFolder } from "./name-folder.ts";
import { COPY_README } from "./copy-readme.ts";
import { printValue } from "./print-value.ts";

export const COPY_SCHEMA = "streamproof/copy@1";

/** `index.json`. */
export type CopyIndex = {
  readonly schema: typeof COPY_SCHEMA;
  readonly tool: { readonly name: "streamproof"; readonly version: string };
  readonly variants: CopyVariants;
  readonly cases: readonly (Pick<Case, "uid" | "id" | "level" | "input" | "profile" | "op" | "needs" | "since"> & {
    readonly folder: string;
  })[];
};

export type CopyFacts = {
  readonly toolVersion: string;
  readonly variants: CopyVariants;
  /** The text of the fixtures' licence; null for a catalogue of someone's own. */
  readonly licence: Uint8Array | null;
};

/** The manifest stands first; it lists all others, so that a later copy knows which files are its own to replace. */
export const MANIFEST_FILE = "manifest.json";
export const MANIFEST_SCHEMA = "streamproof/copy-manifest@1";

/** Pure, and the same for the same cases. */
export function copyCatalogue(cases: readonly LoadedCase[], facts: CopyFacts): readonly CopiedFile[] {
  const index: CopyIndex = {
    schema: COPY_SCHEMA,
    tool: { name: "streamproof", version: facts.toolVersion },
    variants: facts.variants,
    cases: cases.map(({ case: { uid, id, level, input, profile, op, needs, since } }) => ({
      uid,
      id,
      folder: nameFolder(id, uid),
      level,
      input,
      profile,
      op,
      needs,
      since,
    })),
  };
  const files: CopiedFile[] = [
    { path: "index.json", bytes: Buffer.from(printValue(index)) },
    { path: "README.md", bytes: Buffer.from(COPY_README) },
    ...(facts.licence === null ? [] : [{ path: "LICENSE", bytes: facts.licence }]),
    ...Object.entries(SHAPES).map(([name, { schema, title }]) => ({
      path: `schema/${name}.schema.json`,
      bytes: Buffer.from(printValue(printJsonSchema(name, schema, title))),
    })),
    ...cases.flatMap((loaded) => copyCase(loaded, facts.variants)),
  ];
  const manifest = {
    schema: MANIFEST_SCHEMA,
    files: Object.fromEntries(files.map(({ path, bytes }) => [path, digestOf(bytes)])),
  };
  return [{ path: MANIFEST_FILE, bytes: Buffer.from(printValue(manifest)) }, ...files];
}

/** sha256, in hex. */
export function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
