/** Draws the parts of a stream: the one place where this room meets the generators. */
import * as fc from "fast-check";
import {
  breakStream,
  buildStream,
  cutPlan,
  fitTruth,
  PROFILES,
  spellPlan,
  truthFor,
  type BrokenStream,
  type DialectProfile,
  type DrawnStream,
  type Quirk,
  type Truth,
} from "../../generators/index.ts";
import type { DrawnParts } from "./fuzz-draw.ts";
import type { FuzzScope } from "./fuzz-scope.ts";
import { SMALLEST_USAGE, smallerParts } from "./smaller-parts.ts";

/** Says all that any dialect can say: drawn once and made to fit, so that a dialect can be changed while shrinking. */
const WIDEST: DialectProfile = { ...PROFILES.openai, reasoning: "reasoning" };

/** Which parts a property draws; what it leaves out is plain. */
export type DrawOptions = {
  readonly isCut: boolean;
  readonly isBroken: boolean;
  readonly quirks: (quirk: Quirk) => boolean;
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
    const isEnough = ({ quirks }: DrawnParts) => quirks.length >= Math.min(this.#quirksMin, value.quirks.length);
    return fc
      .stream(smallerParts(value, this.#simplest))
      .filter(isEnough)
      .map((smaller) => new fc.Value(smaller, undefined));
  }
}

function drawAny(scope: FuzzScope, options: DrawOptions): fc.Arbitrary<DrawnParts> {
  const quirks = scope.quirks.filter(options.quirks);
  return fc
    .record({
      fault: options.isBroken ? fc.constantFrom(...scope.faults) : fc.constant(null),
      cuts: options.isCut ? cutPlan() : fc.constant({ way: "whole" as const, picks: [] }),
      quirks: fc.subarray([...quirks], {
        minLength: Math.min(options.quirksMin, quirks.length),
        maxLength: Math.min(options.quirksMax, quirks.length),
      }),
      profile: fc.constantFrom(...scope.profiles),
      plan: spellPlan(),
      truth: truthFor(WIDEST),
    })
    .map((drawn) => ({
      ...drawn,
      quirks: drawn.quirks.filter(({ profile }) => profile === "core" || profile === drawn.profile.dialect),
      truth: fitScope(scope, drawn.profile, drawn.truth),
    }));
}

/** In one slice: where it is cut is for `cutOffsets` to say. */
export function streamOf({ profile, truth, plan, quirks }: DrawnParts): DrawnStream {
  return buildStream({ profile, truth, plan, cuts: { way: "whole", picks: [] }, quirks });
}

export function brokenOf(whole: DrawnStream, { fault }: DrawnParts): BrokenStream | null {
  return fault === null ? null : breakStream(whole, fault);
}

// --- internal ---

/** Only what the client was asked for: the one tool that requests declare, and no more choices than it reports. */
function fitScope({ capabilities }: FuzzScope, profile: DialectProfile, truth: Truth): Truth {
  const choices = capabilities.includes("report.choices") ? truth.message.choices : truth.message.choices.slice(0, 1);
  const asked = choices.map((choice) => {
    if (!capabilities.includes("report.tool_calls") && choice.tool_calls.length > 0)
      return { ...choice, content: choice.content ?? "a", tool_calls: [], finish_reason: "stop" };
    // Without arguments some clients give "{}": which of the two is right is an open question.
    const tool_calls = choice.tool_calls.map((call) => ({
      ...call,
      name: "get_weather",
      arguments: call.arguments === "" ? "{}" : call.arguments,
    }));
    return { ...choice, tool_calls };
  });
  const isUncounted =
    truth.usage === null || (truth.usage.prompt_tokens ?? 0) + (truth.usage.completion_tokens ?? 0) === 0;
  // Zeros are how many clients spell "never told": they prove nothing.
  const usage = isUncounted ? (truth.usage !== null || profile.usage.isUnasked ? SMALLEST_USAGE : null) : truth.usage;
  return fitTruth(profile, { ...truth, message: { choices: asked }, usage });
}
