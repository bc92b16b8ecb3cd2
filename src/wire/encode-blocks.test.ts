import { describe, expect, test } from "vitest";
import { ToolkitError } from "../base/index.ts";
import { encodeBlocks } from "./encode-blocks.ts";
import { decodeBytes } from "./decode-bytes.ts";
import { DEFAULT_FRAMING, type Framing, type SseBlock, type SseLine, type SseLines } from "./sse-event.ts";

const spell = (blocks: readonly (SseBlock | SseLines)[], framing: Partial<Framing> = {}): string =>
  Buffer.from(encodeBlocks(blocks, { ...DEFAULT_FRAMING, done: false, ...framing })).toString("utf8");
const hello: SseBlock = { kind: "event", data: "hello" };
const raw = (text: string): SseBlock => ({ kind: "raw", text });
const lines = (all: readonly SseLine[], more: Partial<SseLines> = {}): SseLines => ({
  kind: "lines",
  lines: all,
  ...more,
});

test.each([
  ["lf", "data: hello\n\ndata: [DONE]\n\n"],
  ["crlf", "data: hello\r\n\r\ndata: [DONE]\r\n\r\n"],
  ["cr", "data: hello\r\rdata: [DONE]\r\r"],
] as const)("line ends: %s", (eol, bytes) => {
  expect(spell([hello], { eol, done: true })).toBe(bytes);
});

test("fields are written in the order in which the block names them", () => {
  expect(spell([{ kind: "event", event: "e", id: "", data: "x", retry: "soon" }])).toBe(
    "event: e\nid: \ndata: x\nretry: soon\n\n",
  );
  expect(spell([{ kind: "event", data: "x", id: "1" }])).toBe("data: x\nid: 1\n\n");
});

test("each line of data is a field of its own", () => {
  expect(spell([{ kind: "event", data: "a\n\n b" }])).toBe("data: a\ndata: \ndata:  b\n\n");
});

test("without the space, a value that starts with one still gets its own", () => {
  expect(
    spell(
      [
        { kind: "event", data: "a\n b" },
        { kind: "comment", text: " c" },
      ],
      { space: false, done: true },
    ),
  ).toBe("data:a\ndata:  b\n\n:  c\n\ndata:[DONE]\n\n");
});

test("the last blank line may be left out, of a block or of [DONE]", () => {
  expect(spell([hello, hello], { finalBlankLine: false })).toBe("data: hello\n\ndata: hello\n");
  expect(spell([hello], { finalBlankLine: false, done: true })).toBe("data: hello\n\ndata: [DONE]\n");
});

test("the very last line end may be left out, of a block, of lines, or of [DONE]", () => {
  const none = { finalLineEnd: false };
  expect(spell([hello, hello], { ...none, eol: "crlf" })).toBe("data: hello\r\n\r\ndata: hello");
  expect(spell([hello], { ...none, done: true })).toBe("data: hello\n\ndata: [DONE]");
  expect(spell([lines([{ name: "data", value: "x" }])], none)).toBe("data: x");
  expect(spell([lines([{ name: "data", value: "x" }], { blankLine: false })], none)).toBe("data: x");
});

test.each<[what: string, block: SseLines, bytes: string]>([
  ["an event without data", lines([{ name: "event", value: "x" }]), "event: x\n\n"],
  ["a bare name", lines([{ name: "data" }]), "data\n\n"],
  [
    "a comment inside an event",
    lines([
      { name: "data", value: "a" },
      { name: "", value: "ping" },
      { name: "data", value: "b" },
    ]),
    "data: a\n: ping\ndata: b\n\n",
  ],
  ["a comment without a blank line", lines([{ name: "", value: "ping" }], { blankLine: false }), ": ping\n"],
  [
    "data without a space beside a spaced field",
    lines([
      { name: "event", value: "x" },
      { name: "data", value: "a", space: false },
    ]),
    "event: x\ndata:a\n\n",
  ],
  ["a field that no reader knows", lines([{ name: "error", value: "{}" }]), "error: {}\n\n"],
  ["line ends of its own", lines([{ name: "data", value: "a" }], { eol: "crlf" }), "data: a\r\n\r\n"],
])("lines spell %s", (_, block, bytes) => {
  expect(spell([block, hello])).toBe(`${bytes}data: hello\n\n`);
});

