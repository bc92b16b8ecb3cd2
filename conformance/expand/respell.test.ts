import { expect, test } from "vitest";
import { respellLineEnds } from "./respell-line-ends.ts";
import { respellSpacing } from "./respell-spacing.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (of: Uint8Array | null): string | null => (of === null ? null : Buffer.from(of).toString("utf8"));

test.each([
  ["data: a\n\ndata: é\n\n", "crlf", "data: a\r\n\r\ndata: é\r\n\r\n"],
  ["data: a\n\n", "cr", "data: a\r\r"],
  ["data: a\r\n\r\n", "lf", "data: a\n\n"],
  ["data: a\r\r", "crlf", "data: a\r\n\r\n"],
  ["data: a\n\n", "lf", null],
  ["data: a\r\n\n", "lf", null],
  ["data: a\r\rdata: b\r\n", "lf", null],
  ["no line end", "crlf", null],
  ["", "crlf", null],
] as const)("%j with line ends %s is %j", (from, to, respelled) => {
  expect(text(respellLineEnds(bytes(from), to))).toBe(respelled);
});

test.each([
  ["data: a\n\ndata: b\n\n", "none", "data:a\n\ndata:b\n\n"],
  ["data:  a\n", "none", null],
  ["data: \n", "none", "data:\n"],
  ["data: data: a\n", "none", "data:data: a\n"],
  ["event: x\ndata: a\r\ndata: b\rdata: c\n", "none", "event: x\ndata:a\r\ndata:b\rdata:c\n"],
  ["\uFEFFdata: a\n", "none", "\uFEFFdata:a\n"],
  ["mydata: a\n data: b\n", "none", null],
  ["data:a\n", "one", "data: a\n"],
  ["data: a\n", "one", null],
  ["data:", "one", "data: "],
  ["data\n", "one", null],
] as const)("%j with spacing %s is %j", (from, to, respelled) => {
  expect(text(respellSpacing(bytes(from), to))).toBe(respelled);
});
