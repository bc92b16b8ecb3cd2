/** Clients that add up role, text, finish and reasoning wrongly. */
import type { FlawedClient } from "./flawed-client.ts";
import { deltaOf, finishOf, foldWith, withDelta } from "./fold-with.ts";
import { looking, refuse } from "./look-with.ts";
import { ModelError } from "./model-parts.ts";
import { memberOf } from "./right-parts.ts";

const FINISHES = ["stop", "length", "tool_calls", "content_filter", "function_call"];

type Delta = Readonly<Record<string, unknown>>;

/** The right fold over deltas that were changed, one by one. */
const deltasWith = (change: (delta: Delta) => Delta): FlawedClient["parts"] =>
  foldWith({ chunks: (chunks) => chunks.map((chunk) => withDelta(chunk, change)) });

/** The right fold over deltas of which some were emptied; one function for each stream. */
const withoutDeltas = (create: () => (delta: Delta) => boolean): FlawedClient["parts"] =>
  foldWith({
    chunks(chunks) {
      const isDropped = create();
      return chunks.map((chunk) => withDelta(chunk, (delta) => (isDropped(delta) ? {} : delta)));
    },
  });

const textOf = (delta: Delta, name: string): string => {
  const text = delta[name];
  return typeof text === "string" ? text : "";
};

function detailsText(delta: Delta): string {
  const details = delta["reasoning_details"];
  if (!Array.isArray(details)) return "";
  return (details as Delta[]).map((detail) => textOf(detail, "text") + textOf(detail, "summary")).join("");
}

