/** Draws objects member by member: as few, as many and as all as may be. */
import * as fc from "fast-check";
import type { Drawn } from "./walk.ts";

export type MemberPlan = {
  readonly name: string;
  readonly drawn: Drawn;
  /** Whether the object must have it. */
  readonly isRequired: boolean;
};

/** What may stand beside the planned members; null where nothing may. */
export type OpenPlan = { readonly names: readonly string[]; readonly drawn: Drawn } | null;

type Entry = MemberPlan & { readonly value: fc.Value<unknown> };

/** Of 4: none, a quarter, half, three quarters or all of the members that may be absent. */
const DENSITY_MAX = 4;
const UNKNOWN_MAX = 2;

/** Shrinks by leaving members out, then within each of them. */
export function membersOf(plans: readonly MemberPlan[], open: OpenPlan): fc.Arbitrary<object> {
  return new Members(plans, open);
}

class Members extends fc.Arbitrary<object> {
  readonly #plans: readonly MemberPlan[];
  readonly #open: OpenPlan;

  constructor(plans: readonly MemberPlan[], open: OpenPlan) {
    super();
    this.#plans = plans;
    this.#open = open;
  }

  override generate(random: fc.Random, biasFactor: number | undefined): fc.Value<object> {
    const entries: Entry[] = [];
    // The density is drawn first, so that the sparse ends, which some checks ask for, are as common as the middle.
    const density = random.nextInt(0, DENSITY_MAX);
    for (const plan of this.#plans) {
      if (!plan.isRequired && random.nextInt(1, DENSITY_MAX) > density) continue;
      entries.push({ ...plan, value: plan.drawn.generate(random, biasFactor) });
    }
    const open = this.#open;
    if (open !== null && random.nextInt(0, 2) === 0) {
      for (let left = random.nextInt(1, UNKNOWN_MAX); left > 0; left -= 1) {
        const name = open.names[random.nextInt(0, open.names.length - 1)];
        if (name === undefined || entries.some((entry) => entry.name === name)) continue;
        const { drawn } = open;
        entries.push({ name, drawn, isRequired: false, value: drawn.generate(random, biasFactor) });
      }
    }
    return valueOf(entries);
  }

  /** How a value came about is not seen in it: only what was drawn here shrinks. */
  override canShrinkWithoutContext(_value: unknown): _value is object {
    return false;
  }

  override shrink(_value: object, context: unknown): fc.Stream<fc.Value<object>> {
    return Array.isArray(context) ? fc.stream(smaller(context as Entry[])) : fc.Stream.nil();
  }
}

function valueOf(entries: readonly Entry[]): fc.Value<object> {
  const made: Record<string, unknown> = {};
  for (const { name, value } of entries) made[name] = value.value;
  return new fc.Value<object>(made, entries);
}

function* smaller(entries: readonly Entry[]): IterableIterator<fc.Value<object>> {
  const spare = entries.filter(({ isRequired }) => !isRequired);
  for (let size = spare.length; size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < spare.length; start += size) {
      const dropped = new Set(spare.slice(start, start + size));
      yield valueOf(entries.filter((entry) => !dropped.has(entry)));
    }
  }
  for (const entry of entries) {
    for (const value of entry.drawn.shrink(entry.value.value, entry.value.context)) {
      yield valueOf(entries.map((one) => (one === entry ? { ...entry, value } : one)));
    }
  }
}
