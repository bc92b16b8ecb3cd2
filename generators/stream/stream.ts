/** Draws whole streams of one dialect. */
import * as fc from "fast-check";
import type { DialectProfile } from "../profiles/dialect-profile.ts";
import type { Quirk } from "../quirks/quirk.ts";
import { type SpellPlan, spellPlan } from "../spell/plan.ts";
import type { Truth } from "../truth/truth.ts";
import { truthFor } from "../truth/truth-for.ts";
import { buildStream } from "./build-stream.ts";
import { type CutPlan, cutPlan } from "./cut-plan.ts";
import type { DrawnStream } from "./drawn-stream.ts";
import { printStream } from "./print-stream.ts";
import { weighStream } from "./weigh-stream.ts";

/** What is done to each stream that `stream` draws. */
export type StreamOptions = {
  /** All of them are applied to each stream, in order (`QUIRKS.get("usage/own-chunk")`). Default: none. */
  readonly quirks?: readonly Quirk[];
};

/**
 * Whole streams of one dialect, for a property of your own: `truth` is what a client must make of `slices`, whatever
 * the dialect, the quirks and the cuts. Compare by `settleMessage`.
 *
 * A truth, a plan and cuts, drawn beside each other: shrinking makes the message shorter and the cuts fewer, without a
 * chain in between. Each step of it is lighter than the one before (`weighStream`), so none is spent on what does not
 * show, such as reasoning in a dialect that has none. A counterexample is printed as what it says and its body as text.
 */
export function stream(profile: DialectProfile, options: StreamOptions = {}): fc.Arbitrary<DrawnStream> {
  const parts = fc.record({ truth: truthFor(profile), plan: spellPlan(), cuts: cutPlan() });
  return new Streams(parts, (drawn) =>
    Object.defineProperty(buildStream({ profile, ...drawn, quirks: options.quirks ?? [] }), fc.toStringMethod, {
      value(this: DrawnStream) {
        return printStream(this);
      },
    }),
  );
}

type Parts = { readonly truth: Truth; readonly plan: SpellPlan; readonly cuts: CutPlan };

class Streams extends fc.Arbitrary<DrawnStream> {
  readonly #parts: fc.Arbitrary<Parts>;
  readonly #build: (parts: Parts) => DrawnStream;

  constructor(parts: fc.Arbitrary<Parts>, build: (parts: Parts) => DrawnStream) {
    super();
    this.#parts = parts;
    this.#build = build;
  }

  override generate(random: fc.Random, biasFactor: number | undefined): fc.Value<DrawnStream> {
    const parts = this.#parts.generate(random, biasFactor);
    return new fc.Value(this.#build(parts.value), parts);
  }

  /** From its bytes alone nobody can tell what a stream was drawn of. */
  override canShrinkWithoutContext(_value: unknown): _value is DrawnStream {
    return false;
  }

  override shrink(stream: DrawnStream, context: unknown): fc.Stream<fc.Value<DrawnStream>> {
    if (!(context instanceof fc.Value)) return fc.Stream.nil();
    const parts = context as fc.Value<Parts>;
    const weight = weighStream(stream);
    return this.#parts
      .shrink(parts.value, parts.context)
      .map((smaller) => new fc.Value(this.#build(smaller.value), smaller))
      .filter((smaller) => weighStream(smaller.value) < weight);
  }
}
