/** Draws the parts of a stream: the one place where this room meets the generators. */
import * as fc from "fast-check";
import { cutPlan, PROFILES, spellPlan, truthFor, type DialectProfile } from "../../generators/index.ts";
import { fitScope, isBinding } from "./fit-scope.ts";
import type { DrawnParts } from "./fuzz-draw.ts";
import type { FuzzQuirk } from "./fuzz-quirk.ts";
import { STREAM_BYTES_MAX, type FuzzScope } from "./fuzz-scope.ts";
import { smallerParts } from "./smaller-parts.ts";

/** Says all that any dialect can say: drawn once and made to fit, so that a dialect can be changed while shrinking. */
const WIDEST: DialectProfile = {
  ...PROFILES.openai,
  reasoning: "reasoning",
  expresses: { ...PROFILES.openai.expresses, reasoning: ["reasoning"] },
};

/** Which parts a property draws; what it leaves out is plain. */
export type DrawOptions = {
  readonly isCut: boolean;
  readonly isBroken: boolean;
  readonly quirks: (quirk: FuzzQuirk) => boolean;
  readonly quirksMin: number;
  readonly quirksMax: number;
};

/** Shrinks by `smallerParts`. */
export function drawParts(scope: FuzzScope, options: DrawOptions): fc.Arbitrary<DrawnParts> {
  return new Parts(drawAny(scope, options), scope.profiles[0] ?? WIDEST, options.quirksMin);
}

/**
 * fast-check shrinks each part by how it was drawn, which knows nothing of streams: a message of three choices never
 * comes down to one. Here a smaller stream is a step of its own, and needs nothing but the value.
 */
class Parts extends fc.Arbitrary<DrawnParts> {
  readonly #drawn: fc.Arbitrary<DrawnParts>;
  readonly #simplest: DialectProfile;
  readonly #quirksMin: number;

  constructor(drawn: fc.Arbitrary<DrawnParts>, simplest: DialectProfile, quirksMin: number) {
    super();
    this.#drawn = drawn;
    this.#simplest = simplest;
    this.#quirksMin = quirksMin;
  }

  override generate(random: fc.Random, biasFactor: number | undefined): fc.Value<DrawnParts> {
    return new fc.Value(this.#drawn.generate(random, biasFactor).value, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is DrawnParts {
    return typeof value === "object" && value !== null && "truth" in value;
  }

  override shrink(value: DrawnParts): fc.Stream<fc.Value<DrawnParts>> {
    // What must be read may not become what should be: that would be another failure.
    const binds = isBinding(value.truth);
    const isEnough = ({ quirks, truth }: DrawnParts) =>
      quirks.length >= Math.min(this.#quirksMin, value.quirks.length) && (!binds || isBinding(truth));
    return fc
      .stream(smallerParts(value, this.#simplest))
      .filter(isEnough)
      .map((smaller) => new fc.Value(smaller, undefined));
  }
}

function drawAny(scope: FuzzScope, options: DrawOptions): fc.Arbitrary<DrawnParts> {
  const quirks = scope.quirks.filter(options.quirks);
  const quirksMin = Math.min(Math.max(options.quirksMin, scope.needsQuirk ? 1 : 0), quirks.length);
  const isLarge = scope.streamBytesMax > STREAM_BYTES_MAX;
  return fc
    .record({
      fault: options.isBroken ? fc.constantFrom(...scope.faults) : fc.constant(null),
      cuts: options.isCut ? cutPlan() : fc.constant({ way: "whole" as const, picks: [] }),
      quirks: fc.subarray([...quirks], {
        minLength: quirksMin,
        maxLength: Math.max(quirksMin, Math.min(options.quirksMax, quirks.length)),
      }),
      // The plainest dialect more often than the others: all that is odd can be said in it.
      profile: fc.constantFrom(
        ...scope.profiles,
        ...scope.profiles
          .slice(0, 1)
          .flatMap((one) => Array.from({ length: Math.ceil(scope.profiles.length / 3) }, () => one)),
      ),
      plan: spellPlan(),
      truth: truthFor(WIDEST),
      twist: fc.record({
        ending: fc.nat({ max: 9 }),
        at: fc.nat({ max: 0xffff }),
        swell: isLarge ? fc.option(fc.nat({ max: 0xffff }), { freq: 3 }) : fc.constant(null),
      }),
    })
    .map(({ twist, ...drawn }) => ({
      ...drawn,
      quirks: drawn.quirks.filter(({ profile }) => profile === "core" || profile === drawn.profile.dialect),
      truth: fitScope(scope, drawn.profile, drawn.truth, twist),
      joins: [],
    }));
}
