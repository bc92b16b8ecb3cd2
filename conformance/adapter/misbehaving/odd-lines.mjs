/** Writes legal lines in odd ways: CRLF, empty lines before, U+2028 and U+0085 raw, a code point cut in two. */
import { answer, serve } from "./lines.mjs";

export const TEXT = "a\u2028b\u0085c\u2029d\fe é 漢 🙂";

serve((message) => {
  if (message.type !== "job") return;
  const bytes = Buffer.from(`\n\r\n${JSON.stringify(answer(message, { chunks: [{ text: TEXT }] }))}\r\n`);
  const cut = bytes.indexOf(Buffer.from("🙂")) + 2;
  process.stdout.write(bytes.subarray(0, cut), () => process.stdout.write(bytes.subarray(cut)));
});
