/** What a budget leaves out is decided by seed and plan alone. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { loadCatalogue } from "../catalogue/index.ts";
import { choosePlays, type Budget, type ChosenPlays, type PlannedCase, type PlannedPlay } from "./choose-plays.ts";
import { planPlays } from "./plan-plays.ts";

const RUN = { seed: 20261123, numRuns: 200 };

type Choose = (cases: readonly PlannedCase[], budget: Budget) => ChosenPlays;

const variant: fc.Arbitrary<PlannedPlay> = fc.record({
  key: fc.constantFrom("cuts=seams", "cuts=event", "cuts=byte", "cuts=7", "cuts=41", "eol=crlf", "transfer=close"),
  axis: fc.constant("cuts" as const),
  plannedMs: fc.integer({ min: 0, max: 400 }),
});

const axisOf = (key: string): PlannedPlay["axis"] =>
  key.startsWith("eol") ? "eol" : key.startsWith("transfer") ? "transfer" : "cuts";

const cases: fc.Arbitrary<readonly PlannedCase[]> = fc.uniqueArray(
  fc.record({
    uid: fc.stringMatching(/^[a-z][a-z0-9]{3}$/),
    plays: fc
      .tuple(fc.integer({ min: 0, max: 300 }), fc.uniqueArray(variant, { selector: ({ key }) => key, maxLength: 6 }))
      .map(([plainMs, variants]): readonly PlannedPlay[] => [
        { key: "plain", axis: "plain", plannedMs: plainMs },
        ...variants.map((play) => ({ ...play, axis: axisOf(play.key) })),
      ]),
  }),
  { selector: ({ uid }) => uid, minLength: 1, maxLength: 12 },
);

const seconds = fc.integer({ min: 1, max: 6 });
const drawn = fc.record({ given: cases, budget: seconds, other: seconds, chance: fc.nat(1_000) });

const listed = ({ keys }: ChosenPlays): readonly string[] =>
  [...keys].flatMap(([uid, chosen]) => [...chosen].map((key) => `${uid} ${key}`)).toSorted();

const same = (choose: Choose) =>
  fc.property(drawn, ({ given, budget, chance }) => {
    const once = listed(choose(given, { seconds: budget, seed: chance }));
    // The order in which the catalogue gives its cases is no part of the choice.
    expect(listed(choose(given.toReversed(), { seconds: budget, seed: chance }))).toEqual(once);
  });

const nested = (choose: Choose) =>
  fc.property(drawn, ({ given, budget, other, chance }) => {
    const [less, more] = [Math.min(budget, other), Math.max(budget, other)].map((most) =>
      listed(choose(given, { seconds: most, seed: chance })),
    );
    expect(more).toEqual(expect.arrayContaining([...(less ?? [])]));
  });

const plainAlways = (choose: Choose) =>
  fc.property(drawn, ({ given, budget, chance }) => {
    const chosen = choose(given, { seconds: budget, seed: chance });
    expect(given.filter(({ uid }) => chosen.keys.get(uid)?.has("plain") !== true)).toEqual([]);
  });

const counted = (choose: Choose) =>
  fc.property(drawn, ({ given, budget, chance }) => {
    const chosen = choose(given, { seconds: budget, seed: chance });
    const all = given.reduce((sum, { plays }) => sum + plays.length, 0);
    const out = Object.values(chosen.leftOut).reduce((sum, count) => sum + count, 0);
    expect(listed(chosen).length + out).toBe(all);
    expect([...chosen.leftOutOf.values()].reduce((sum, count) => sum + count, 0)).toBe(out);
    const plainMs = given.reduce((sum, { plays }) => sum + (plays[0]?.plannedMs ?? 0), 0);
    if (plainMs <= budget * 1_000) expect(chosen.plannedMs).toBeLessThanOrEqual(budget * 1_000);
    else expect(chosen.plannedMs).toBe(plainMs);
  });

const LAWS = {
  "the same seed and budget choose the same": same,
  "a larger budget holds all of a smaller one": nested,
  "plain plays are always there": plainAlways,
  "what is chosen and what is left out is everything, within the budget": counted,
};

test.each(Object.entries(LAWS))("law: %s", (_, law) => {
  fc.assert(law(choosePlays), RUN);
});

/** The budget spent in the order of the catalogue, whatever the seed. */
const inCatalogueOrder: Choose = (given, budget) => {
  const plain = given.map(({ uid, plays }) => ({ uid, plays: plays.slice(0, 1) }));
  const all = given.flatMap(({ uid, plays }) => plays.slice(1).map((play) => ({ uid, play })));
  const spent = choosePlays(plain, budget);
  const keys = new Map([...spent.keys].map(([uid, chosen]) => [uid, new Set(chosen)]));
  let { plannedMs } = spent;
  for (const { uid, play } of all) {
    plannedMs += play.plannedMs;
    if (plannedMs <= budget.seconds * 1_000) keys.get(uid)?.add(play.key);
  }
  return { ...spent, keys, plannedMs };
};

