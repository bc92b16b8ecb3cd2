/** What is true of every arbitrary that streams are drawn by, each law as a function that says how one breaks it. */
import * as fc from "fast-check";

/** What `drawBreaches` needs to know of the values: when one is valid, lighter, the same. */
export type DrawLawOptions<Value> = {
  readonly seed: number;
  /** How many values are drawn (default 20). */
  readonly count?: number;
  /** Of each value, how many of its shrinks are looked at (default 100). */
  readonly shrinksMax?: number;
  /** One sentence for each thing that is wrong with a value; empty where it is valid. */
  readonly breaches: (value: Value) => readonly string[];
  /** Lighter is smaller; no unit. */
  readonly weigh: (value: Value) => number;
  /** The whole of a value as text: equal texts are equal values. */
  readonly print: (value: Value) => string;
};

/**
 * The same seed draws the same values and other seeds draw others; what is drawn is valid; each shrink of it is valid,
 * strictly lighter, and the same whenever it is asked for. One sentence a breach.
 */
export function drawBreaches<Value>(drawn: fc.Arbitrary<Value>, options: DrawLawOptions<Value>): readonly string[] {
  const { seed, count = 20, shrinksMax = 100, breaches, weigh, print } = options;
  const values = drawWithContext(drawn, seed, count);
  const texts = values.map(({ value }) => print(value));
  const found: string[] = [];
  if (
    differs(
      texts,
      drawWithContext(drawn, seed, count).map(({ value }) => print(value)),
    )
  ) {
    found.push("the same seed draws other values the second time");
  }
  if (
    count > 1 &&
    !differs(
      texts,
      drawWithContext(drawn, seed + 1, count).map(({ value }) => print(value)),
    )
  ) {
    found.push("another seed draws the same values");
  }
  for (const { value, context } of values) {
    found.push(...breaches(value));
    const shrinks = [...drawn.shrink(value, context).take(shrinksMax)];
    const again = [...drawn.shrink(value, context).take(shrinksMax)];
    if (
      differs(
        shrinks.map((one) => print(one.value)),
        again.map((one) => print(one.value)),
      )
    ) {
      found.push("a value shrinks to others the second time");
    }
    for (const smaller of shrinks) {
      found.push(...breaches(smaller.value).map((breach) => `a shrink: ${breach}`));
      if (!(weigh(smaller.value) < weigh(value))) {
        found.push(`a shrink weighs ${weigh(smaller.value)}, what it came from ${weigh(value)}`);
      }
    }
  }
  return [...new Set(found)];
}

function differs(texts: readonly string[], others: readonly string[]): boolean {
  return texts.length !== others.length || texts.some((text, at) => text !== others[at]);
}

/** Values with what they shrink by, which `fc.sample` keeps to itself. */
function drawWithContext<Value>(drawn: fc.Arbitrary<Value>, seed: number, count: number): readonly fc.Value<Value>[] {
  const kept = new Keeping(drawn);
  fc.sample(kept, { seed, numRuns: count, randomType: "xorshift128plus" });
  return kept.values.slice(0, count);
}

class Keeping<Value> extends fc.Arbitrary<Value> {
  readonly values: fc.Value<Value>[] = [];
  readonly #drawn: fc.Arbitrary<Value>;

  constructor(drawn: fc.Arbitrary<Value>) {
    super();
    this.#drawn = drawn;
  }

  override generate(random: fc.Random, biasFactor: number | undefined): fc.Value<Value> {
    const value = this.#drawn.generate(random, biasFactor);
    this.values.push(value);
    return value;
  }

  override canShrinkWithoutContext(value: unknown): value is Value {
    return this.#drawn.canShrinkWithoutContext(value);
  }

  override shrink(value: Value, context: unknown): fc.Stream<fc.Value<Value>> {
    return this.#drawn.shrink(value, context);
  }
}
