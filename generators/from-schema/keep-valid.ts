/** Keeps what a shape accepts of what is drawn for it, and gives up after a number of tries. */
import * as fc from "fast-check";
import { cannotDraw, type Drawn, type Shape } from "./walk.ts";

/** What is worth trying: by then a shape that takes one draw in a hundred has failed once in 20,000 times. */
const TRIES_MAX = 1_000;
/** Biased draws repeat the same few values, which a check may refuse one and all. */
const BIASED_TRIES_MAX = 20;

/**
 * For checks that say nothing but yes or no, at the shape that has them: there the fewest draws are thrown away.
 * What is drawn throws a ToolkitError SHAPE_UNSUPPORTED where the shape takes none of `triesMax` draws.
 */
export function keepValid(shape: Shape, drawn: Drawn, place: string, triesMax: number = TRIES_MAX): Drawn {
  return new Kept(shape, drawn, place, triesMax);
}

class Kept extends fc.Arbitrary<unknown> {
  readonly #shape: Shape;
  readonly #drawn: Drawn;
  readonly #place: string;
  readonly #triesMax: number;

  constructor(shape: Shape, drawn: Drawn, place: string, triesMax: number) {
    super();
    this.#shape = shape;
    this.#drawn = drawn;
    this.#place = place;
    this.#triesMax = triesMax;
  }

  override generate(random: fc.Random, biasFactor: number | undefined): fc.Value<unknown> {
    for (let tried = 0; tried < this.#triesMax; tried += 1) {
      const value = this.#drawn.generate(random, tried < BIASED_TRIES_MAX ? biasFactor : undefined);
      if (this.#accepts(value.value)) return value;
    }
    throw cannotDraw(this.#place, `its check refused each of ${this.#triesMax} draws`);
  }

  override canShrinkWithoutContext(value: unknown): value is unknown {
    return this.#drawn.canShrinkWithoutContext(value) && this.#accepts(value);
  }

  override shrink(value: unknown, context: unknown): fc.Stream<fc.Value<unknown>> {
    return this.#drawn.shrink(value, context).filter((smaller) => this.#accepts(smaller.value));
  }

  #accepts(value: unknown): boolean {
    const read = this.#shape["~standard"].validate(value);
    if (read instanceof Promise) {
      void read.catch(() => undefined);
      throw cannotDraw(this.#place, "its check is asynchronous, drawing is not");
    }
    return read.issues === undefined;
  }
}
