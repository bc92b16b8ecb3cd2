/** Draws text that breaks readers: of an event stream, of JSON, of UTF-8. */
import * as fc from "fast-check";

/** Each word exists to catch one kind of reader; the first is the plainest, for shrinking goes there. */
const WORDS = [
  "a",
  "word",
  " ",
  "  ",
  "\n",
  "\n\n",
  "\r\n",
  "\t",
  "0",
  "null",
  "false",
  "[DONE]",
  "data: [DONE]\n\n",
  "data:",
  "event: error\n",
  ": comment",
  "\\",
  "\\n",
  "\\u00e9",
  "\\ud83d",
  '"',
  "'",
  "{",
  "}",
  '{"n":1}',
  "<b>&amp;</b>",
  "<think>",
  "</think>",
  "é",
  "ß",
  "日本",
  "🙂",
  "👩‍👩‍👧",
  "🇩🇪",
  "👍🏽",
  "e\u0301",
  "Z\u0337\u0327",
  "שלום",
  "مرحبا",
  "\u202e",
  "\u200d",
  "\u2028",
  "\u2029",
  "\u0085",
  "\u00a0",
  "\uFEFF",
  "\uFFFD",
  "\u0000",
  "\u001b[31m",
  "\u007f",
  "\u{10ffff}",
] as const;

/** By its place, so that it shrinks to plainer ones and not to the plainest alone; each is as common as the others. */
const word = fc.noBias(fc.nat({ max: WORDS.length - 1 })).map((at): string => WORDS[at] ?? WORDS[0]);

/** Never empty; `wordsMax` words at most. Shrinks toward "a". */
export function text(wordsMax = 8): fc.Arbitrary<string> {
  return fc.array(word, { minLength: 1, maxLength: wordsMax, size: "max" }).map((words) => words.join(""));
}
