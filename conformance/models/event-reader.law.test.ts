import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createSseDecoder } from "../../src/wire/index.ts";
import { createEventReader, RIGHT_STEPS, type ReaderSteps } from "./event-reader.ts";

const bytesOf = (texts: readonly string[]) => fc.constantFrom(...texts.map((text) => Buffer.from(text)));
const ILL_FORMED = [[0xc3], [0xe2, 0x82], [0xf0, 0x9f], [0xed, 0xa0, 0x80], [0xff]].map((bytes) => Buffer.from(bytes));

// Whole lines, mostly: of characters drawn one by one hardly a stream had an event.
const line = fc.tuple(
  bytesOf(["data", "data", "event", "id", "retry", "Data", "", "data\0", " data", "\uFEFFdata"]),
  bytesOf(["", ":", ": ", ": ", ":  ", ":\t"]),
  fc.oneof(bytesOf(["", "a", "7", "\0", "1\0", "é€😀", "\uFEFF", "\u2028"]), fc.constantFrom(...ILL_FORMED)),
  bytesOf(["\n", "\n\n", "\r", "\r\r", "\r\n", "\r\n\r\n", "\n\r", ""]),
);
const stream = fc
  .tuple(bytesOf(["", "\uFEFF", "\xef"]), fc.array(line, { maxLength: 16 }))
  .map(([start, lines]) => Buffer.concat([start, ...lines.flat()]));

/** One slice a byte where `size` is 1. */
function slicesOf(bytes: Uint8Array, size: number): readonly Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}

function readBoth(slices: readonly Uint8Array[], steps: Partial<ReaderSteps>) {
  const reader = createEventReader(steps);
  const decoder = createSseDecoder();
  return {
    read: [...slices.flatMap((slice) => [...reader.push(slice)]), ...reader.end()],
    due: slices.flatMap((slice) => decoder.push(slice)).filter(({ kind }) => kind === "event"),
  };
}

const agrees = (steps: Partial<ReaderSteps>) =>
  fc.property(stream, fc.integer({ min: 1, max: 9 }), (bytes, size) => {
    const { read, due } = readBoth(slicesOf(bytes, size), steps);
    expect(read).toEqual(due);
  });

test("law: the reader without a flaw and the decoder of the wire read the same events out of any bytes", () => {
  fc.assert(agrees({}), { seed: 20261123, numRuns: 400 });
});

const MUTANTS: readonly [string, Partial<ReaderSteps>][] = [
  ["keeps ids that hold a NUL", { setId: (open, value) => void (open.id = value) }],
  ["keeps the name of an event", { startOver: (open) => void (open.data = "") }],
  ["removes two spaces", { readField: (line) => RIGHT_STEPS.readField(line.replace(/:  ?/, ":")) }],
];

test.each(MUTANTS)("law: a reader that %s is caught", (_flaw, steps) => {
  expect(fc.check(agrees(steps), { seed: 20261123, numRuns: 400 }).failed).toBe(true);
});
