/** The decoder is held against a naive one that sees the whole text at once. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StreamLimits } from "./block-reader.ts";
import { cutBytes } from "./cut-bytes.ts";
import { decodeBytes } from "./decode-bytes.ts";
import { createSseDecoder } from "./sse-decoder.ts";
import type { Residue, SseItem } from "./sse-event.ts";

type Decoded = { readonly items: SseItem[]; readonly residue: Residue };
type Decode = (slices: readonly Uint8Array[]) => Decoded;

const encoder = new TextEncoder();
const SEED = 20_240_501;

/** HTML 9.2.6 to the letter, over the whole text, after the standard's own UTF-8 decode. */
function decodeWholeText(bytes: Uint8Array): Decoded {
  const lines = new TextDecoder("utf-8").decode(bytes).split(/\r\n|\n|\r/);
  const unfinishedLine = lines.pop() ?? "";
  const items: SseItem[] = [];
  let data = "";
  let type = "";
  let id = "";
  const event = (): SseItem & { readonly kind: "event" } => ({
    kind: "event",
    event: type === "" ? "message" : type,
    data: data.slice(0, -1),
    id,
  });
  for (const line of lines) {
    if (line === "") {
      if (data !== "") items.push(event());
      data = "";
      type = "";
      continue;
    }
    const colon = line.indexOf(":");
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (colon === 0) items.push({ kind: "comment", text: value });
    if (name === "data") data += `${value}\n`;
    if (name === "event") type = value;
    if (name === "id" && !value.includes("\0")) id = value;
    if (name === "retry" && /^[0-9]+$/.test(value)) items.push({ kind: "retry", milliseconds: Number(value) });
  }
  return { items, residue: { pending: data === "" ? null : event(), unfinishedLine } };
}

/** Pieces of streams, legal or not: every sequence of UTF-8, whole, cut short, or wrong, meets every line end. */
const piece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .constantFrom(
        ..."data|data:|data: |data:  |event|event: |id|id: |retry: |retry:1|12|:|: |dat|Data:| data:|x: |[DONE]".split(
          "|",
        ),
        ..."é|🙂|日本|\uFEFF|\u2028|\u0085|\0|\\".split("|"),
      )
      .map((text) => encoder.encode(text)),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom("\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n").map((text) => encoder.encode(text)),
  },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 4 }) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        [0xef, 0xbb],
        [0xef, 0xbb, 0xbf],
        [0xef],
        [0xf0, 0x9f],
        [0xf0, 0x9f, 0x99],
        [0xe0, 0x80],
        [0xed, 0xa0, 0x80],
      )
      .map((bytes) => Uint8Array.from(bytes)),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom([0x80], [0xbf, 0xbf], [0xc2], [0xc0, 0xaf], [0xf5], [0xf4, 0x90])
      .map((bytes) => Uint8Array.from(bytes)),
  },
  // Long enough that slices pass through the decoder's way for big windows.
  { weight: 1, arbitrary: fc.constantFrom("x".repeat(120), "é🙂".repeat(40)).map((text) => encoder.encode(text)) },
);
const soup = fc.array(piece, { maxLength: 24, size: "max" }).map((pieces) => Uint8Array.from(Buffer.concat(pieces)));

const cutSoup = fc
  .tuple(soup, fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 12 }), fc.nat({ max: 3 }))
  .map(([bytes, draws, way]) => {
    if (way === 0) return [...bytes].map((byte) => Uint8Array.of(byte));
    const inside = draws
      .map((draw) => 1 + (draw % Math.max(1, bytes.length - 1)))
      .filter((offset) => offset < bytes.length);
    return cutBytes(
      bytes,
      [...new Set(inside)].sort((a, b) => a - b),
    );
  });

const decodesAsItsWholeText = (decode: Decode) =>
  fc.property(cutSoup, (slices) => {
    expect(decode(slices)).toEqual(decodeWholeText(Buffer.concat(slices)));
  });

const deliversAtOnce = (start: () => (slice: Uint8Array) => SseItem[]) =>
  fc.property(cutSoup, (slices) => {
    const push = start();
    const items: SseItem[] = [];
    for (const [index, slice] of slices.entries()) {
      items.push(...push(slice));
      expect(items).toEqual(decodeWholeText(Buffer.concat(slices.slice(0, index + 1))).items);
    }
  });

