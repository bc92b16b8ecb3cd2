/** Law: a compiled pattern matches what the regular expression of its meaning matches. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compileGlob, type GlobDialect } from "./compile-glob.ts";

const RUN = { seed: 20261201, numRuns: 20_000 };
const piece = fc.constantFrom("*", "**", "?", "a", "b", "/", ".", "=", "\\", "[");
const glob = fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join(""));
const name = fc
  .array(fc.constantFrom("a", "b", "/", ".", "=", "\\", "[", "?", "*"), { maxLength: 7 })
  .map((all) => all.join(""));

const escaped = (text: string): string => text.replace(/[\\^$.|?+()[\]{}]/g, "\\$&");
const MEANINGS: Readonly<Record<GlobDialect, (glob: string) => RegExp>> = {
  id: (given) => {
    const stands = new Map([
      ["**", ".*"],
      ["*", "[^/]*"],
      ["?", "[^/]"],
    ]);
    return new RegExp(`^${given.replace(/\*\*|[*?]|[^*?]+/g, (part) => stands.get(part) ?? escaped(part))}$`);
  },
  text: (given) => new RegExp(`^${escaped(given).replaceAll("*", ".*")}$`),
};

const agrees = (dialect: GlobDialect, compile: typeof compileGlob) =>
  fc.property(glob, name, (given, asked) => compile(given, dialect)(asked) === MEANINGS[dialect](given).test(asked));

test.each(["id", "text"] as const)("law: a pattern of the dialect %s means what its expression means", (dialect) => {
  fc.assert(agrees(dialect, compileGlob), RUN);
});

test.each<[what: string, dialect: GlobDialect, mutant: typeof compileGlob]>([
  ["lets a star cross a slash", "id", (given) => compileGlob(given, "text")],
  ["lets a star stand for no slash in a text", "text", (given) => compileGlob(given, "id")],
  ["stops at the second star", "id", (given, dialect) => compileGlob(given.replace(/(\*.*?)\*+/, "$1"), dialect)],
])("a matcher that %s breaks the law", (_, dialect, mutant) => {
  expect(fc.check(agrees(dialect, mutant), RUN).failed).toBe(true);
});

// With an expression for each, the first of these never ends.
test.each(["**?".repeat(30) + "!", "*a".repeat(30) + "!", "*".repeat(1_000_000) + "!", "**?".repeat(1_000_000)])(
  "a pattern of many stars is answered at once: %.20s",
  (many) => {
    const isMeant = compileGlob(many, "id");
    for (let round = 0; round < 100; round += 1) expect(isMeant("a".repeat(60))).toBe(false);
  },
);
