/** The shape of a dialect: how one provider spells the format, and what is known to support that. */
import type { z } from "zod";
import type { Expressible } from "./expressible.ts";

/** One claim about a dialect, with how often it was seen to hold. */
export type Evidence = {
  /** A whole sentence; unique within the dialect. */
  readonly claim: string;
  /** How many held, of `of`. A claim that only documents make has `seen: 0, of: 0`. */
  readonly seen: number;
  readonly of: number;
  readonly unit: "streams" | "chunks" | "choices";
  /**
   * `recordings, …` are real HTTP streams, counted again by a test. `survey, …` are public recordings that were
   * counted once and are not at hand. Anything else is named in full.
   */
  readonly source: string;
};

/**
 * `high`: many raw recordings. `medium`: few, or the provider's own code, types or documents. `low`: issues, or recordings
 * that a client had rewritten.
 */
export type Confidence = "high" | "medium" | "low";

/** How one provider spells the format: the shape of its chunks, what it can say, and the evidence for both. */
export type Dialect<Chunk extends z.ZodType = z.ZodType> = {
  /** Kebab case: the name that a client claims as its profile. */
  readonly name: string;
  readonly title: string;
  /** The wire chunk with this provider's own members typed; unknown members survive here too. */
  readonly chunk: Chunk;
  /** What a message can hold and still be said in this dialect. */
  readonly expressible: Expressible;
  readonly evidence: readonly Evidence[];
  readonly confidence: Confidence;
  /** What was read beside the recordings: documents, types and code, pinned where they have a commit. */
  readonly sources: readonly string[];
  /** True where fewer than three raw recordings stand behind the shapes; what is drawn of such a dialect says so. */
  readonly provisional: boolean;
};
