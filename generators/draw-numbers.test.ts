/** Seeds and counts that are no whole numbers are refused at the call, before anything is drawn. */
import { describe, expect, test } from "vitest";
import { drawDialect, type DrawOptions, drawStreams, PROFILES } from "./index.ts";

const profile = PROFILES.openai;
const PLAIN = { seed: 1, count: 1, first: 0 };

describe("refused", () => {
  test.each([
    [{ seed: Number.NaN }, "seed", "NaN is no whole number between"],
    [{ seed: 2 ** 53 }, "seed", "9007199254740992 is no whole number between"],
    [{ seed: 0.5 }, "seed", "0.5 is no whole number"],
    [{ seed: Infinity }, "seed", "Infinity is no whole number"],
    [{ count: 1.5 }, "count", "1.5 is no whole number from 0"],
    [{ count: -1 }, "count", "-1 is no whole number from 0"],
    [{ count: Number.NaN }, "count", "NaN is no whole number from 0"],
    [{ first: -1 }, "first", "-1 is no whole number from 0"],
    [{ first: 0.5 }, "first", "0.5 is no whole number from 0"],
    [{ first: Number.MAX_SAFE_INTEGER }, "first + count", "9007199254740992 is no whole number up to 2^53 - 1"],
  ])("%j", (odd, name, detail) => {
    const refused = (caller: string) =>
      expect.objectContaining({
        code: "USAGE",
        place: `${caller}: ${name}`,
        detail: expect.stringContaining(detail),
      });
    expect(() => drawStreams({ ...PLAIN, ...odd, profile })).toThrowError(refused("drawStreams"));
    expect(() => drawDialect({ ...PLAIN, ...odd, profiles: [profile] })).toThrowError(refused("drawDialect"));
  });

  test("a dialect without a profile", () => {
    expect(() => drawDialect({ ...PLAIN, profiles: [] })).toThrowError(
      expect.objectContaining({ code: "USAGE", place: "drawDialect: profiles" }),
    );
  });
});

const drawn = (options: Omit<DrawOptions, "profile">) => [...drawStreams({ ...options, profile })];

describe("taken", () => {
  test("none at all, and a run that goes on", () => {
    expect(drawn({ seed: 1, count: 0 })).toEqual([]);
    expect(drawn({ seed: 1, count: 2, first: 40 }).map(({ number }) => number)).toEqual([40, 41]);
  });

  test("any seed, modulo 2^32", () => {
    const [one] = drawn({ seed: -1, count: 1 });
    const [same] = drawn({ seed: 2 ** 32 - 1, count: 1 });
    expect(same?.whole.bytes).toEqual(one?.whole.bytes);
    expect(drawn({ seed: Number.MAX_SAFE_INTEGER, count: 1 })).toHaveLength(1);
  });
});
