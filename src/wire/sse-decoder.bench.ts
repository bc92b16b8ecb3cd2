/** The decoder against eventsource-parser, and against itself in tenths. */
import type { Bench, Pair } from "../../scripts/bench/bench.ts";
import { sliceEvery, spellChunk, spellEvents, type StreamKind } from "../../scripts/bench/spell-stream.ts";
import { createSseDecoder, type SseItem } from "./index.ts";

type Parser = { readonly feed: (text: string) => void };
type Peer = {
  readonly createParser: (callbacks: { readonly onEvent: (event: { readonly data: string }) => void }) => Parser;
};

const FEEDS: Readonly<
  Record<
    string,
    { readonly events: number; readonly cut: (bytes: Uint8Array, events: number) => readonly Uint8Array[] }
  >
> = {
  whole: { events: 4_000, cut: (bytes) => [bytes] },
  "16 KB": { events: 4_000, cut: (bytes) => sliceEvery(bytes, 16 * 1024) },
  "1 KB": { events: 4_000, cut: (bytes) => sliceEvery(bytes, 1024) },
  event: { events: 2_000, cut: eventByEvent },
  byte: { events: 200, cut: (bytes) => sliceEvery(bytes, 1) },
};

function eventByEvent(bytes: Uint8Array): readonly Uint8Array[] {
  const slices: Uint8Array[] = [];
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const blank = text.includes("\r\n\r\n") ? "\r\n\r\n" : "\n\n";
  for (let at = 0; at < bytes.length;) {
    const end = text.indexOf(blank, at) + blank.length;
    slices.push(bytes.subarray(at, end));
    at = end;
  }
  return slices;
}

function decode(slices: readonly Uint8Array[]): number {
  const decoder = createSseDecoder();
  let chars = 0;
  for (const slice of slices) {
    for (const item of decoder.push(slice)) if (item.kind === "event") chars += item.data.length;
  }
  return chars;
}

function decodeByPeer({ createParser }: Peer, slices: readonly Uint8Array[]): number {
  let chars = 0;
  const parser = createParser({ onEvent: (event) => (chars += event.data.length) });
  const decoder = new TextDecoder();
  for (const slice of slices) parser.feed(decoder.decode(slice, { stream: true }));
  return chars;
}

function againstPeer(feed: string, kind: StreamKind): Pair {
  return {
    name: `${feed}, ${kind.eol === "\n" ? "LF" : "CRLF"}, ${kind.text}`,
    setUp: async (openPeer) => {
      const peer = (await openPeer("eventsource-parser")) as Peer;
      const { events, cut } = FEEDS[feed] ?? { events: 0, cut: () => [] };
      const bytes = spellEvents(
        Array.from({ length: events }, (_, index) => spellChunk(index, kind.text)),
        kind.eol,
      );
      const slices = cut(bytes, events);
      if (decode(slices) !== decodeByPeer(peer, slices)) throw new Error("the two decoders differ");
      return { a: () => decode(slices), b: () => decodeByPeer(peer, slices) };
    },
  };
}

const MEGABYTE = 1_000_000;

const GROWING: Readonly<Record<string, (size: number) => string>> = {
  "one long line": (size) => `data: ${"x".repeat(size)}\n\n`,
  "one long line of multi-byte text": (size) => `data: ${"日本語".repeat(size / 9)}\n\n`,
  "CR only": (size) => `data: ${spellChunk(0, "ascii")}\r\r`.repeat(size / 300),
  "a flood of comments": (size) => ": keep-alive\n\n".repeat(size / 14),
  "an event of a million lines": (size) => `${"data: xyz\n".repeat(size / 10)}\n`,
};

/** What one stream of 10 MB takes against ten of 1 MB, which is 1 where the work is linear. */
function againstTenths(name: string, spell: (size: number) => string, sliceBytes: number): Pair {
  const cut = (megabytes: number): readonly Uint8Array[] => {
    const bytes = new TextEncoder().encode(spell(megabytes * MEGABYTE));
    return sliceBytes === Number.POSITIVE_INFINITY ? [bytes] : sliceEvery(bytes, sliceBytes);
  };
  return {
    name: `${name}, ${sliceBytes === Number.POSITIVE_INFINITY ? "whole" : `${sliceBytes / 1024} KB`}`,
    setUp: () => {
      const whole = [cut(10)];
      // Ten pieces of memory: one that is read ten times stays in the processor's cache.
      const tenths = Array.from({ length: 10 }, () => cut(1));
      return { a: () => decodeKeeping(whole), b: () => decodeKeeping(tenths) };
    },
  };
}

/** Both sides keep all items to the end: what the collector makes of kept items is not the decoder's work. */
function decodeKeeping(streams: readonly (readonly Uint8Array[])[]): readonly SseItem[][] {
  const kept: SseItem[][] = [];
  for (const slices of streams) {
    const decoder = createSseDecoder();
    for (const slice of slices) kept.push(decoder.push(slice));
  }
  return kept;
}

const KINDS: readonly StreamKind[] = (["ascii", "multi-byte"] as const).flatMap((text) =>
  (["\n", "\r\n"] as const).map((eol) => ({ eol, text })),
);

export const benches: readonly Bench[] = [
  {
    name: "decode",
    title: "bytes → events, against eventsource-parser 4.1.3 behind a TextDecoder",
    ratio: "speed",
    target: 1.8,
    floor: 0.7,
    peers: ["eventsource-parser"],
    pairs: Object.keys(FEEDS).flatMap((feed) => KINDS.map((kind) => againstPeer(feed, kind))),
  },
  {
    name: "decode-linear",
    title: "one stream of 10 MB against ten of 1 MB, all items kept",
    ratio: "time",
    target: 1.4,
    peers: [],
    pairs: Object.entries(GROWING).flatMap(([name, spell]) =>
      [16 * 1024, Number.POSITIVE_INFINITY].map((sliceBytes) => againstTenths(name, spell, sliceBytes)),
    ),
  },
];
