/** The shape of a quirk as the fuzzer draws it. */
import type { Quirk } from "../../generators/index.ts";

export type FuzzQuirk = Quirk & {
  /** Where a client that tells its caller of a failure is as right as one that reads the answer. */
  readonly mayFail?: true;
};

export type ChunksQuirk = FuzzQuirk & { readonly on: "chunks" };
export type BlocksQuirk = FuzzQuirk & { readonly on: "blocks" };
