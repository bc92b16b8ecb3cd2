/** What always holds of what is printed, each law with a printer that breaks it. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Report } from "../shape/report.ts";
import { EXPLANATION, exampleReport } from "./testing/example-report.ts";
import { isPlain } from "./escape-terminal.ts";
import { printJson } from "./print-json.ts";
import { printSlices } from "./print-slices.ts";
import { printText } from "./print-text.ts";

const RUN = { seed: 20261107, numRuns: 200 };

/** Reads back what `printSlices` printed: the bytes, and where they were cut. */
function readSlices(printed: string): readonly (readonly number[])[] {
  const slices: number[][] = [[]];
  for (const [token] of printed.replaceAll("\n", "").matchAll(/\\x[0-9a-f]{2}|\\.|\||[^\\|]/gsu)) {
    if (token === "|") slices.push([]);
    else slices.at(-1)?.push(...bytesOf(token));
  }
  return slices;
}

function bytesOf(token: string): readonly number[] {
  if (token.startsWith("\\x")) return [Number.parseInt(token.slice(2), 16)];
  if (!token.startsWith("\\")) return [...Buffer.from(token)];
  const letter = token.slice(1);
  return [...Buffer.from({ n: "\n", r: "\r", t: "\t" }[letter] ?? letter)];
}

/** Text of many alphabets with what a printer may stumble over, cut anywhere, also inside characters. */
const slices = fc
  .tuple(
    fc.oneof(
      fc
        .string({ unit: fc.constantFrom("a", "|", "\\", "\n", "\r", "é", "🙂", "\u202e", "x", "[") })
        .map((text) => Buffer.from(text)),
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    ),
    fc.array(fc.nat(20), { maxLength: 5 }),
  )
  .map(([bytes, offsets]) => {
    const cuts = [...new Set(offsets.filter((at) => at > 0 && at < bytes.length))].sort((one, other) => one - other);
    return [0, ...cuts].map((from, index) => bytes.subarray(from, cuts[index] ?? bytes.length));
  });

function readsBack(print: (given: readonly Uint8Array[]) => string) {
  return fc.property(slices, (given) => {
    expect(readSlices(print(given))).toEqual(given.map((slice) => [...slice]));
  });
}

function printDecoded(given: readonly Uint8Array[]): string {
  return given.map((slice) => Buffer.from(slice).toString("utf8")).join("|");
}

function printJoined(given: readonly Uint8Array[]): string {
  return printSlices([Buffer.concat(given)]);
}

test("law: bytes and cuts can be read back from what is printed", () => {
  fc.assert(readsBack(printSlices), RUN);
  expect(fc.check(readsBack(printDecoded), RUN).failed).toBe(true);
  expect(fc.check(readsBack(printJoined), RUN).failed).toBe(true);
});

/** Puts a text of the client's in every place where a report quotes one. */
function quoting(text: string): Report {
  const report = exampleReport({ pollution: [text] });
  const cases = report.cases.map((verdict) => ({
    ...verdict,
    because: verdict.because === null ? null : text,
    matched: text,
    findings: verdict.findings.map((finding) => ({
      ...finding,
      path: text,
      expected: `a${text}`,
      actual: { [text]: text },
    })),
    evidence: { outcome: text, errors: [text, { message: text }], request: text },
  }));
  const identity = { name: text, version: text, language: text, runtime: text, entry: text };
  return { ...report, cases, client: { ...report.client, identity, command: [text] } };
}

const hostile = fc.string({
  unit: fc.constantFrom("a", "\u001b", "\n", "\u009b", "\u202e", "\u0000", "\ud800", "\ufeff", "\u007f"),
});

function nothingObeyed(print: (report: Report) => string) {
  return fc.property(hostile, (text) => {
    const lines = print(quoting(text)).split("\n");
    expect(lines.length).toBeLessThan(400);
    const obeyed = [...lines.join("")].filter((character) => !isPlain(character.codePointAt(0) ?? 0));
    expect(obeyed).toEqual([]);
  });
}

test("law: nothing that a client says reaches the page unescaped", () => {
  const options = { colour: false, width: 80, repeat: () => "again", show: () => EXPLANATION };
  fc.assert(
    nothingObeyed((report) => printText(report, options)),
    RUN,
  );
  fc.assert(nothingObeyed(printJson), RUN);
  expect(
    fc.check(
      nothingObeyed((report) => JSON.stringify(report, null, 2)),
      RUN,
    ).failed,
  ).toBe(true);
});

/** The same value with the members of every object in reverse. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

function oneText(print: (report: Report) => string) {
  return fc.property(fc.jsonValue({ maxDepth: 3 }), hostile, (actual, text) => {
    const report = quoting(text);
    const cases = report.cases.map((verdict) => ({
      ...verdict,
      findings: verdict.findings.map((one) => ({ ...one, actual })),
    }));
    const given = { ...report, cases };
    expect(print(reversed(given) as Report)).toBe(print(given));
    expect(JSON.stringify(reversed(JSON.parse(print(given))))).toBe(
      JSON.stringify(reversed(JSON.parse(printJson(given)))),
    );
    expect(JSON.parse(print(given))).toEqual(JSON.parse(JSON.stringify(given)));
  });
}

test("law: the JSON of a report is one text, whatever the order of its members, and parses back to it", () => {
  fc.assert(oneText(printJson), RUN);
  expect(
    fc.check(
      oneText((report) => `${JSON.stringify(report)}\n`),
      RUN,
    ).failed,
  ).toBe(true);
});
