/** Laws of the lines that we write and read: ASCII JSON is JSON, and cuts of a pipe are invisible. */
import { expect, test } from "vitest";
import * as fc from "fast-check";
import { printAsciiJson } from "./print-ascii-json.ts";
import { createLineSplitter, type LineSplitter } from "./split-lines.ts";

const SETTINGS = { seed: 20261104, numRuns: 300 };
const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\u2028", "\u0085\r\n", "\ud800", "\u007f🙂"));

/** Whether a printer is one line of ASCII that reads back as its value. */
function printsWell(print: (value: unknown) => string): boolean {
  const found = fc.check(
    fc.property(fc.dictionary(text, fc.array(text)), (value) => {
      const line = print(value);
      // oxlint-disable-next-line no-control-regex
      return /^[\u0020-\u007e]*$/.test(line) && JSON.stringify(JSON.parse(line)) === JSON.stringify(value);
    }),
    SETTINGS,
  );
  return !found.failed;
}

test("law: a printed line is ASCII and reads back as its value", () => expect(printsWell(printAsciiJson)).toBe(true));

test.each([
  ["plain JSON.stringify", (value: unknown) => JSON.stringify(value)],
  ["an escape of U+2028 alone", (value: unknown) => JSON.stringify(value).replaceAll("\u2028", "\\u2028")],
  ["dropping what is not ASCII", (value: unknown) => JSON.stringify(value).replace(/[^\u0020-\u007e]/g, "")],
])("mutant: %s breaks the law", (_name, print) => expect(printsWell(print)).toBe(false));

const bytes = fc
  .uint8Array({ maxLength: 60 })
  .map((raw) => raw.map((byte) => (byte % 5 === 0 ? 0x0a : byte % 5 === 1 ? 0x0d : byte)));

function linesOf(splitter: LineSplitter, slices: readonly Uint8Array[]): readonly string[] {
  const lines = slices.flatMap((slice) => splitter.push(slice));
  const texts = lines.map((line) =>
    line.kind === "line" ? `line ${Buffer.from(line.bytes).toString("hex")}` : "too long",
  );
  return [...texts, `rest ${Buffer.from(splitter.rest()).toString("hex")}`];
}

/** Whether a splitter gives the lines of the definition, however the bytes were cut. */
function splitsWell(create: (lineBytesMax: number) => LineSplitter): boolean {
  const found = fc.check(
    fc.property(bytes, fc.array(fc.nat(60)), fc.integer({ min: 0, max: 12 }), (all, cuts, max) => {
      const offsets = [0, ...cuts.filter((cut) => cut <= all.length).sort((a, b) => a - b), all.length];
      const slices = offsets.slice(1).map((to, index) => all.slice(offsets[index], to));
      const parts = Buffer.from(all)
        .toString("hex")
        .match(/../g)
        ?.join(" ")
        .split("0a")
        .map((part) => part.replaceAll(" ", "")) ?? [""];
      const rest = parts.pop() ?? "";
      const due = parts.map((part) => (part.length / 2 > max ? "too long" : `line ${part.replace(/0d$/, "")}`));
      const restDue = rest.length / 2 > max ? ["too long", "rest "] : [`rest ${rest}`];
      return JSON.stringify(linesOf(create(max), slices)) === JSON.stringify([...due, ...restDue]);
    }),
    SETTINGS,
  );
  return !found.failed;
}

test("law: lines do not depend on how the pipe was cut", () => expect(splitsWell(createLineSplitter)).toBe(true));

/** Forgets what it held when a slice ends. */
function forgetful(lineBytesMax: number): LineSplitter {
  let splitter = createLineSplitter(lineBytesMax);
  return {
    push: (slice) => (splitter = createLineSplitter(lineBytesMax)).push(slice),
    rest: () => splitter.rest(),
  };
}

/** Ends a line at a lone CR too, as `splitlines` does. */
function splitsAtCr(lineBytesMax: number): LineSplitter {
  const splitter = createLineSplitter(lineBytesMax);
  return {
    push: (slice) => splitter.push(slice.map((byte) => (byte === 0x0d ? 0x0a : byte))),
    rest: () => splitter.rest(),
  };
}

test.each([
  ["one that forgets", forgetful],
  ["one that splits at CR", splitsAtCr],
  ["one without a ceiling", () => createLineSplitter(Infinity)],
])("mutant: %s breaks the law", (_name, create) => expect(splitsWell(create)).toBe(false));