test("law: any bytes in any slices decode as their whole text does", () => {
  fc.assert(decodesAsItsWholeText(decodeBytes), { seed: SEED, numRuns: 6_000 });
});

test("law: bytes that fill several windows do too", () => {
  const big = fc.tuple(soup, fc.integer({ min: 1, max: 100_000 })).map(([bytes, sliceBytes]) => {
    const repeated = Buffer.alloc(150_000, bytes.length === 0 ? "é" : bytes);
    const offsets: number[] = [];
    for (let at = sliceBytes; at < repeated.length; at += sliceBytes) offsets.push(at);
    return cutBytes(repeated, offsets);
  });
  const law = fc.property(big, (slices) => {
    const { items, residue } = decodeBytes(slices);
    const whole = decodeWholeText(Buffer.concat(slices));
    // Comparing so much text item by item is slow; as JSON it is not.
    expect(JSON.stringify({ items, residue }) === JSON.stringify(whole)).toBe(true);
  });
  fc.assert(law, { seed: SEED, numRuns: 60 });
});

test("law: slices of every size, small and big in turn, decode as their whole text does", () => {
  const sizes = fc.array(
    fc.oneof(
      fc.integer({ min: 1, max: 95 }),
      fc.integer({ min: 96, max: 4_095 }),
      fc.integer({ min: 4_096, max: 9_000 }),
    ),
    { minLength: 2, maxLength: 8 },
  );
  const law = fc.property(soup, sizes, (bytes, turns) => {
    const repeated = Buffer.alloc(12_000, bytes.length === 0 ? "é\n" : bytes);
    const offsets: number[] = [];
    for (let at = turns[0] ?? 1, turn = 1; at < repeated.length; turn += 1) {
      offsets.push(at);
      at += turns[turn % turns.length] ?? 1;
    }
    const { items, residue } = decodeFromOneMemory(cutBytes(repeated, offsets));
    expect(JSON.stringify({ items, residue }) === JSON.stringify(decodeWholeText(repeated))).toBe(true);
  });
  fc.assert(law, { seed: SEED, numRuns: 150 });
});

test("law: an event is delivered with the byte that completes it, a CR included", () => {
  fc.assert(
    deliversAtOnce(() => createSseDecoder().push),
    { seed: SEED, numRuns: 800 },
  );
});

test("law: a slice's memory may be used again after it was pushed", () => {
  fc.assert(decodesAsItsWholeText(decodeFromOneMemory), { seed: SEED, numRuns: 1_000 });
});

type Limited = (
  limits: StreamLimits,
  slices: readonly Uint8Array[],
) => { readonly items: SseItem[]; readonly error: string };

/** All items before the error, and the error. */
const decodeLimited: Limited = (limits, slices) => {
  const decoder = createSseDecoder(limits);
  const items: SseItem[] = [];
  try {
    for (const slice of slices) items.push(...decoder.push(slice));
    decoder.end();
    return { items, error: "none" };
  } catch (error) {
    return { items, error: String(error) };
  }
};

const smallLimits = fc.record(
  {
    lineBytesMax: fc.integer({ min: 1, max: 40 }),
    eventBytesMax: fc.integer({ min: 0, max: 20 }),
    eventsMax: fc.nat({ max: 4 }),
  },
  { requiredKeys: [] },
);

const endsAsByteByByte = (decode: Limited) =>
  fc.property(cutSoup, smallLimits, (slices, limits) => {
    const bytes = Array.from(Buffer.concat(slices), (byte) => Uint8Array.of(byte));
    expect(decode(limits, slices)).toEqual(decode(limits, bytes));
  });

test("law: past a limit, the items before the error and the error are the same in any slices", () => {
  fc.assert(endsAsByteByByte(decodeLimited), { seed: SEED, numRuns: 3_000 });
  const ends = fc.sample(fc.tuple(cutSoup, smallLimits), { seed: SEED, numRuns: 600 }).map(([slices, limits]) => {
    const { items, error } = decodeLimited(limits, slices);
    return `${items.length > 0} ${/\w+Max/.exec(error)?.[0]}`;
  });
  // Each limit is met with items before it.
  expect([...new Set(ends)]).toEqual(
    expect.arrayContaining(["true lineBytesMax", "true eventBytesMax", "true eventsMax", "true undefined"]),
  );
});

