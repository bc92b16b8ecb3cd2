/** Draws truths that a dialect can spell. */
import * as fc from "fast-check";
import type { DialectProfile } from "../profiles/dialect-profile.ts";
import { dressUsage, type TokenCounts } from "../profiles/dress-usage.ts";
import { fitTruth } from "../profiles/expressible.ts";
import { message } from "./message.ts";
import type { Truth } from "./truth.ts";

/** 2026-01-01, so that `created` has ten digits. */
const CREATED_MIN_SECONDS = 1_767_225_600;

const counts: fc.Arbitrary<TokenCounts> = fc
  .record({
    prompt: fc.nat({ max: 4_096 }),
    completion: fc.nat({ max: 4_096 }),
    cached: fc.nat({ max: 4_096 }),
    reasoning: fc.nat({ max: 4_096 }),
  })
  .map(({ prompt, completion, cached, reasoning }) => ({
    prompt,
    completion,
    cached: Math.min(cached, prompt),
    reasoning: Math.min(reasoning, completion),
  }));

/** A message made to fit, rather than filtered: every draw counts. Usage is there in three of four, or always. */
export function truthFor(profile: DialectProfile): fc.Arbitrary<Truth> {
  return fc
    .record({
      mark: fc.nat({ max: 0xffff_ffff }),
      seconds: fc.nat({ max: 1_000_000 }),
      message: message(),
      isCounted: fc.nat({ max: 3 }).map((rare) => rare < 3),
      counts,
    })
    .map((drawn) =>
      fitTruth(profile, {
        id: `${profile.idPrefix}${drawn.mark.toString(16).padStart(8, "0")}`,
        model: profile.model,
        created: CREATED_MIN_SECONDS + drawn.seconds,
        message: drawn.message,
        usage: drawn.isCounted || profile.usage.isUnasked ? dressUsage(profile.usage, drawn.counts) : null,
      }),
    );
}
