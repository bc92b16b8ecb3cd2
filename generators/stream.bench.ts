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

/**
 * The streams are to have about as many events as there are records, and no fewer bytes. None of them is kept: V8 would
 * take objects that outlive a few collections for lasting ones, and put all later ones where collecting them is dear.
 */
function refuseUnlike(streams: fc.Arbitrary<DrawnStream>, records: fc.Arbitrary<unknown[]>): void {
  const sums = { events: 0, bytes: 0, theirs: 0 };
  const runs = { seed: 1, numRuns: SAMPLES, unbiased: true } as const;
  fc.assert(
    fc.property(streams, ({ chunks, bytes, slices }) => {
      if (slices.length === 0) throw new Error("not sliced");
      sums.events += chunks.length / SAMPLES;
      sums.bytes += bytes.length / SAMPLES;
    }),
    runs,
  );
  fc.assert(
    fc.property(records, (given) => {
      sums.theirs += JSON.stringify(given).length / SAMPLES;
    }),
    runs,
  );
  if (Math.abs(sums.events - EVENTS) > 2) throw new Error(`${sums.events} events, but ${EVENTS} records`);
  if (sums.theirs > sums.bytes * 1.1) throw new Error(`records of ${sums.theirs} bytes, streams of ${sums.bytes}`);
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
