/** The shape of a dialect: how one provider spells the format, and what is known to support that. */
import type { z } from "zod";

/** One claim about a dialect, with how often it was seen to hold. */
export type Evidence = {
  /** A whole sentence; unique within the dialect. */
  readonly claim: string;
  /** How many held, of `of`. A claim that only documents make has `seen: 0`. */
  readonly seen: number;
  readonly of: number;
  readonly unit: "streams" | "chunks" | "choices";
  /** `recordings, …` are real HTTP streams, counted again by a test; anything else is named in full. */
  readonly source: string;
};

export type Dialect<Chunk extends z.ZodType = z.ZodType> = {
  /** Kebab case: the name that a client claims as its profile. */
  readonly name: string;
  readonly title: string;
  /** The wire chunk with this provider's own members typed; unknown members survive here too. */
  readonly chunk: Chunk;
  readonly evidence: readonly Evidence[];
  /** True where no raw recording stands behind the shapes, only types, documents or issues. */
  readonly provisional: boolean;
};
