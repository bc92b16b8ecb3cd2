/** Laws of what is tried in place of a failing draw, and of where a draw is cut. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { expressible } from "../../generators/index.ts";
import { RIGHT_CLIENT } from "../models/index.ts";
import { PROTOCOL_VERSION, Ready } from "../shape/protocol.ts";
import { cutOffsets, seamCutsOf } from "./cut-draw.ts";
import { drawParts } from "./draw-stream.ts";
import { streamOf } from "./stream-of-parts.ts";
import { isSound } from "./is-sound.ts";
import { drawsOf, FUZZ_PROPERTY_NAMES } from "./fuzz-properties.ts";
import { fuzzScope } from "./fuzz-scope.ts";
import type { DrawnParts } from "./fuzz-draw.ts";
import { smallerParts } from "./smaller-parts.ts";

const SEED = 20_260_102;
const SCOPE = fuzzScope(Ready.parse({ ...RIGHT_CLIENT.ready, type: "ready", protocol: PROTOCOL_VERSION }), {});
const SIMPLEST = SCOPE.profiles[0];
if (SIMPLEST === undefined) throw new TypeError("nothing is drawn");

const anyParts = drawParts(SCOPE, { isCut: true, isBroken: true, quirks: () => true, quirksMin: 0, quirksMax: 3 });

/** Steps down until nothing smaller is left, always by the candidate that `pick` chooses. */
function stepsDown(parts: DrawnParts, pick: number, smaller: typeof smallerParts, stepsMax: number): number {
  let here = parts;
  for (let step = 0; step < stepsMax; step += 1) {
    const next = [...smaller(here, SIMPLEST ?? here.profile)];
    const chosen = next[pick % Math.max(1, next.length)];
    if (chosen === undefined) return step;
    here = chosen;
  }
  return stepsMax;
}

const STEPS_MAX = 2_000;
const endsAlways = (smaller: typeof smallerParts, runs: number) =>
  fc.check(
    fc.property(anyParts, fc.nat(), (parts, pick) => {
      expect(stepsDown(parts, pick, smaller, STEPS_MAX)).toBeLessThan(STEPS_MAX);
    }),
    { seed: SEED, numRuns: runs, endOnFailure: true },
  );

test("law: whatever is chosen on the way down, the way ends", () => {
  expect(endsAlways(smallerParts, 30).failed).toBe(false);
});

function* withWayBack(parts: DrawnParts, simplest: DrawnParts["profile"]): Generator<DrawnParts> {
  yield* smallerParts(parts, simplest);
  yield { ...parts, plan: { ...parts.plan, beats: [parts.plan.beats.length] } };
}

test("the law bites: a step that puts something back goes on for ever", () => {
  expect(endsAlways(withWayBack, 5).failed).toBe(true);
});

test("law: each smaller truth can be said in its dialect", () => {
  fc.assert(
    fc.property(anyParts, (parts) => {
      for (const { profile, truth } of smallerParts(parts, SIMPLEST)) expect(expressible(profile, truth)).toBe(true);
    }),
    { seed: SEED, numRuns: 60 },
  );
});

test("law: what is drawn and what it comes down to is read back by our own road", () => {
  for (const name of FUZZ_PROPERTY_NAMES) {
    fc.assert(
      fc.property(drawsOf(name, SCOPE), (draw) => {
        expect(isSound(draw)).toBe(true);
      }),
      { seed: SEED, numRuns: 100 },
    );
  }
});

test("a draw whose truth is another is no sound one", () => {
  const [draw] = fc.sample(drawsOf("truth", SCOPE), { seed: SEED, numRuns: 1 });
  if (draw?.op !== "chat.stream") throw new TypeError("nothing was drawn");
  const truth = { ...draw.whole.truth, usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 4 } };
  expect(isSound({ ...draw, whole: { ...draw.whole, truth } })).toBe(false);
});

test("law: the single seams of a cut draw are among its cuts, each once", () => {
  let cut = 0;
  fc.assert(
    fc.property(anyParts, (parts) => {
      const { bytes } = streamOf(parts);
      const all = cutOffsets(bytes, parts.cuts);
      const single = seamCutsOf(bytes, parts.cuts);
      for (const one of single) {
        const offsets = cutOffsets(bytes, one);
        expect(offsets).toHaveLength(1);
        expect(all).toContain(offsets[0]);
        cut += 1;
      }
      expect(new Set(single.map((one) => JSON.stringify(one))).size).toBe(single.length);
    }),
    { seed: SEED, numRuns: 100 },
  );
  expect(cut).toBeGreaterThan(300);
});