export const FLAWED_TEXTS: readonly FlawedClient[] = [
  {
    id: "wants-a-role-in-words",
    flaw: "It refuses a delta whose role is null or empty, text and all.",
    breaks: [
      { uid: "c304", because: "later roles are null or empty" },
      { uid: "b057", because: "all roles are null or empty" },
    ],
    parts: withoutDeltas(() => (delta) => "role" in delta && (delta["role"] === null || delta["role"] === "")),
  },
  {
    id: "needs-a-role",
    flaw: "It throws at the end of an answer whose role was never sent.",
    breaks: [
      { uid: "c305", because: "no delta has a role" },
      { uid: "b056", because: "the only delta is empty" },
      { uid: "b057", because: "no role is a word" },
    ],
    parts: foldWith({
      message(message, chunks) {
        const roles = chunks.map((chunk) => memberOf(deltaOf(chunk), "role"));
        if (message.choices.length > 0 && !roles.some((role) => typeof role === "string" && role !== ""))
          throw new TypeError("missing role for choice 0");
        return message;
      },
    }),
  },
  {
    id: "refuses-unknown-finish-reasons",
    flaw: "Its list of finish reasons is closed.",
    breaks: [
      { uid: "c307", because: "the finish reason is not on the list" },
      { uid: "b028", because: "the empty reason is not on the list" },
      { uid: "d051", because: "the finish reason is error, and its message is never read" },
      { uid: "n001", because: "the finish reason is error, and its message is never read" },
      { uid: "d061", because: "the finish reason is error, and its code is never read" },
    ],
    parts: looking((chunk) => {
      const finish = finishOf(chunk);
      if (typeof finish === "string" && !FINISHES.includes(finish)) refuse(`unknown finish reason ${finish}`);
    }),
  },
  {
    id: "says-stop-for-every-finish",
    flaw: "It takes every finish reason for stop.",
    breaks: [
      { uid: "c220", because: "one choice ends at its length" },
      { uid: "c307", because: "the server ran out of resources" },
      { uid: "c309", because: "the answer ends at its length" },
      { uid: "c310", because: "the filter ends the answer" },
      { uid: "c401", because: "the answer ends with a tool call" },
      { uid: "c402", because: "the answer ends with a tool call" },
      { uid: "c403", because: "the answer ends with a tool call" },
      { uid: "c404", because: "the answer ends with a tool call" },
      { uid: "c405", because: "the answer ends with a tool call" },
      { uid: "c406", because: "the answer ends with a tool call" },
      { uid: "c407", because: "the answer ends with a tool call" },
      { uid: "c408", because: "the answer ends with a tool call" },
      { uid: "c415", because: "the answer ends with a tool call" },
      { uid: "c409", because: "the answer ends with a tool call" },
      { uid: "c410", because: "the answer ends with a tool call" },
      { uid: "c411", because: "the answer ends at its length" },
      { uid: "c412", because: "the answer ends with a tool call" },
      { uid: "c413", because: "the answer ends with a tool call" },
      { uid: "c512", because: "the answer ends with an error" },
      { uid: "b027", because: "the answer ends with a tool call" },
      { uid: "d001", because: "the answer ends with a tool call" },
      { uid: "d003", because: "the answer ends with a tool call" },
      { uid: "d004", because: "the answer ends with a tool call" },
      { uid: "d006", because: "the answer ends with a tool call" },
      { uid: "d007", because: "the answer ends with a tool call" },
      { uid: "d009", because: "the answer ends with a tool call" },
      { uid: "d010", because: "the answer ends with a tool call" },
      { uid: "d011", because: "the answer ends with a tool call" },
      { uid: "d012", because: "the answer ends with a tool call" },
      { uid: "d068", because: "the answer ends with a tool call" },
      { uid: "d013", because: "the answer ends with a tool call" },
      { uid: "d015", because: "the finish reason is tool_calls" },
      { uid: "d016", because: "the answer ends with a tool call" },
      { uid: "d067", because: "the answer ends with a tool call" },
      { uid: "d017", because: "the answer ends with a tool call" },
      { uid: "d018", because: "the answer ends with a tool call" },
      { uid: "d019", because: "the answer ends with a tool call" },
      { uid: "d022", because: "the answer ends with a tool call" },
      { uid: "d024", because: "the answer ends with a tool call" },
      { uid: "d069", because: "the answer ends with a tool call" },
      { uid: "d025", because: "the answer ends with a tool call" },
      { uid: "d028", because: "the answer ends with a tool call" },
      { uid: "d030", because: "the answer ends with a tool call" },
      { uid: "d065", because: "the answer ends with a tool call" },
    ],
    parts: foldWith({
      message: (message) => ({
        choices: message.choices.map((choice) => ({
          ...choice,
          finish_reason: choice.finish_reason === null ? null : "stop",
        })),
      }),
    }),
  },
  {
    id: "says-stop-at-the-end",
    flaw: "It says stop where no finish reason came.",
    breaks: [
      { uid: "c308", because: "no finish reason came before the end marker" },
      { uid: "c517", because: "the answer breaks off" },
      { uid: "b021", because: "no event was read" },
    ],
    parts: {
      ...foldWith({
        message: (message) => ({
          choices: message.choices.map((choice) => ({ ...choice, finish_reason: choice.finish_reason ?? "stop" })),
        }),
      }),
      checkEnd: () => undefined,
    },
  },
  {
    id: "drops-blank-deltas",
    flaw: "It drops a delta of white space.",
    breaks: [{ uid: "c311", because: "line ends and blanks are deltas of their own" }],
    parts: withoutDeltas(() => (delta) => textOf(delta, "content") !== "" && textOf(delta, "content").trim() === ""),
  },
  {
    id: "drops-equal-deltas",
    flaw: "It takes a delta that equals the last one for the same delta sent twice.",
    breaks: [
      { uid: "c313", because: "equal deltas follow each other" },
      { uid: "c803", because: "a thousand equal deltas follow each other" },
      { uid: "b020", because: "equal deltas follow each other" },
    ],
    parts: withoutDeltas(() => {
      let last = "";
      return (delta) => {
        const text = textOf(delta, "content");
        const isSame = text !== "" && text === last;
        last = text;
        return isSame;
      };
    }),
  },
  {
    id: "takes-empty-for-an-error",
    flaw: "It takes an answer without text, call or refusal for a failure.",
    breaks: [
      { uid: "c314", because: "the model says nothing" },
      { uid: "b056", because: "there is nothing but a finish" },
    ],
    parts: foldWith({
      message(message) {
        for (const { content, refusal, tool_calls: calls, finish_reason: finish } of message.choices) {
          if (finish !== null && !content && !refusal && calls.length === 0)
            throw new ModelError({
              native: "EmptyAnswerError",
              message: "no content",
              class: "unclassified",
              surface: "throw",
            });
        }
        return message;
      },
    }),
  },
  {
    id: "mixes-reasoning-into-content",
    flaw: "It shows reasoning as if it were content.",
    breaks: [
      { uid: "c701", because: "reasoning stands beside content" },
      { uid: "c702", because: "reasoning stands beside content" },
      { uid: "c703", because: "reasoning stands beside content" },
      { uid: "c704", because: "reasoning stands beside content" },
      { uid: "c705", because: "reasoning stands beside content" },
      { uid: "b029", because: "a content of parts is no text to put reasoning before" },
      { uid: "b042", because: "reasoning stands before content" },
      { uid: "b052", because: "reasoning stands before content" },
    ],
    parts: deltasWith((delta) => ({
      ...delta,
      content: (textOf(delta, "reasoning") || textOf(delta, "reasoning_content")) + textOf(delta, "content"),
    })),
  },
  {
    id: "adds-all-views-of-reasoning",
    flaw: "It adds up every view of the reasoning.",
    breaks: [
      { uid: "c703", because: "text and details are one reasoning" },
      { uid: "c705", because: "two names are one reasoning" },
      { uid: "b052", because: "text and details are one reasoning" },
    ],
    parts: deltasWith((delta) => ({
      ...delta,
      reasoning_content: null,
      reasoning_details: null,
      reasoning: textOf(delta, "reasoning") + textOf(delta, "reasoning_content") + detailsText(delta),
    })),
  },
  {
    id: "knows-reasoning-by-one-name",
    flaw: "It reads the member reasoning alone.",
    breaks: [
      { uid: "c702", because: "reasoning comes under the other name" },
      { uid: "c707", because: "reasoning comes in details" },
    ],
    parts: deltasWith((delta) => ({ ...delta, reasoning_content: null, reasoning_details: null })),
  },
  {
    id: "knows-reasoning-by-the-other-name",
    flaw: "It reads the member reasoning_content alone.",
    breaks: [
      { uid: "c701", because: "reasoning comes under the first name" },
      { uid: "c703", because: "reasoning comes under the first name, and in details" },
      { uid: "c707", because: "reasoning comes in details" },
      { uid: "b052", because: "reasoning comes under the first name, and in details" },
    ],
    parts: deltasWith((delta) => ({ ...delta, reasoning: null, reasoning_details: null })),
  },
  {
    id: "has-no-place-for-a-refusal",
    flaw: "Its delta has no refusal.",
    breaks: [{ uid: "c706", because: "the answer is a refusal" }],
    parts: deltasWith((delta) => ({ ...delta, refusal: null })),
  },
];
