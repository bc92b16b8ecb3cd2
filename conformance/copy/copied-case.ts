/** A case as plain files: what a suite in another language reads of it, without this toolkit. */
import type { Case, CaseExchange } from "../shape/case.ts";

/** A file of a copy: `path` is relative to the copy's folder, with forward slashes. */
export type CopiedFile = { readonly path: string; readonly bytes: Uint8Array };

export const COPIED_CASE_SCHEMA = "streamproof/copied-case@1";

/** One answer of the server as `case.json` tells it: its head, its ending, and the file that holds its body. */
export type CopiedExchange = Pick<CaseExchange, "status" | "headers" | "transfer" | "wire"> & {
  /** `fin`, `rst`, `missing_last_chunk`, `hold`, `stay`, or `comments`: sent until the client closes. */
  readonly end: { readonly kind: string; readonly limit_ms?: number };
  readonly body: string;
  readonly bytes: number;
  readonly sha256: string;
};

/** `case.json`: the case without what stands in files of its own. */
export type CopiedCase = Pick<
  Case,
  | "uid"
  | "id"
  | "aliases"
  | "title"
  | "rule"
  | "why"
  | "level"
  | "basis"
  | "input"
  | "profile"
  | "needs"
  | "refs"
  | "since"
  | "tags"
  | "provenance"
  | "op"
  | "abort"
  | "delivery"
  | "subject"
> & {
  readonly schema: typeof COPIED_CASE_SCHEMA;
  readonly exchanges: readonly CopiedExchange[];
  /** Null where `cassette.yaml` stands beside this file; else why a recording cannot hold this case. */
  readonly no_cassette: string | null;
};

/** `cuts.json`: for each variant and each answer, the body that is sent and the offsets at which it is cut. */
export type CopiedCuts = Readonly<
  Record<
    string,
    readonly {
      readonly body: string;
      readonly transfer: CaseExchange["transfer"];
      readonly offsets: readonly number[];
    }[]
  >
>;

/** `expected.json`: the first alternative that matches what the client reported is the one that counts. */
export type CopiedExpectation = Pick<Case, "compare"> & Case["expect"];
