/** Validation of chunks, warm, against `JSON.parse` of the same text. */
import type { Bench, Pair } from "../../scripts/bench/bench.ts";
import { spellAnswer } from "../../scripts/bench/spell-stream.ts";
import { isWireChunk } from "./index.ts";

function validated(name: string, texts: readonly string[]): Pair {
  return {
    name,
    setUp: () => {
      const values = texts.map((text) => JSON.parse(text) as unknown);
      return {
        a: () => {
          let valid = 0;
          for (const value of values) if (isWireChunk(value)) valid += 1;
          if (valid !== values.length) throw new Error("not all chunks are valid");
        },
        b: () => {
          for (const text of texts) JSON.parse(text);
        },
      };
    },
  };
}

const TOOL_FRAGMENT = JSON.stringify({
  id: "chatcmpl-CC7KWfg68JP1ntmxrXmMcjeGwt2yf",
  object: "chat.completion.chunk",
  created: 1_757_000_000,
  model: "gpt-4o-mini-2024-07-18",
  choices: [
    { index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: '{"city' } }] }, finish_reason: null },
  ],
});

export const benches: readonly Bench[] = [
  {
    name: "validate",
    title: "a parsed chunk held against the wire schema, against `JSON.parse` of its text",
    ratio: "time",
    target: 0.6,
    peers: [],
    pairs: [
      validated("an answer of text", spellAnswer(200, "ascii")),
      validated(
        "tool call fragments",
        Array.from({ length: 200 }, () => TOOL_FRAGMENT),
      ),
    ],
  },
];
