/** How the command line of `generate` names quirks and faults. */
import { afterAll, describe, expect, test } from "vitest";
import { openGenerateFolder } from "./testing/generate-folder.ts";

const { run, manifestOf, remove } = openGenerateFolder();
afterAll(remove);

const changesOf = async (name: string, ...argv: readonly string[]) => {
  const { code, err } = await run(...argv, "--format", "sse", "--count", "12", "--out", name);
  expect(code, err).toBe(0);
  return manifestOf(name);
};

describe("quirks and faults are found by their ends and by patterns", () => {
  test("the end of an id, where no other ends like it", async () => {
    const lines = await changesOf("by-end", "--quirk", "lone-half", "--fault", "in-chunk");
    // Not each stream has a character that can be cut in two.
    expect(new Set(lines.map(({ quirks }) => String(quirks)))).toEqual(new Set(["text/lone-half", ""]));
    expect(new Set(lines.map(({ fault }) => fault))).toEqual(new Set(["error/in-chunk"]));
    const { code, err } = await run("--quirk", "unknown-members", "--out", "never");
    expect(code).toBe(2);
    expect(err).toContain("chunks/unknown-members, tools/unknown-members");
  });

  test("a pattern gives one a stream in turn, without those that are refused or observed", async () => {
    const all = ["framing/crlf", "framing/cr", "framing/no-space", "framing/byte-order-mark", "framing/without-done"];
    const lines = await changesOf("by-pattern", "--quirk", "json/spaces", "--quirk", "framing/*", "--no-quirk", "cr");
    const drawn = all.filter((id) => id !== "framing/cr");
    expect(lines.map(({ quirks }) => quirks)).toEqual(
      Array.from({ length: 12 }, (_, number) => ["json/spaces", drawn[number % drawn.length]]),
    );
    const texts = await changesOf("text", "--quirk", "text/*");
    expect(texts.some(({ quirks }) => String(quirks) === "text/lone-half")).toBe(false);
    // xAI names no finish before the end: `finish/absent-before` would change nothing there.
    const finishes = await changesOf("finishes", "--quirk", "finish/*", "--dialect", "xai");
    expect(new Set(finishes.map(({ quirks }) => String(quirks)))).toEqual(new Set(["finish/repeated"]));
    // The patterns are those of cases: a star stays within its part, two do not, a question mark is one character.
    const ends = await changesOf("ends", "--quirk", "**/c?");
    expect(new Set(ends.map(({ quirks }) => String(quirks)))).toEqual(new Set(["framing/cr"]));
    const faults = await changesOf("faults-in-turn", "--fault", "truncation/*", "--quirk", "json/*");
    // Observed ends are drawn by name alone, as quirks are; in 12 streams each fault meets several quirks.
    expect(new Set(faults.map(({ fault }) => fault)).size).toBe(5);
    expect(new Set(faults.map(({ fault, quirks }) => `${String(fault)} ${String(quirks)}`)).size).toBe(12);
  });

  test.each([
    [["--quirk", "usage/*", "--no-quirk", "usage/*"], "all that it stands for is refused"],
    [["--quirk", "usage/missing", "--no-quirk", "missing"], "asked for and refused"],
    [["--quirk", "nothing/*"], 'no quirk matches "nothing/*"'],
    [["--quirk", "framing*"], 'no quirk matches "framing*"'],
    [["--fault", `${"*a".repeat(40)}!`], "no fault matches"],
    [["--no-quirk", "usage/mising"], "did you mean usage/missing"],
    [["--quirk", "lone-halv"], "did you mean lone-half"],
    [["--fault", "rest"], "did you mean reset"],
  ])("%j", async (argv, told) => {
    const { code, err } = await run(...argv, "--out", "never");
    expect(code).toBe(2);
    expect(err).toContain(told);
    expect(err).toContain(told.includes("refused") ? "streamproof --help" : "generate --list");
  });
});
