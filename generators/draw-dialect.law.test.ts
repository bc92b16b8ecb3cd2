/** A dialect of several profiles is drawn from all of them, as often as recorded, and by number. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DIALECT_NAMES, DIALECTS } from "../src/dialect/index.ts";
import { drawDialect, drawStreams, findProfiles, PROFILES, type DialectProfile } from "./index.ts";
import { pickProfile } from "./profiles/pick-profile.ts";
import { RECORDED_STREAMS } from "./profiles/recorded-streams.ts";

const ALL: readonly DialectProfile[] = Object.values(PROFILES);
const ERAS = findProfiles("openrouter").all;

describe("a name stands for", () => {
  test.each([
    ["openrouter", null, ["openrouter-a", "openrouter-b", "openrouter-c"]],
    ["openrouter-b", "openrouter-b", ["openrouter-b"]],
    ["groq", "groq", ["groq", "groq-compound"]],
    ["core", "openai", ["openai"]],
  ])("%s", (name, named, all) => {
    const found = findProfiles(name);
    expect(found.named?.name ?? null).toBe(named);
    expect(found.all.map((one) => one.name)).toEqual(all);
  });

  test.each([
    ["opnrouter", 'no dialect is called "opnrouter"; did you mean openrouter'],
    ["minimax", "no streams are drawn of it; there are openai,"],
    ["zzzzzzzzzzzzzz", "there are openai,"],
  ])("%s: nothing, and why", (name, detail) => {
    expect(() => findProfiles(name)).toThrowError(
      expect.objectContaining({
        code: "DIALECT_UNKNOWN",
        place: `--dialect ${name}`,
        detail: expect.stringContaining(detail),
      }),
    );
  });

  test("every profile and every dialect that has one is found by its name", () => {
    for (const one of ALL) {
      expect(findProfiles(one.name).named).toBe(one);
      expect(findProfiles(one.dialect).all).toContain(one);
      expect(DIALECT_NAMES).toContain(one.dialect);
    }
  });
});

const bytesOf = (streams: Iterable<{ readonly whole: { readonly bytes: Uint8Array } }>): readonly string[] =>
  [...streams].map(({ whole }) => Buffer.from(whole.bytes).toString("base64"));

describe("law: stream n is the same whichever came before it, and the one that its profile alone gives", () => {
  const options = { profiles: ERAS, seed: 11, count: 24 };
  const drawn = [...drawDialect(options)];

  test("alone", () => {
    for (const { number, whole } of drawn) {
      const again = bytesOf(drawDialect({ ...options, first: number, count: 1 }));
      expect(again).toEqual(bytesOf([{ whole }]));
      expect(bytesOf(drawStreams({ profile: whole.profile, seed: 11, first: number, count: 1 }))).toEqual(again);
    }
    expect(drawn.map(({ number }) => number)).toEqual(drawn.map((_one, at) => at));
  });

  test("a dialect of one profile is that profile", () => {
    const one = { seed: 3, count: 8 };
    expect(bytesOf(drawDialect({ ...one, profiles: [PROFILES.zai] }))).toEqual(
      bytesOf(drawStreams({ ...one, profile: PROFILES.zai })),
    );
  });

  test("other seeds pick otherwise", () => {
    const [eleven, twelve] = [11, 12].map((seed) =>
      [...drawDialect({ ...options, seed })].map(({ whole }) => whole.profile.name),
    );
    expect(eleven).not.toEqual(twelve);
    expect(new Set(eleven)).toEqual(new Set(ERAS.map(({ name }) => name)));
  });
});

/** How often each profile is picked, over draws that are spread evenly. */
function shares(pick: typeof pickProfile): readonly number[] {
  const [first, ...others] = ERAS;
  if (first === undefined) return [];
  const picked = Array.from({ length: 4_180 }, (_one, at) =>
    pick([first, ...others], Math.floor((at / 4_180) * 2 ** 32)),
  );
  return ERAS.map((era) => picked.filter((one) => one === era).length);
}

describe("law: each profile is picked as often as it was recorded", () => {
  const wanted = ERAS.map(
    ({ name }) => 10 * (Object.entries(RECORDED_STREAMS).find(([one]) => one === name)?.[1] ?? 0),
  );
  const isRight = (pick: typeof pickProfile) =>
    shares(pick).every((share, at) => Math.abs(share - (wanted[at] ?? 0)) <= 1);

  test("the pick is right", () => {
    expect(isRight(pickProfile)).toBe(true);
  });

  test("a pick that gives each the same is found out, and so is one that never takes the last", () => {
    expect(isRight((profiles, draw) => profiles[Math.floor((draw / 2 ** 32) * profiles.length)] ?? profiles[0])).toBe(
      false,
    );
    expect(isRight((profiles, draw) => pickProfile([profiles[0], ...profiles.slice(1, -1)], draw))).toBe(false);
  });

  test("whatever is drawn, a profile is picked, even of those that were never recorded", () => {
    const law = fc.property(fc.integer(), fc.subarray([...ALL], { minLength: 1 }), (draw, [first, ...others]) => {
      if (first !== undefined) expect([first, ...others]).toContain(pickProfile([first, ...others], draw));
    });
    fc.assert(law, { seed: 20_240_612, numRuns: 200 });
    expect(shares((profiles, draw) => pickProfile(profiles, draw)).every((share) => share > 0)).toBe(true);
  });

  test("the weights of OpenRouter's eras are those that its recordings were counted to have", () => {
    const counted = DIALECTS.openrouter.evidence.filter(({ claim }) => claim.startsWith("Usage stands beside"));
    const seen = counted.map((one) => one.seen);
    expect([
      RECORDED_STREAMS["openrouter-a"],
      RECORDED_STREAMS["openrouter-b"],
      RECORDED_STREAMS["openrouter-c"],
    ]).toEqual(seen);
  });
});
