/** Clients that add up the chunks wrongly. */
import type { FlawedClient } from "./flawed-client.ts";
import { choicesOf, deltaOf, finishOf, foldWith, withChoice } from "./fold-with.ts";
import { looking } from "./look-with.ts";
import { memberOf } from "./right-parts.ts";

export const FLAWED_FOLDS: readonly FlawedClient[] = [
  {
    id: "skips-chunks-without-choice",
    flaw: "It skips a chunk that has no choice before it looks at usage.",
    breaks: [
      { uid: "s3ed", because: "usage comes in a chunk with empty choices" },
      { uid: "c202", because: "usage comes in a chunk with empty choices" },
      { uid: "c216", because: "usage comes in a chunk with empty choices" },
      { uid: "c222", because: "usage comes in a chunk with empty choices" },
      { uid: "c217", because: "usage comes in a chunk with empty choices" },
      { uid: "c219", because: "usage comes in a chunk with empty choices" },
      { uid: "d031", because: "usage comes in a chunk with empty choices" },
    ],
    parts: foldWith({ chunks: (chunks) => chunks.filter((chunk) => choicesOf(chunk).length > 0) }),
  },
  {
    id: "takes-the-first-choice-blindly",
    flaw: "It reads choices[0].delta without asking whether there is a choice.",
    breaks: [
      { uid: "s3ed", because: "the last chunk has no choice" },
      { uid: "c201", because: "the first chunk has no choice" },
      { uid: "c202", because: "the last chunk has no choice" },
      { uid: "c205", because: "the last chunk has no choice" },
      { uid: "c207", because: "the last chunk has no choice" },
      { uid: "c222", because: "the last chunk has no choice" },
      { uid: "c217", because: "the last chunk has no choice" },
      { uid: "c219", because: "the last chunk has no choice" },
      { uid: "b026", because: "one chunk has choices of null" },
      { uid: "b032", because: "a chunk in the middle has no choice" },
      { uid: "b053", because: "the first chunk has no choice" },
      { uid: "d031", because: "a chunk has no choice" },
      { uid: "d034", because: "a chunk has no choice" },
      { uid: "d035", because: "a chunk has no choice" },
      { uid: "d037", because: "a chunk has no choice" },
      { uid: "d038", because: "a chunk has no choice" },
    ],
    parts: looking((chunk) => {
      const [first] = choicesOf(chunk);
      if (memberOf(chunk, "choices") !== undefined && first === undefined)
        throw new TypeError("Cannot read properties of undefined (reading 'delta')");
    }),
  },
  {
    id: "reads-usage-without-choices-only",
    flaw: "It reads usage only from a chunk with empty choices.",
    breaks: [
      { uid: "c203", because: "usage comes on the finish chunk" },
      { uid: "c204", because: "usage comes on a chunk that repeats the finish reason" },
      { uid: "c214", because: "usage stands beside choices throughout" },
      { uid: "d034", because: "usage comes on the finish chunk" },
      { uid: "d036", because: "usage comes on the finish chunk" },
    ],
    parts: foldWith({
      chunks: (chunks) =>
        chunks.map((chunk) => (choicesOf(chunk).length === 0 ? chunk : { ...(chunk as object), usage: null })),
    }),
  },
  {
    id: "stops-at-finish",
    flaw: "It takes the first finish reason for the end of the stream.",
    breaks: [
      { uid: "s3ed", because: "usage comes after the finish" },
      { uid: "c202", because: "usage comes after the finish" },
      { uid: "c204", because: "usage comes after the first finish" },
      { uid: "c216", because: "usage comes after the finish" },
      { uid: "c222", because: "usage comes after the finish" },
      { uid: "c217", because: "usage comes after the finish" },
      { uid: "c219", because: "the true usage comes after the finish" },
      { uid: "c220", because: "the second choice goes on after the first has finished" },
      { uid: "c315", because: "text comes after the finish" },
      { uid: "b028", because: "the first chunk has an empty finish reason" },
      { uid: "d014", because: "a second call comes after the first finish" },
      { uid: "d031", because: "usage comes after the finish" },
    ],
    parts: foldWith({
      chunks(chunks) {
        const end = chunks.findIndex((chunk) => typeof finishOf(chunk) === "string");
        return end === -1 ? chunks : chunks.slice(0, end + 1);
      },
    }),
  },
  {
    id: "concatenates-finish-reasons",
    flaw: "It concatenates finish reasons as if they were text.",
    breaks: [
      { uid: "c204", because: "the finish reason is sent twice: stopstop" },
      { uid: "c220", because: "two choices finish: stoplength" },
    ],
    parts: foldWith({
      message(message, chunks) {
        const all = chunks
          .map(finishOf)
          .filter((finish) => typeof finish === "string")
          .join("");
        return { choices: message.choices.map((choice) => ({ ...choice, finish_reason: all === "" ? null : all })) };
      },
    }),
  },
  {
    id: "starts-over-at-each-role",
    flaw: "It takes a role for the beginning of a new message.",
    breaks: [
      { uid: "s3ed", because: "each delta has the role" },
      { uid: "c301", because: "each delta has the role" },
      { uid: "c204", because: "each delta has the role" },
      { uid: "c220", because: "the second choice opens with a role of its own" },
      { uid: "c304", because: "a later delta has an empty role" },
      { uid: "c701", because: "each delta has the role" },
      { uid: "c703", because: "each delta has the role" },
      { uid: "c707", because: "each delta has the role" },
      { uid: "b057", because: "each delta has a role, if an empty one" },
    ],
    parts: foldWith({
      chunks(chunks) {
        const last = chunks.findLastIndex((chunk) => typeof memberOf(deltaOf(chunk), "role") === "string");
        return chunks.slice(Math.max(0, last));
      },
    }),
  },
  {
    id: "drops-content-at-finish",
    flaw: "It handles the finish reason and never looks at the delta beside it.",
    breaks: [
      { uid: "c302", because: "the last words come with the finish reason" },
      { uid: "c205", because: "the last words come with the finish reason" },
      { uid: "c209", because: "the last words come with the finish reason" },
      { uid: "c214", because: "the last words come with the finish reason" },
      { uid: "c219", because: "the last words come with the finish reason" },
      { uid: "c306", because: "all of the text comes with the finish reason" },
      { uid: "c315", because: "text comes with the finish reason" },
      { uid: "c704", because: "the last words come with the finish reason" },
      { uid: "b028", because: "an empty finish reason stands beside the text" },
      { uid: "d014", because: "calls come with the finish reason" },
    ],
    parts: foldWith({
      chunks: (chunks) =>
        chunks.map((chunk) =>
          typeof finishOf(chunk) === "string" ? withChoice(chunk, (choice) => ({ ...choice, delta: {} })) : chunk,
        ),
    }),
  },
  {
    id: "takes-absent-finish-for-a-finish",
    flaw: "It asks whether finish_reason is null, and takes an absent one for a finish.",
    breaks: [
      { uid: "c303", because: "the key is absent until the end" },
      { uid: "b054", because: "the key is absent until the end" },
    ],
    parts: foldWith({
      chunks(chunks) {
        const end = chunks.findIndex((chunk) => choicesOf(chunk).length > 0 && finishOf(chunk) === undefined);
        return end === -1 ? chunks : chunks.slice(0, end + 1);
      },
    }),
  },
  {
    id: "ignores-the-tool-index",
    flaw: "It appends each argument fragment to the newest call, whatever its index.",
    breaks: [{ uid: "c401", because: "the fragments of two calls alternate" }],
    parts: foldWith({
      chunks(chunks) {
        let newest = -1;
        return chunks.map((chunk) =>
          withChoice(chunk, (choice) => {
            const delta = choice["delta"];
            const fragments = memberOf(delta, "tool_calls");
            if (!Array.isArray(fragments)) return choice;
            const moved = fragments.map((fragment: Record<string, unknown>) => {
              if (typeof fragment["id"] === "string" && fragment["id"] !== "") newest += 1;
              return { ...fragment, index: Math.max(0, newest) };
            });
            return { ...choice, delta: { ...(delta as object), tool_calls: moved } };
          }),
        );
      },
    }),
  },
  {
    id: "mends-each-argument-fragment",
    flaw: "It takes a backslash at the end of an argument fragment for broken JSON and drops it.",
    breaks: [
      { uid: "c402", because: "fragments end inside escapes" },
      { uid: "d011", because: "a fragment ends in a single backslash" },
    ],
    parts: foldWith({
      chunks: (chunks) =>
        chunks.map((chunk) =>
          withChoice(chunk, (choice) => {
            const delta = choice["delta"];
            const fragments = memberOf(delta, "tool_calls");
            if (!Array.isArray(fragments)) return choice;
            const mended = fragments.map((fragment: Record<string, unknown>) => {
              const called = fragment["function"];
              const text = memberOf(called, "arguments");
              return typeof text === "string"
                ? { ...fragment, function: { ...(called as object), arguments: text.replace(/\\+$/, "") } }
                : fragment;
            });
            return { ...choice, delta: { ...(delta as object), tool_calls: mended } };
          }),
        ),
    }),
  },
];
