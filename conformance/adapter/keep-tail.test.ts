/** The tail of standard error: bounded, whole code points, no escapes. */
import { expect, test } from "vitest";
import { createTail } from "./keep-tail.ts";

test("the last bytes are kept, a code point cut at the front is left out", () => {
  const tail = createTail(6);
  tail.push(Buffer.from("dropped "));
  tail.push(Buffer.from("é🙂a"));
  expect(tail.text()).toBe("🙂a");
});

test("escapes are neutralised, lines stay lines", () => {
  const tail = createTail(100);
  tail.push(Buffer.from("\u001b[31mred\r\n\tnext\u009b\n"));
  expect(tail.text()).toBe("\\x1b[31mred\n\tnext\\x9b\n");
});
