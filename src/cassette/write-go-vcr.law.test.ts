/** Law: whatever a cassette holds, it is read back from what was written, in every layout. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { GoVcrDocument } from "./cassette.ts";
import { GO_VCR_LAYOUTS, type GoVcrLayout } from "./go-vcr-layout.ts";
import { readGoVcr } from "./read-go-vcr.ts";
import { writeGoVcr } from "./write-go-vcr.ts";

// Random characters almost never meet a rule of YAML; these do.
const piece = fc.oneof(
  fc.constantFrom(
    "\n",
    "\n\n",
    " ",
    "\t",
    "\r",
    "\0",
    "'",
    '"',
    "\\",
    ":",
    "#",
    ": ",
    " #",
    "- ",
    "---",
    "...",
    "{",
    "]",
  ),
  fc.constantFrom(
    "data: {}",
    "yes",
    "null",
    "~",
    "1",
    "0x1F",
    "1e3",
    "1e400",
    ".inf",
    "2020-1-2",
    "10:20",
    "%",
    "@",
    "`",
    "?",
    "!",
    "&",
    "*",
  ),
  fc.constantFrom(
    "|",
    ">",
    "=",
    "<<",
    "é",
    "\u{1f600}",
    "\u0085",
    "\u00a0",
    "\ufeff",
    "\u2028",
    "\u2029",
    "\uffff",
    "\u007f",
    "\u001b",
    "a",
  ),
  fc.string({ unit: "binary", maxLength: 3 }),
);
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
const longText = fc.array(fc.constantFrom("lorem", "ipsum ", " ", "\u2014", "'", '"', "\\", "{"), {
  minLength: 20,
  maxLength: 40,
});
const body = fc.oneof(
  text,
  longText.map((words) => words.join(" ")),
  fc.uint8Array({ maxLength: 120 }).filter(isNoText),
);
const name = fc.oneof(text, fc.string({ minLength: 120, maxLength: 140 }), fc.constant("__proto__"));
// Made by definition, not by assignment: `__proto__` is a name like any other.
const headers = fc
  .array(fc.tuple(name, fc.array(text, { maxLength: 3 })), { maxLength: 4 })
  .map((pairs) => Object.fromEntries(pairs));
const duration = fc.constantFrom("0s", "1.5µs", "890.029ms", "1m18.00699275s");

const v2: fc.Arbitrary<GoVcrDocument> = fc
  .array(
    fc.record({
      id: fc.nat(9),
      request: fc.record({
        proto: fc.constantFrom("HTTP/1.1", ""),
        proto_major: fc.nat(2),
        proto_minor: fc.nat(1),
        content_length: fc.integer({ min: -1, max: 2 ** 40 }),
        transfer_encoding: fc.array(text, { maxLength: 2 }),
        trailer: headers,
        host: text,
        remote_addr: text,
        request_uri: text,
        body,
        form: headers,
        headers,
        url: text,
        method: text,
      }),
      response: fc.record({
        proto: fc.constant("HTTP/2.0"),
        proto_major: fc.nat(2),
        proto_minor: fc.nat(1),
        transfer_encoding: fc.array(text, { maxLength: 2 }),
        trailer: headers,
        content_length: fc.constant(-1),
        uncompressed: fc.boolean(),
        body,
        headers,
        status: text,
        code: fc.integer({ min: 100, max: 599 }),
        duration,
      }),
    }),
    { maxLength: 2 },
  )
  .map((interactions) => ({ version: 2 as const, interactions }));

const v1: fc.Arbitrary<GoVcrDocument> = fc
  .array(
    fc.record({
      request: fc.record(
        { body, form: headers, headers, url: text, method: text },
        { requiredKeys: ["body", "headers", "url", "method"] },
      ),
      response: fc.record(
        {
          body,
          headers,
          status: text,
          code: fc.integer({ min: 100, max: 599 }),
          duration: fc.oneof(duration, fc.constant("")),
        },
        { requiredKeys: ["body", "headers", "status", "code"] },
      ),
    }),
    { maxLength: 2 },
  )
  .map((interactions) => ({ version: 1 as const, interactions }));

type Writer = (document: GoVcrDocument, layout: GoVcrLayout) => string;
const LAYOUTS = Object.keys(GO_VCR_LAYOUTS).filter(isLayout);
const drawn = fc.oneof(
  fc.tuple(v2, fc.constantFrom(...LAYOUTS.filter((layout) => layout !== "go-vcr-v1"))),
  fc.tuple(v1, fc.constantFrom<GoVcrLayout>("go-vcr-v1", "go-vcr-v3")),
);
const RUNS = { seed: 20260312, numRuns: 1_000 };

/** The law; fast-check throws where it breaks. */
function holdsFor(write: Writer): void {
  fc.assert(
    fc.property(drawn, ([document, layout]) => {
      const again = readGoVcr(write(document, layout), "drawn.yaml").document;
      expect(settle(again)).toEqual(settle(document));
    }),
    RUNS,
  );
}

/** To go-vcr 2 an empty member and an absent one are the same; in version 1 they are kept apart. */
function settle(document: GoVcrDocument): unknown {
  if (document.version === 1) return document;
  return document.interactions.map(({ id, request, response }) => ({
    id,
    request: full(request),
    response: full(response),
  }));
}

function full(member: object): object {
  return Object.fromEntries(Object.entries(member).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  return (
    value === "" || value === false || (typeof value === "object" && value !== null && Object.keys(value).length === 0)
  );
}

const right: Writer = (document, layout) => writeGoVcr({ document }, layout);

test("law: what was written is read back, value for value", () => {
  holdsFor(right);
});

test.each<[string, Writer]>([
  [
    "keeps one line break at the end of a block",
    (document, layout) => right(document, layout).replace(/\|(\d?)\+\n/g, "|$1\n"),
  ],
  [
    "takes the first line's spaces for the indent",
    (document, layout) => right(document, layout).replace(/\|\d([-+]?)\n/g, "|$1\n"),
  ],
  [
    "leaves text plain that looks like a number",
    (document, layout) => right(document, layout).replace(/"(\d+)"/g, "$1"),
  ],
  [
    "loses a header called __proto__",
    (document, layout) => right(document, layout).replace(/^ *__proto__:(?: \[\]\n|\n(?: *- .*\n)*)/gm, ""),
  ],
  ["doubles no quote in single quotes", (document, layout) => right(document, layout).replaceAll("''", "'")],
  [
    "writes U+2028 as it is and indents after it",
    (document, layout) => right(document, layout).replaceAll("\\L", "\u2028      "),
  ],
])("a writer that %s breaks the law", (_, mutant) => {
  expect(() => holdsFor(mutant)).toThrow();
});

function isLayout(layout: string): layout is GoVcrLayout {
  return Object.hasOwn(GO_VCR_LAYOUTS, layout);
}

function isNoText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return false;
  } catch {
    return true;
  }
}
