import { expect, test } from "vitest";
import { eventEnds } from "./event-ends.ts";
import { findSeams, SEAM_KINDS, type SeamKind } from "./find-seams.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The text with `|` at each seam of one kind. Offsets are bytes, so text beyond ASCII is shown as Latin-1. */
function marked(text: string, kind: SeamKind): string {
  const bytes = Buffer.from(bytesOf(text));
  const offsets = findSeams(bytes).flatMap((seam) => (seam.kind === kind ? [seam.offset] : []));
  return [0, ...offsets]
    .map((offset, index) => bytes.toString("latin1", offset, offsets[index] ?? bytes.length))
    .join("|");
}

test.each<[SeamKind, string, string]>([
  ["inside_code_point", "data: é🙂\n", "data: Ã|©ð|\x9f|\x99|\x82\n"],
  ["inside_code_point", "\uFEFFa", "ï|»|¿a"],
  ["after_bom", "\uFEFFa", "ï»¿|a"],
  ["before_inner_bom", "\uFEFFdata: \uFEFFa\n", "ï»¿data: |ï»¿a\n"],
  ["inside_field_name", "data: a\nid:b\nxyz: c\ndatax: d\nretry\n", "d|a|t|a: a\ni|d:b\nxyz: c\ndatax: d\nr|e|t|r|y\n"],
  ["after_field_name", "data: a\nid\n: c\n", "data|: a\nid\n: c\n"],
  ["after_colon", "data: a\nid:b\ndata:\n", "data:| a\nid:|b\ndata:|\n"],
  ["before_done", "data: [DONE]\n\ndata: [DONE]x\n", "data: |[DONE]\n\ndata: [DONE]x\n"],
  ["after_done", "data:[DONE]\n\n", "data:[DONE]|\n\n"],
  ["after_backslash", 'data: "\\n\\\\n\\"\n', 'data: "\\|n\\|\\n\\|"\n'],
  ["inside_crlf", "data: a\r\n\r\nb\r\rc\n\n", "data: a\r|\n\r|\nb\r\rc\n\n"],
  ["inside_blank_line", "a\n\nb\r\rc\r\n\r\nd\n", "a\n|\nb\r|\rc\r\n|\r\nd\n"],
  ["event_end", "a\n\nb\r\rc\r\n\r\nd\n\n", "a\n\n|b\r\r|c\r\n\r\n|d\n\n"],
])("%s in %j", (kind, text, expected) => {
  expect(marked(text, kind)).toBe(expected);
});

test("each kind occurs in one plain stream", () => {
  const text = "\uFEFFdata: é\\n\uFEFF\r\n\r\ndata: [DONE]\r\n\r\n";
  expect(new Set(findSeams(bytesOf(text)).map(({ kind }) => kind))).toEqual(new Set(Object.keys(SEAM_KINDS)));
});

test("seams ascend and lie strictly inside, whatever the bytes", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    // A small alphabet, so that every pair of neighbours occurs.
    const alphabet = [0x0a, 0x0d, 0x5c, 0xef, 0xbb, 0xbf, 0xf0, 0xc3, 0x80, 0x64, 0x3a, 0x20];
    const bytes = Uint8Array.from(
      { length: 40 },
      (_, index) => alphabet[(seed * (index + 7) * (index + seed)) % 12] ?? 0,
    );
    const offsets = findSeams(bytes).map(({ offset }) => offset);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    expect(offsets.every((offset) => offset > 0 && offset < bytes.length)).toBe(true);
    const inner = eventEnds(bytes).filter((offset) => offset < bytes.length);
    expect(findSeams(bytes).flatMap(({ kind, offset }) => (kind === "event_end" ? [offset] : []))).toEqual(inner);
  }
});

test("event ends: after each blank line, the end of the bytes included", () => {
  expect(eventEnds(bytesOf("a\n\nb\r\n\r\nc\r\r\rd\n"))).toEqual([3, 8, 11, 12]);
  expect(eventEnds(bytesOf("\uFEFF\ndata: x\n\n"))).toEqual([4, 13]);
  expect(eventEnds(bytesOf("data: x\n"))).toEqual([]);
});
