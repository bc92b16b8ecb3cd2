/** Blocks spelled, cut and decoded again: the laws of the wire, and a flawed reader for each axis of the generators. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createSseDecoder,
  cutBytes,
  decodeBytes,
  encodeBlocks,
  findSeams,
  type Framing,
  type Residue,
  type SseBlock,
  type SseItem,
} from "../src/wire/index.ts";
import { cuts, expectedItems, framing, sseBlocks } from "./index.ts";

type Decoded = { readonly items: SseItem[]; readonly residue: Residue };
type Read = (slices: readonly Uint8Array[]) => Decoded;
type Stream = {
  readonly blocks: readonly SseBlock[];
  readonly framing: Framing;
  readonly slices: readonly Uint8Array[];
};

const SEED = 20_240_502;
const encoder = new TextEncoder();

const stream: fc.Arbitrary<Stream> = fc.tuple(sseBlocks(), framing()).chain(([blocks, framing]) => {
  const bytes = encodeBlocks(blocks, framing);
  return cuts(bytes).map((offsets) => ({ blocks, framing, slices: cutBytes(bytes, offsets) }));
});

const cameThrough = (read: Read) =>
  fc.property(stream, ({ blocks, framing, slices }) => {
    expect(read(slices)).toEqual(expectedItems(blocks, framing));
  });

/** Events are delivered with the slice that completes them: after a stream's last blank line nothing is owed. */
const nothingIsOwed = (start: () => (slice: Uint8Array) => SseItem[]) =>
  fc.property(stream, ({ blocks, framing, slices }) => {
    const push = start();
    const items = slices.flatMap((slice) => push(slice));
    expect(items).toEqual(expectedItems(blocks, framing).items);
  });

const isCaught = <T>(law: fc.IProperty<T>): boolean =>
  fc.check(law, { seed: SEED, numRuns: 2_000, endOnFailure: true }).failed;

test("law: however blocks are spelled and cut, they decode to themselves", () => {
  fc.assert(cameThrough(decodeBytes), { seed: SEED, numRuns: 4_000 });
});

test("law: slicing is invisible", () => {
  const law = fc.property(stream, ({ slices }) => {
    expect(decodeBytes(slices)).toEqual(decodeBytes([Buffer.concat(slices)]));
  });
  fc.assert(law, { seed: SEED, numRuns: 1_000 });
});

test("law: when the last byte is there, so is the last event", () => {
  fc.assert(
    nothingIsOwed(() => createSseDecoder().push),
    { seed: SEED, numRuns: 1_000 },
  );
});

// Ways to be flawed: a right reader behind (or before) a wrong step.
const bySlice =
  (change: (text: string) => string): Read =>
  (slices) =>
    decodeBytes(slices.map((slice) => Buffer.from(change(Buffer.from(slice).toString("latin1")), "latin1")));
const byText =
  (change: (text: string) => string): Read =>
  (slices) =>
    decodeBytes([encoder.encode(change(new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.concat(slices))))]);
const byItem =
  (change: (item: SseItem) => readonly SseItem[]): Read =>
  (slices) => {
    const { items, residue } = decodeBytes(slices);
    return { items: items.flatMap(change), residue };
  };
const byEvent = (change: (event: SseItem & { kind: "event" }) => readonly SseItem[]): Read =>
  byItem((item) => (item.kind === "event" ? change(item) : [item]));

test("the steps themselves are not at fault", () => {
  for (const read of [bySlice(String), byText(String), byEvent((event) => [event])]) {
    fc.assert(cameThrough(read), { seed: SEED, numRuns: 500 });
  }
});

describe("readers that are flawed in how they see slices are caught", () => {
  const flawed: Record<string, Read> = {
    "a fresh text decoder for each slice": (slices) =>
      decodeBytes(slices.map((slice) => encoder.encode(new TextDecoder("utf-8", { ignoreBOM: true }).decode(slice)))),
    "CRLF normalised slice by slice": bySlice((text) => text.replace(/\r\n?/g, "\n")),
    "a BOM dropped from every slice": bySlice((text) => text.replace(/^\u00ef\u00bb\u00bf/, "")),
    "a BOM not dropped when it is cut": (slices) => {
      const whole = Buffer.from(slices[0] ?? []).indexOf("\uFEFF") === 0;
      return decodeBytes(whole ? slices : [encoder.encode("\uFEFF"), ...slices]);
    },
    "a line taken for whole at the end of a slice": bySlice((text) => (/[\r\n]$/.test(text) ? text : `${text}\n`)),
    "blank lines seen only within one slice": (slices) =>
      decodeBytes(
        slices.map((slice) =>
          /^(\r\n|\n|\r)/.test(Buffer.from(slice).toString("latin1")) ? slice.subarray(1) : slice,
        ),
      ),
    "the space after the colon seen only within one slice": (slices) =>
      decodeBytes(
        slices.flatMap((slice, index) => {
          const before = slices[index - 1];
          return before?.at(-1) === 0x3a && slice[0] === 0x20 ? [encoder.encode(" "), slice] : [slice];
        }),
      ),
    "each slice decoded by a decoder of its own": (slices) => {
      const parts = slices.map((slice) => decodeBytes([slice]));
      const residue = parts.at(-1)?.residue ?? { pending: null, unfinishedLine: "" };
      return { items: parts.flatMap((part) => part.items), residue };
    },
  };
  test.each(Object.entries(flawed))("%s", (_name, read) => {
    expect(isCaught(cameThrough(read))).toBe(true);
  });

  test("a CR held back until it is known what follows", () => {
    expect(isCaught(nothingIsOwed(startPatientReader))).toBe(true);
  });
});