/** What does not fit is passed over, and what is smaller is taken in its place. */
const fillingGaps: Choose = (given, budget) => {
  const everything = choosePlays(given, { ...budget, seconds: 1_000_000 });
  const keys = new Map<string, Set<string>>(given.map(({ uid }) => [uid, new Set(["plain"])]));
  let plannedMs = given.reduce((sum, { plays }) => sum + (plays[0]?.plannedMs ?? 0), 0);
  for (const [uid, chosen] of everything.keys) {
    for (const key of chosen) {
      const cost = given.find((one) => one.uid === uid)?.plays.find((play) => play.key === key)?.plannedMs ?? 0;
      if (key === "plain" || plannedMs + cost > budget.seconds * 1_000) continue;
      plannedMs += cost;
      keys.get(uid)?.add(key);
    }
  }
  return { ...everything, keys, plannedMs };
};

/** The plain plays stand in the queue as all others do. */
const plainAsAnyOther: Choose = (given, budget) => {
  const chosen = choosePlays(given, budget);
  const room = budget.seconds * 2;
  const keys = new Map([...chosen.keys].map(([uid, kept], at) => [uid, at < room ? kept : new Set<string>()]));
  return { ...chosen, keys };
};

/** What was left out is told of as if it had been played. */
const silent: Choose = (given, budget) => ({
  ...choosePlays(given, budget),
  leftOut: { cuts: 0, eol: 0, spacing: 0, transfer: 0 },
});

test.each([
  ["spends in the order of the catalogue", inCatalogueOrder, same],
  ["fills gaps with what is smaller", fillingGaps, nested],
  ["lets plain plays queue", plainAsAnyOther, plainAlways],
  ["does not tell what it left out", silent, counted],
] as const)("a choice that %s breaks its law", (_, choose, law) => {
  expect(fc.check(law(choose), RUN).failed).toBe(true);
});

test("another seed plays other cases first", () => {
  const given = Array.from({ length: 20 }, (_, at): PlannedCase => ({
    uid: `c${String(100 + at)}`,
    plays: [
      { key: "plain", axis: "plain", plannedMs: 0 },
      { key: "cuts=seams", axis: "cuts", plannedMs: 200 },
    ],
  }));
  expect(listed(choosePlays(given, { seconds: 1, seed: 1 }))).not.toEqual(
    listed(choosePlays(given, { seconds: 1, seed: 2 })),
  );
});

test("over the real cases seams come first, and a budget of everything leaves out nothing", () => {
  const planned = planPlays(
    loadCatalogue().filter((_, at) => at % 8 === 0),
    { variants: "default", gapMs: 5 },
  );
  const costOf = (key: string): number =>
    planned.flatMap(({ plays }) => plays).reduce((sum, play) => sum + (play.key === key ? play.plannedMs : 0), 0);
  const half = Math.ceil((costOf("plain") + costOf("cuts=seams") / 2) / 1_000);
  const little = choosePlays(planned, { seconds: half, seed: 3 });
  expect(new Set([...little.keys.values()].flatMap((keys) => [...keys]))).toEqual(new Set(["plain", "cuts=seams"]));
  expect(little.leftOut.cuts).toBeGreaterThan(0);
  const everything = choosePlays(planned, { seconds: 36_000, seed: 3 });
  expect(everything.leftOut).toEqual({ cuts: 0, eol: 0, spacing: 0, transfer: 0 });
});
