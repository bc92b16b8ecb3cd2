/** Reads a copied case back from its files, as a suite in another language would. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { CopiedCase, CopiedCuts, CopiedExpectation } from "../copied-case.ts";
import type { CopyIndex } from "../copy-catalogue.ts";
import type { CopiedRequest } from "../copy-request.ts";

export type ReadCopy = {
  readonly told: CopiedCase;
  readonly request: CopiedRequest;
  readonly cuts: CopiedCuts;
  readonly expected: CopiedExpectation;
  readonly body: (name: string) => Uint8Array;
};

export function readCopyIndex(folder: string): CopyIndex {
  return read(path.join(folder, "index.json")) as CopyIndex;
}

export function readCopy(folder: string): ReadCopy {
  return {
    told: read(path.join(folder, "case.json")) as CopiedCase,
    request: read(path.join(folder, "request.json")) as CopiedRequest,
    cuts: read(path.join(folder, "cuts.json")) as CopiedCuts,
    expected: read(path.join(folder, "expected.json")) as CopiedExpectation,
    body: (name) => readFileSync(path.join(folder, name)),
  };
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
