/** Quirks leave the message as it was, and change the stream. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isWireChunk } from "../src/schema/index.ts";
import { PROFILES } from "./profiles/profiles.ts";
import { QUIRKS } from "./quirks/quirks.ts";
import { buildStream } from "./stream/build-stream.ts";
import { stream } from "./stream/stream.ts";
import { readBack } from "./testing/reference-road.ts";
import { settleMessage } from "./laws/settle-message.ts";

const SEED = 20_240_504;
const RUNS_A_PROFILE = 3;

test.each([...QUIRKS.values()].map((quirk) => [quirk.id, quirk] as const))(
  "law: %s leaves the message",
  (_id, quirk) => {
    let changed = 0;
    for (const [at, profile] of Object.values(PROFILES).entries()) {
      const law = fc.property(stream(profile, { quirks: [quirk] }), (drawn) => {
        const { message, usage, id, status } = readBack(drawn.slices);
        const { truth } = drawn;
        expect({ message: settleMessage(message), usage, id, status }).toEqual({
          message: truth.message,
          usage: truth.usage,
          id: truth.id,
          status: "complete",
        });
        const { truth: _truth, ...parts } = drawn;
        const plain = buildStream({ ...parts, truth, ...drawn.knobs, quirks: [] });
        if (!Buffer.from(plain.bytes).equals(drawn.bytes)) changed += 1;
        if (quirk.id !== "chunks/ping") for (const chunk of drawn.chunks) expect(isWireChunk(chunk)).toBe(true);
      });
      // A seed each: with one seed for all, all of them would spell the same few messages.
      fc.assert(law, { seed: SEED + at, numRuns: RUNS_A_PROFILE });
    }
    expect(changed).toBeGreaterThan(0);
  },
);

test("quirks go together", () => {
  const all = [...QUIRKS.values()].filter(({ id }) => id !== "usage/missing");
  const law = fc.property(
    fc.subarray(all, { minLength: 2, maxLength: 4 }).chain((quirks) => stream(PROFILES.openai, { quirks })),
    ({ slices, truth }) => {
      expect(settleMessage(readBack(slices).message)).toEqual(truth.message);
    },
  );
  fc.assert(law, { seed: SEED, numRuns: 150 });
});

test("every quirk has an id of its own in the grammar of ids", () => {
  for (const [id, { title }] of QUIRKS) {
    expect(id).toMatch(/^[a-z0-9-]+\/[a-z0-9-]+$/);
    expect(title).toMatch(/^[A-Z].*\.$/);
  }
  expect(new Set([...QUIRKS.values()].map(({ title }) => title)).size).toBe(QUIRKS.size);
});
