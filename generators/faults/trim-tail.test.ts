/** What readers disagree about at the end of a cut stream is taken away, and nothing else. */
import { expect, test } from "vitest";
import { trimTail } from "./trim-tail.ts";

const trimmed = (text: string): string => new TextDecoder().decode(trimTail(new TextEncoder().encode(text)));

test.each([
  ['data: {"a":1}\n\ndata: {"b":2}', 'data: {"a":1}\n\n'],
  ['data: {"a":1}\n\ndata: {"b":2}\n', 'data: {"a":1}\n\n'],
  ['data: {"a":1}\n\ndata: {"b":', 'data: {"a":1}\n\ndata: {"b":'],
  ['data: {"a":1}\n\n: comment', 'data: {"a":1}\n\n: comment'],
  ['data: {"a":1}\n\n', 'data: {"a":1}\n\n'],
  ["data: [DONE]\n", ""],
  ["", ""],
  // Half of the CRLF that ends a blank line, or a line.
  ['data: {"a":1}\r\n\r\ndata: {"b":2}\r\n\r', 'data: {"a":1}\r\n\r\n'],
  ['data: {"a":1}\r\n\r\ndata: {"b":2}\r', 'data: {"a":1}\r\n\r\n'],
  ['data: {"b":2}\r\n\r', ""],
  // Where lines end with CR alone, nothing is halved.
  ['data: {"a":1}\r\rdata: {"b":2}\r\r', 'data: {"a":1}\r\rdata: {"b":2}\r\r'],
])("of %j readers agree on %j", (text, rest) => {
  expect(trimmed(text)).toBe(rest);
});