describe("readers that are flawed in what they make of blocks are caught", () => {
  const flawed: Record<string, Read> = {
    "data trimmed": byEvent((event) => [{ ...event, data: event.data.trim() }]),
    "data trimmed at its start": byEvent((event) => [{ ...event, data: event.data.trimStart() }]),
    "only the last line of data kept": byEvent((event) => [{ ...event, data: event.data.split("\n").at(-1) ?? "" }]),
    "lines of data joined by nothing": byEvent((event) => [{ ...event, data: event.data.replaceAll("\n", "") }]),
    "empty data not dispatched": byEvent((event) => (event.data === "" ? [] : [event])),
    "the type forgotten": byEvent((event) => [{ ...event, event: "message" }]),
    "the id not kept for later events": byEvent((event) => [{ ...event, id: "" }]),
    "data that speaks of [DONE] taken for the end": byEvent((event) => (event.data.includes("[DONE]") ? [] : [event])),
    "comments dispatched": byItem((item) =>
      item.kind === "comment" ? [item, { kind: "event", event: "message", data: "", id: "" }] : [item],
    ),
    "comments dropped": byItem((item) => (item.kind === "comment" ? [] : [item])),
    "retry dropped": byItem((item) => (item.kind === "retry" ? [] : [item])),
    "retry given as a number that is not the one written": byItem((item) => [
      item.kind === "retry" && item.milliseconds === Number.MAX_SAFE_INTEGER ? { ...item, milliseconds: 1e20 } : item,
    ]),
    "U+2028 taken for a line end": byText((text) => text.replaceAll("\u2028", "\n")),
    "U+0085 taken for a line end": byText((text) => text.replaceAll("\u0085", "\n")),
    "form feed taken for a line end": byText((text) => text.replaceAll("\f", "\n")),
    "lone CR not taken for a line end": byText((text) => text.replace(/\r(?!\n)/g, "?")),
    "CRLF taken for two line ends": byText((text) => text.replaceAll("\r\n", "\n\n")),
    "a field without the space not known": byText((text) => text.replace(/^data:(?! )/gm, "other:")),
    "every BOM dropped": byText((text) => text.replaceAll("\uFEFF", "")),
    "NUL taken for the end": byText((text) => text.split("\0")[0] ?? ""),
    "characters beyond U+FFFF dropped": byText((text) => text.replace(/[\u{10000}-\u{10ffff}]/gu, "")),
    "text normalised": byText((text) => text.normalize("NFC")),
    "the residue dispatched": (slices) => {
      const { items, residue } = decodeBytes(slices);
      return { items: residue.pending === null ? items : [...items, residue.pending], residue };
    },
  };
  test.each(Object.entries(flawed))("%s", (_name, read) => {
    expect(isCaught(cameThrough(read))).toBe(true);
  });
});

test("of 2,000 streams with text beyond ASCII, at least 60 % are cut inside a code point", () => {
  const multiByte = stream.filter(({ slices }) => slices.some((slice) => slice.some((byte) => byte >= 0xc2)));
  let inside = 0;
  for (const { slices } of fc.sample(multiByte, { seed: SEED, numRuns: 2_000 })) {
    const seams = new Set(
      findSeams(Buffer.concat(slices)).flatMap(({ kind, offset }) => (kind === "inside_code_point" ? [offset] : [])),
    );
    let offset = 0;
    if (slices.some((slice) => seams.has((offset += slice.length)))) inside += 1;
  }
  expect(inside).toBeGreaterThanOrEqual(1_200);
});

/** A flawed reader: it keeps back a CR at the end of a slice. */
function startPatientReader(): (slice: Uint8Array) => SseItem[] {
  const decoder = createSseDecoder();
  let held: readonly number[] = [];
  return (slice) => {
    const bytes = Uint8Array.from([...held, ...slice]);
    const ready = bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length;
    held = [...bytes.subarray(ready)];
    return decoder.push(bytes.subarray(0, ready));
  };
}
