/** Decoding is held against the standard's decoder, at sizes that take every one of its ways. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { byteText, decodeText } from "./decode-text.ts";

const SEED = 20_240_501;
const standard = new TextDecoder("utf-8", { ignoreBOM: true });

/** Bytes that start, go on with, or break a code point, repeated to the sizes at which another way is taken. */
const bytes = fc
  .tuple(
    fc.array(
      fc.constantFrom(
        ..."A|é|日本|🙂|\uFEFF|\0".split("|").map((text) => [...Buffer.from(text)]),
        [0x80],
        [0xe2, 0x82],
        [0xf4, 0x90],
        [0xed, 0xa0, 0x80],
      ),
      { minLength: 1, maxLength: 12 },
    ),
    fc.constantFrom(1, 30, 599, 600, 1_500, 4_095, 4_096, 9_000),
    fc.boolean(),
  )
  .map(([pieces, size, padded]) => {
    const unit = Buffer.from(pieces.flat());
    // Long runs of ASCII before the rest: what a line of JSON looks like.
    return padded
      ? Buffer.concat([Buffer.alloc(size, "x"), unit])
      : Buffer.concat(Array.from({ length: Math.ceil(size / unit.length) }, () => unit));
  });

const agrees = (decode: (bytes: Uint8Array, start: number, end: number) => string) =>
  fc.property(bytes, fc.nat({ max: 7 }), (given, before) => {
    // Inside a bigger memory, as a slice of a transport is.
    const memory = Buffer.concat([Buffer.alloc(before, 0xe2), given, Buffer.of(0x82, 0xac)]);
    const inside = new Uint8Array(memory.buffer, memory.byteOffset, memory.length);
    expect(decode(inside, before, before + given.length) === standard.decode(given)).toBe(true);
  });

test("law: text is decoded as the standard says, whatever its size", () => {
  fc.assert(agrees(decodeText), { seed: SEED, numRuns: 1_500 });
});

test.each<[string, typeof decodeText]>([
  ["a character a byte", byteText],
  ["a byte beyond the end", (given, start, end) => decodeText(given, start, end + 1)],
  ["its BOM dropped", (given, start, end) => new TextDecoder().decode(given.subarray(start, end))],
  ["an invalid byte dropped", (given, start, end) => decodeText(given, start, end).replaceAll("\uFFFD", "")],
])("the law bites: %s", (_, flawed) => {
  expect(fc.check(agrees(flawed), { seed: SEED, numRuns: 1_500 }).failed).toBe(true);
});
