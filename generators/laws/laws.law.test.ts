/** The laws of drawing, asked of every profile, quirk and fault, and arbitraries that break each of them. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  breakStream,
  drawBreaches,
  type DrawnStream,
  FAULTS,
  PROFILES,
  QUIRKS,
  stream,
  STREAM_LAWS,
  streamBreaches,
} from "../index.ts";
import type { StreamLaw } from "./stream-laws.ts";
import { weighStream } from "../stream/weigh-stream.ts";

const SEED = 20_261_124;
const ALL = Object.values(PROFILES);

const printBytes = ({ bytes, offsets, truth }: DrawnStream) =>
  JSON.stringify([Buffer.from(bytes).toString("latin1"), offsets, truth]);

const law = { seed: SEED, print: printBytes, weigh: weighStream, breaches: streamBreaches };

describe("law: draws of a profile are the same for a seed, keep the laws, and shrink to lighter ones that do", () => {
  test.each(ALL.map((profile) => [profile.name, profile] as const))("%s", (_name, profile) => {
    expect(drawBreaches(stream(profile), { ...law, count: 2, shrinksMax: 8 })).toEqual([]);
  });
});

test("law: so do those with quirks", () => {
  // Each in OpenAI's spelling, and in one other.
  for (const [at, quirk] of [...QUIRKS.values()].entries()) {
    for (const profile of [PROFILES.openai, ...ALL.slice(at % ALL.length).slice(0, 1)]) {
      const drawn = stream(profile, { quirks: [quirk] });
      expect(drawBreaches(drawn, { ...law, count: 1, shrinksMax: 5 }), `${quirk.id} in ${profile.name}`).toEqual([]);
    }
  }
});

test("law: what a fault leaves is the same for a seed, and shrinks with the stream that it struck", () => {
  for (const [id, fault] of FAULTS) {
    const drawn = stream(PROFILES["openrouter-c"]).map((whole) => breakStream(whole, fault));
    const breaches = drawBreaches(drawn, {
      seed: SEED,
      count: 2,
      shrinksMax: 6,
      print: (broken) => JSON.stringify([Buffer.from(broken.bytes).toString("latin1"), broken.offsets, broken.due]),
      weigh: ({ whole }) => weighStream(whole),
      breaches: ({ bytes, whole, slices, end }) => [
        ...streamBreaches(whole),
        ...(Buffer.concat(slices).equals(bytes) ? [] : ["the slices are not the bytes"]),
        ...(end === "fin" && Buffer.from(bytes).equals(whole.bytes) && id !== "truncation/after-finish"
          ? ["nothing is broken"]
          : []),
      ],
    });
    expect(breaches, id).toEqual([]);
  }
});

describe("each law of streams is broken by a stream made for it", () => {
  const [good] = fc.sample(
    stream(PROFILES.openai).filter(({ slices }) => slices.length > 2),
    { seed: SEED, numRuns: 1 },
  );
  if (good === undefined) throw new TypeError("nothing was drawn");
  const broken: Readonly<Record<keyof typeof STREAM_LAWS, DrawnStream>> = {
    truth: { ...good, truth: { ...good.truth, id: "another" } },
    expressible: { ...good, profile: { ...good.profile, expresses: { ...good.profile.expresses, finishReasons: [] } } },
    slices: { ...good, slices: good.slices.slice(1) },
    wire: { ...good, chunks: [{ choices: 1 }] },
    dialect: { ...good, chunks: [{ ...good.chunks[0], choices: [{ index: 0, delta: { audio: "none" } }] }] },
    lint: { ...good, bytes: Buffer.from("data: {no JSON}\n\n") },
  };
  test.each(Object.entries<StreamLaw>(STREAM_LAWS))("%s", (name, { breaches }) => {
    expect(breaches(good)).toEqual([]);
    expect(breaches(broken[name as keyof typeof STREAM_LAWS])).not.toEqual([]);
  });

  test("a stream cut elsewhere than it says", () => {
    expect(STREAM_LAWS.slices.breaches({ ...good, offsets: good.offsets.map((offset) => offset + 1) })).not.toEqual([]);
  });
});

describe("arbitraries that break a law of drawing are caught", () => {
  const numbers = {
    seed: SEED,
    print: String,
    weigh: Number,
    breaches: (value: number) => (value < 0 ? ["below zero"] : []),
  };
  const nat = fc.nat({ max: 1_000 });

  test("the right one is not at fault", () => {
    expect(drawBreaches(nat, numbers)).toEqual([]);
  });

  test.each<readonly [string, () => fc.Arbitrary<number>, string]>([
    ["one that counts its draws", counting, "the same seed draws other values"],
    ["one that does not look at the seed", () => fc.constant(7), "another seed draws the same"],
    ["one that draws what is not valid", () => nat.map((value) => value - 500), "below zero"],
    ["one that shrinks upwards", () => nat.map((value) => 1_000 - value), "a shrink weighs"],
    ["one that shrinks to itself", () => nat.map((value) => value >> 3), "a shrink weighs"],
    [
      "one that shrinks to what is not valid",
      () => nat.map((value) => (value === 0 ? -1 : value)),
      "a shrink: below zero",
    ],
  ])("%s", (_name, make, told) => {
    expect(drawBreaches(make(), numbers).join("\n")).toContain(told);
  });
});

function counting(): fc.Arbitrary<number> {
  let draws = 0;
  return fc.nat({ max: 1_000 }).map((value) => value + (draws += 1));
}
