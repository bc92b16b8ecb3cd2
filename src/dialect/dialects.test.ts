/** The table of dialects is whole, and no claim in it says more than stands behind it. */
import { describe, expect, test } from "vitest";
import { DIALECT_NAMES, DIALECT_SHAPES, DIALECTS, type Dialect, type Evidence } from "./index.ts";
import { CLAIM_COUNTS, isCounted } from "./testing/claim-counts.ts";
import { RECORDED_BY } from "./testing/recorded-by.ts";

const ALL: readonly Dialect[] = Object.values(DIALECTS);

const isSurveyed = ({ source }: Evidence) => source.startsWith("survey, ");

/** What is wrong with a dialect's evidence; empty where nothing is. */
function faultsOf({ name, evidence, provisional, confidence, sources }: Dialect): readonly string[] {
  const claims = evidence.map(({ claim }) => claim);
  const isRecorded = evidence.some((one) => isCounted(one));
  const tops = evidence.filter((one) => isCounted(one) || isSurveyed(one)).map(({ of }) => of);
  return [
    ...claims.filter((claim, at) => claims.indexOf(claim) !== at).map((claim) => `twice: ${claim}`),
    ...claims.filter((claim) => !/^\S.*\.$/.test(claim)).map((claim) => `no sentence: ${claim}`),
    ...evidence.filter(({ seen, of }) => seen > of).map(({ claim }) => `more than all: ${claim}`),
    ...evidence.filter((one) => isCounted(one) && !CLAIM_COUNTS[one.claim]).map(({ claim }) => `uncounted: ${claim}`),
    ...evidence
      .filter((one) => (isCounted(one) || isSurveyed(one)) && one.of === 0)
      .map(({ claim }) => `of none: ${claim}`),
    ...(isRecorded === Object.hasOwn(RECORDED_BY, name) ? [] : ["recordings without their count, or a count without"]),
    ...(confidence === "low" && !provisional ? ["low confidence, and not provisional"] : []),
    ...(confidence === "high" && tops.length === 0 ? ["high confidence without a recording"] : []),
    ...(sources.length === 0 ? ["no sources"] : []),
  ];
}

describe("each dialect", () => {
  test.each(ALL.map((dialect) => [dialect.name, dialect] as const))("%s", (_name, dialect) => {
    expect(faultsOf(dialect)).toEqual([]);
  });

  test("stands under its own name, in the order of the names", () => {
    expect(ALL.map(({ name }) => name)).toEqual([...DIALECT_NAMES]);
    expect(Object.keys(DIALECTS)).toEqual([...DIALECT_NAMES]);
    expect(Object.keys(DIALECT_SHAPES)).toEqual(DIALECT_NAMES.map((name) => `chunk-${name}`));
    for (const { name, chunk } of ALL)
      expect(Object.entries(DIALECT_SHAPES).find(([key]) => key === `chunk-${name}`)?.[1].schema).toBe(chunk);
  });

  test.each(ALL.map((dialect) => [dialect.name, dialect] as const))("%s: unknown members survive", (_name, dialect) => {
    const odd = { id: "a", choices: [{ index: 0, delta: { content: "b", x: 1 }, x: [2] }], usage: { x: null }, x: {} };
    expect(dialect.chunk.parse(odd)).toStrictEqual(odd);
  });
});

test.each<readonly [string, Partial<Dialect>]>([
  ["twice: A.", { evidence: [claimOf({ claim: "A." }), claimOf({ claim: "A." })] }],
  ["no sentence: a", { evidence: [claimOf({ claim: "a" })] }],
  ["more than all: A.", { evidence: [claimOf({ claim: "A.", seen: 2, of: 1 })] }],
  ["of none: A.", { evidence: [claimOf({ claim: "A.", source: "survey, 2026" })] }],
  ["low confidence, and not provisional", { confidence: "low", provisional: false }],
  ["high confidence without a recording", { confidence: "high" }],
  ["no sources", { sources: [] }],
])("a fault is found: %s", (fault, change) => {
  expect(faultsOf({ ...DIALECTS.gemini, ...change })).toContain(fault);
});

function claimOf(given: Partial<Evidence>): Evidence {
  return { claim: "It is so.", seen: 0, of: 0, unit: "streams", source: "a document", ...given };
}
