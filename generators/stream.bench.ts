/** Drawing whole streams, spelled, framed and sliced, against drawing as many chunk records. */
import * as fc from "fast-check";
import type { Bench, Pair } from "../scripts/bench/bench.ts";
import { OpenAiChunk } from "../src/dialect/index.ts";
import { type DrawnStream, PROFILES, stream, validOf } from "./index.ts";

/** What a stream of the profile has on average: other profiles are near it. */
const EVENTS = 11;
const DRAWS = 50;
const SAMPLES = 400;

/** Each member that a text stream of OpenAI has, drawn on its own, and no other; the texts as long as they are there. */
const byHand = fc.record({
  id: fc.string({ minLength: 29, maxLength: 29 }),
  object: fc.constant("chat.completion.chunk"),
  created: fc.nat(),
  model: fc.string({ minLength: 22, maxLength: 22 }),
  service_tier: fc.constantFrom("default", "flex", null),
  system_fingerprint: fc.option(fc.string({ minLength: 13, maxLength: 13 })),
  choices: fc.tuple(
    fc.record({
      index: fc.nat({ max: 2 }),
      delta: fc.record(
        { role: fc.constantFrom("assistant", null), content: fc.option(fc.string({ maxLength: 12 })) },
        { requiredKeys: [] },
      ),
      logprobs: fc.constant(null),
      finish_reason: fc.option(fc.constantFrom("stop", "length", "tool_calls")),
    }),
  ),
  usage: fc.option(fc.record({ prompt_tokens: fc.nat(), completion_tokens: fc.nat(), total_tokens: fc.nat() }), {
    freq: 1,
  }),
  obfuscation: fc.string({ maxLength: 8 }),
});

function against(name: string, record: fc.Arbitrary<unknown>): Pair {
  return {
    name,
    setUp: () => {
      const streams = stream(PROFILES.openai);
      const records = fc.array(record, { minLength: EVENTS, maxLength: EVENTS });
      refuseUnlike(streams, records);
      // As laws draw them: nothing is kept of one while the next is drawn.
      let seed = 0;
      const draw = (drawn: fc.Arbitrary<unknown>) => {
        seed += 1;
        fc.assert(
          fc.property(drawn, () => true),
          { seed, numRuns: DRAWS, unbiased: true },
        );
      };
      return { a: () => draw(streams), b: () => draw(records) };
    },
  };
}

/** The streams are to have about as many events as there are records, and no fewer bytes. */
function refuseUnlike(streams: fc.Arbitrary<DrawnStream>, records: fc.Arbitrary<unknown[]>): void {
  const drawn = fc.sample(streams, { seed: 1, numRuns: SAMPLES, unbiased: true });
  const events = drawn.reduce((sum, { chunks }) => sum + chunks.length, 0) / SAMPLES;
  const bytes = drawn.reduce((sum, one) => sum + one.bytes.length, 0) / SAMPLES;
  const given = fc.sample(records, { seed: 1, numRuns: SAMPLES, unbiased: true });
  const theirs = given.reduce((sum, one) => sum + JSON.stringify(one).length, 0) / SAMPLES;
  if (drawn.some(({ slices }) => slices.length === 0)) throw new Error("not sliced");
  if (Math.abs(events - EVENTS) > 2) throw new Error(`streams have ${events} events, records are ${EVENTS}`);
  if (theirs > bytes * 1.1) throw new Error(`records have ${theirs} bytes, streams ${bytes}`);
}

export const benches: readonly Bench[] = [
  {
    name: "draw-stream",
    title: `a stream of about ${EVENTS} events drawn and sliced, against an \`fc.array\` of ${EVENTS} records of the chunk's shape`,
    ratio: "speed",
    target: 3,
    peers: [],
    pairs: [against("records of OpenAI's chunk shape", validOf(OpenAiChunk))],
  },
  {
    name: "draw-stream-by-hand",
    title: `the same, against ${EVENTS} records written by hand with the members of a text stream alone`,
    ratio: "speed",
    target: 1,
    peers: [],
    pairs: [against("records of a text stream", byHand)],
  },
];