test("what lines leave open goes on in the next block", () => {
  const blocks = [
    lines(
      [
        { name: "data", value: "a" },
        { name: "", value: "c" },
      ],
      { blankLine: false },
    ),
    hello,
  ];
  const { items } = decodeBytes([encodeBlocks(blocks, { ...DEFAULT_FRAMING, done: false })]);
  expect(items).toEqual([
    { kind: "comment", text: "c" },
    { kind: "event", event: "message", data: "a\nhello", id: "" },
  ]);
});

test("a raw block at the end ends as the framing says, or is refused", () => {
  expect(spell([raw("data: x")], { finalBlankLine: false, finalLineEnd: false })).toBe("data: x");
  expect(spell([raw("data: x\r\n")], { finalBlankLine: false })).toBe("data: x\r\n");
  for (const text of ["data: x\n\n", "data: x\r\n\r\n", "data: x\r\r", "\n"]) {
    expect(() => spell([raw(text)], { finalBlankLine: false })).toThrow(/finalBlankLine is false/);
  }
  expect(() => spell([raw("data: x\n")], { finalLineEnd: false })).toThrow(/finalLineEnd is false/);
  // It is not the last where [DONE] follows.
  expect(spell([raw("\n\n")], { finalBlankLine: false, done: true })).toBe("\n\ndata: [DONE]\n");
});

test("a BOM comes first; nothing to write is nothing", () => {
  expect([...encodeBlocks([hello], { ...DEFAULT_FRAMING, bom: true })].slice(0, 4)).toEqual([0xef, 0xbb, 0xbf, 0x64]);
  expect(spell([])).toBe("");
});

test("a raw block is written as it is, whatever the framing", () => {
  expect(spell([{ kind: "raw", text: "data:x\rid" }, hello], { eol: "crlf" })).toBe("data:x\riddata: hello\r\n\r\n");
  expect(spell([{ kind: "raw", text: "data:x" }], { finalBlankLine: true })).toBe("data:x");
});

test("U+FFFD, pairs, and a pair cut over two raw blocks are text like any other", () => {
  const text = "\uFFFD🙂";
  expect(spell([{ kind: "event", data: text }])).toBe(`data: ${text}\n\n`);
  expect(
    spell([
      { kind: "raw", text: "\uD83D" },
      { kind: "raw", text: "\uDE42\uFFFD" },
    ]),
  ).toBe("🙂\uFFFD");
});

describe("what a field cannot hold is refused, with its place", () => {
  test.each<[SseBlock | SseLines, string]>([
    [{ kind: "event", data: "a\rb" }, "blocks[1].data"],
    [{ kind: "event", data: "", event: "a\nb" }, "blocks[1].event"],
    [{ kind: "event", data: "", id: "a\r" }, "blocks[1].id"],
    [{ kind: "event", data: "", retry: "\n" }, "blocks[1].retry"],
    [{ kind: "comment", text: "a\nb" }, "blocks[1].text"],
    [{ kind: "event", data: "\uD83D" }, "blocks[1]"],
    [{ kind: "comment", text: "\uDE42" }, "blocks[1]"],
    [lines([{ name: "data", value: "a\nb" }]), "blocks[1].lines[0].value"],
    [lines([{ name: "a:b", value: "" }]), "blocks[1].lines[0].name"],
    [lines([{ name: "" }]), "blocks[1].lines[0]"],
    [lines([{ name: "data", value: "\uD83D" }]), "blocks[1]"],
  ])("%j", (block, place) => {
    let thrown: unknown;
    try {
      spell([hello, block]);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ToolkitError);
    expect(thrown).toMatchObject({ code: "BLOCK_INVALID", place });
  });
});