function decodeFromOneMemory(slices: readonly Uint8Array[]): Decoded {
  const decoder = createSseDecoder();
  const items: SseItem[] = [];
  const memory = new Uint8Array(Math.max(0, ...slices.map((slice) => slice.length)));
  for (const slice of slices) {
    memory.set(slice);
    items.push(...decoder.push(memory.subarray(0, slice.length)));
    memory.fill(0x3f);
  }
  return { items, residue: decoder.end() };
}

/** A flawed decoder: it keeps back a CR at the end of a slice until it knows what follows. */
function startPatientDecoder(): (slice: Uint8Array) => SseItem[] {
  const decoder = createSseDecoder();
  let held = new Uint8Array(0);
  return (slice) => {
    const bytes = Uint8Array.from([...held, ...slice]);
    const ready = bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length;
    held = bytes.slice(ready);
    return decoder.push(bytes.subarray(0, ready));
  };
}

function text(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

describe("the laws bite", () => {
  const flawed: Record<string, Decode> = {
    "a fresh text decoder for each slice": (slices) => decodeBytes(slices.map((slice) => encoder.encode(text(slice)))),
    "line ends normalised slice by slice": (slices) =>
      decodeBytes(
        slices.map((slice) => Buffer.from(Buffer.from(slice).toString("latin1").replace(/\r\n?/g, "\n"), "latin1")),
      ),
    "a BOM dropped from each slice": (slices) =>
      decodeBytes(slices.map((slice) => (Buffer.from(slice).indexOf("\uFEFF") === 0 ? slice.subarray(3) : slice))),
    "a BOM dropped only in one slice": (slices) => {
      const [first = new Uint8Array(0), ...others] = slices;
      const whole = Buffer.from(first).indexOf("\uFEFF") === 0;
      // A second BOM after the one that the decoder drops stands for one that is kept.
      return decodeBytes(whole ? slices : [encoder.encode("\uFEFF"), first, ...others]);
    },
    "U+2028 taken for a line end": (slices) =>
      decodeBytes([encoder.encode(text(Buffer.concat(slices)).replaceAll("\u2028", "\n"))]),
    "an invalid sequence dropped": (slices) =>
      decodeBytes([encoder.encode(text(Buffer.concat(slices)).replaceAll("\uFFFD", ""))]),
    "data trimmed": (slices) => {
      const { items, residue } = decodeBytes(slices);
      return {
        items: items.map((item) => (item.kind === "event" ? { ...item, data: item.data.trim() } : item)),
        residue,
      };
    },
    "the residue dispatched": (slices) => {
      const { items, residue } = decodeBytes(slices);
      return { items: residue.pending === null ? items : [...items, residue.pending], residue };
    },
    "empty data not dispatched": (slices) => {
      const { items, residue } = decodeBytes(slices);
      return { items: items.filter((item) => item.kind !== "event" || item.data !== ""), residue };
    },
  };
  test.each(Object.entries(flawed))("%s is caught", (_name, decode) => {
    expect(fc.check(decodesAsItsWholeText(decode), { seed: SEED, numRuns: 6_000, endOnFailure: true }).failed).toBe(
      true,
    );
  });

  const losing: Record<string, Limited> = {
    "the items of the slice that goes past a limit thrown away": (limits, slices) => {
      const decoder = createSseDecoder(limits);
      const items: SseItem[] = [];
      try {
        for (const slice of slices) {
          const finished = decoder.push(slice);
          decoder.end();
          items.push(...finished);
        }
        return { items, error: "none" };
      } catch (error) {
        return { items, error: String(error) };
      }
    },
    "the error forgotten where items came with it": (limits, slices) => {
      const decoder = createSseDecoder(limits);
      const items: SseItem[] = [];
      try {
        for (const slice of slices) items.push(...decoder.push(slice));
        return { items, error: "none" };
      } catch (error) {
        return { items, error: String(error) };
      }
    },
  };
  test.each(Object.entries(losing))("%s is caught", (_name, decode) => {
    expect(fc.check(endsAsByteByByte(decode), { seed: SEED, numRuns: 3_000, endOnFailure: true }).failed).toBe(true);
  });

  test("waiting for the LF that may follow a CR is caught", () => {
    expect(fc.check(deliversAtOnce(startPatientDecoder), { seed: SEED, numRuns: 800, endOnFailure: true }).failed).toBe(
      true,
    );
  });
});
