/** Draws whole streams of one dialect. */
import * as fc from "fast-check";
import type { DialectProfile } from "../profiles/dialect-profile.ts";
import type { Quirk } from "../quirks/quirk.ts";
import { spellPlan } from "../spell/plan.ts";
import { truthFor } from "../truth/truth-for.ts";
import { buildStream } from "./build-stream.ts";
import { cutPlan } from "./cut-plan.ts";
import type { DrawnStream } from "./drawn-stream.ts";

export type StreamOptions = {
  /** All of them are applied to each stream. */
  readonly quirks?: readonly Quirk[];
};

/**
 * A truth, a plan and cuts, drawn beside each other and mapped: shrinking makes the message shorter and the cuts fewer,
 * without a chain in between.
 */
export function stream(profile: DialectProfile, options: StreamOptions = {}): fc.Arbitrary<DrawnStream> {
  return fc
    .record({ truth: truthFor(profile), plan: spellPlan(), cuts: cutPlan() })
    .map((parts) => buildStream({ profile, ...parts, quirks: options.quirks ?? [] }));
}
