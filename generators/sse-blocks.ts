/** Draws blocks of an event stream, with the text that breaks readers. */
import * as fc from "fast-check";
import type { SseBlock } from "../src/wire/index.ts";

/** How much `sseBlocks` draws. */
export type SseBlocksOptions = {
  /** How many blocks at most (default 6). */
  readonly blocksMax?: number;
};

/** Text of one line, in words that each exist to catch one kind of reader. */
const word = fc.constantFrom(
  "a",
  "word",
  " ",
  "  two",
  "\t",
  ":",
  ": ",
  "data: ",
  "id:",
  "[DONE]",
  '{"n":1}',
  '"\\n"',
  "\\",
  "\\u00e9",
  "é",
  "ß",
  "日本",
  "🙂",
  "👩‍👩‍👧",
  "e\u0301",
  "\u2028",
  "\u2029",
  "\u0085",
  "\u00a0",
  "\uFEFF",
  "\uFFFD",
  "\u0000",
  "\v",
  "\f",
);

const line = fc.array(word, { maxLength: 5 }).map((words) => words.join(""));
const fieldText = line.filter((text) => text !== "");
/** NUL in an id makes readers ignore the id: a rule for examples, not for every stream. */
const id = line.map((text) => text.replaceAll("\0", ""));
/** Half of the data has several lines: only there does a CRLF cut in two lose or add a line. */
const data = fc.oneof(
  line,
  fc.array(line, { minLength: 2, maxLength: 4 }).map((lines) => lines.join("\n")),
);
const retry = fc.oneof(
  fc.nat({ max: 100_000 }).map(String),
  fc.constantFrom("", "soon", "-1", "1.5", "٣", "007", "99999999999999999999"),
);

/** Each field but data is there or not; events are the most of it. No raw blocks: their events would need a decoder. */
const eventBlock: fc.Arbitrary<SseBlock> = fc.record(
  { kind: fc.constant("event" as const), event: fieldText, id, retry, data },
  { requiredKeys: ["kind", "data"] },
);
const commentBlock: fc.Arbitrary<SseBlock> = fc.record({ kind: fc.constant("comment" as const), text: line });

/** Some blocks, none included. */
export function sseBlocks(options: SseBlocksOptions = {}): fc.Arbitrary<SseBlock[]> {
  const block = fc.oneof({ weight: 4, arbitrary: eventBlock }, { weight: 1, arbitrary: commentBlock });
  return fc.array(block, { maxLength: options.blocksMax ?? 6 });
}
