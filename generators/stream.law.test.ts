/** Drawn streams: by number, small when shrunk, cut where it hurts. */
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FLAWED_FOLDS } from "../src/assembly/testing/flawed-folds.ts";
import { foldChunks, type Assembled } from "../src/assembly/index.ts";
import { isWireChunk, Message } from "../src/schema/index.ts";
import { findSeams } from "../src/wire/index.ts";
import {
  drawStreams,
  type DrawnStream,
  expressible,
  FAULTS,
  fitTruth,
  PROFILES,
  type ProfileName,
  QUIRKS,
  stream,
  truthFor,
} from "./index.ts";
import { settleMessage } from "./testing/settle-message.ts";

const SEED = 20_240_507;
const ALL = Object.values(PROFILES);

/** Draws again and again what seed 7 draws; another value means another GENERATOR_VERSION, and a note in the change log. */
const DIGESTS: Readonly<Record<ProfileName, string>> = {} as never;

describe("law: the same seed gives the same bytes on every machine", () => {
  test.each(ALL.map(({ name }) => name))("%s", (name) => {
    const digest = createHash("sha256");
    for (const { whole, broken } of drawStreams({
      profile: PROFILES[name],
      seed: 7,
      count: 30,
      faults: [...FAULTS.values()],
    })) {
      digest.update(JSON.stringify(whole.truth)).update(whole.bytes).update(JSON.stringify(whole.offsets));
      if (broken !== null) digest.update(broken.bytes).update(JSON.stringify(broken.due));
    }
    expect(digest.digest("hex").slice(0, 16)).toBe(DIGESTS[name]);
  });
});

test("law: a stream is the same whichever came before it", () => {
  const parts = { profile: PROFILES["openrouter-c"], seed: 5, quirks: [...QUIRKS.values()].slice(0, 3) };
  const all = [...drawStreams({ ...parts, count: 20 })];
  for (const one of all) {
    const [again] = drawStreams({ ...parts, first: one.number, count: 1 });
    expect(again?.whole.truth).toEqual(one.whole.truth);
    expect(Buffer.from(again?.whole.bytes ?? []).equals(one.whole.bytes)).toBe(true);
    expect(again?.whole.offsets).toEqual(one.whole.offsets);
  }
  const sizes = new Set(all.map(({ whole }) => whole.bytes.length));
  expect(sizes.size).toBeGreaterThan(10);
});

test("law: streams shrink to smaller ones that are valid still", () => {
  const isLong = fc.property(stream(PROFILES.together), ({ truth }) => {
    const said = truth.message.choices.map(({ content }) => content ?? "").join("");
    expect([...said].length).toBeLessThan(3);
  });
  const { failed, counterexample, numShrinks } = fc.check(isLong, { seed: SEED, numRuns: 200 });
  expect(failed).toBe(true);
  const [smallest] = counterexample ?? [];
  expect(numShrinks).toBeGreaterThan(0);
  expect(numShrinks).toBeLessThan(80);
  // Three characters, said at once, of one choice, with nothing beside them, in one slice.
  const [choice, ...others] = smallest?.truth.message.choices ?? [];
  expect(others).toEqual([]);
  expect([...(choice?.content ?? "")].length).toBeLessThan(6);
  expect(choice).toMatchObject({ reasoning: null, refusal: null, tool_calls: [], finish_reason: "stop" });
  expect(smallest?.slices).toHaveLength(1);
  expect(smallest?.chunks.every((chunk) => isWireChunk(chunk))).toBe(true);
  expect(smallest === undefined ? false : expressible(PROFILES.together, smallest.truth)).toBe(true);
});

test("law: what fits stays as it is, what does not is made to fit", () => {
  for (const profile of ALL) {
    const law = fc.property(truthFor(PROFILES.openai), (truth) => {
      const fitted = fitTruth(profile, truth);
      expect(expressible(profile, fitted)).toBe(true);
      expect(fitTruth(profile, fitted)).toBe(fitted);
      expect(fitted === truth).toBe(expressible(profile, truth));
      expect(Message.safeParse(fitted.message).success).toBe(true);
    });
    fc.assert(law, { seed: SEED, numRuns: 50 });
  }
});

test("of 2,000 streams with text beyond ASCII, at least 60 % are cut inside a code point", () => {
  const multiByte = stream(PROFILES.openai).filter(({ bytes }) => bytes.some((byte) => byte >= 0xc2));
  let inside = 0;
  for (const { bytes, offsets } of fc.sample(multiByte, { seed: SEED, numRuns: 2_000 })) {
    const seams = new Set(
      findSeams(bytes).flatMap(({ kind, offset }) => (kind === "inside_code_point" ? [offset] : [])),
    );
    if (offsets.some((offset) => seams.has(offset))) inside += 1;
  }
  expect(inside).toBeGreaterThanOrEqual(1_200);
});

describe("folds that are flawed as real clients are, are caught by profiles and quirks", () => {
  const quirked = fc.oneof(
    ...ALL.flatMap((profile) => [
      stream(profile),
      fc.constantFrom(...QUIRKS.values()).chain((quirk) => stream(profile, { quirks: [quirk] })),
    ]),
  );
  const law = (fold: (chunks: readonly unknown[]) => Assembled) =>
    fc.property(quirked, ({ chunks, truth }: DrawnStream) => {
      const { message, usage, id } = fold(chunks);
      expect({ message: settleMessage(message), usage, id }).toEqual({
        message: truth.message,
        usage: truth.usage,
        id: truth.id,
      });
    });

  test("the right fold is not at fault", () => {
    fc.assert(law(foldChunks), { seed: SEED, numRuns: 1_000 });
  });

  test.each(FLAWED_FOLDS.map(({ flaw, fold }) => [flaw, fold] as const))("%s", (_flaw, fold) => {
    expect(fc.check(law(fold), { seed: SEED, numRuns: 500, endOnFailure: true }).failed).toBe(true);
  });
});
