/** The table of the stream invariants L01 to L91: what each says, how binding it is, and who looks. */

/** `hard`: the letter of OpenAI's reference, of JSON or of events. `usual`: most providers. `odd`: an observation. */
export type InvariantLevel = "hard" | "usual" | "odd";

/** Which file of this folder looks; `reference` is the spec reading, which names the member itself. */
type Watcher =
  | "check-event-stream"
  | "check-lines"
  | "say-fold-notes"
  | "validate-cassette"
  | "watch-deltas"
  | "watch-envelope"
  | "watch-errors"
  | "watch-finish"
  | "watch-tools"
  | "watch-usage"
  | "reference";

/** One row of the table. */
export type Invariant = { readonly level: InvariantLevel; readonly rule: string } & (
  | { readonly by: readonly Watcher[]; readonly left?: undefined }
  /** Why nobody looks. */
  | { readonly left: string; readonly by?: undefined }
);

/**
 * Numbers and levels are those of the wire format's reference, where who breaks each is counted. What only the reference
 * reading says has its member's path for a name and no number.
 */
export const STREAM_INVARIANTS = {
  L01: { level: "hard", rule: "a 200 with events says text/event-stream", by: ["validate-cassette"] },
  L02: { level: "hard", rule: "each payload is [DONE] or a JSON object", by: ["check-event-stream"] },
  L03: { level: "usual", rule: "each line is `data: `, with one space", by: ["check-lines"] },
  L04: { level: "usual", rule: "lines end with LF", by: ["check-lines"] },
  L05: { level: "odd", rule: "there are no comments", by: ["check-event-stream"] },
  L06: { level: "hard", rule: "[DONE] is the last payload, once", by: ["check-event-stream"] },
  L07: { level: "odd", rule: "a blank line follows [DONE]", by: ["check-event-stream"] },
  L10: { level: "hard", rule: "the id is there and not empty", by: ["reference", "watch-envelope"] },
  L11: { level: "hard", rule: "the id stays the same", by: ["say-fold-notes"] },
  L12: { level: "usual", rule: "created is one time in seconds", by: ["reference", "watch-envelope"] },
  L13: {
    level: "hard",
    rule: "the model is not empty and stays the same",
    by: ["reference", "watch-envelope", "say-fold-notes"],
  },
  L14: { level: "hard", rule: "object is chat.completion.chunk", by: ["reference"] },
  L15: { level: "hard", rule: "choices is a list", by: ["reference"] },
  L16: { level: "usual", rule: "a chunk has one choice at most", by: ["watch-envelope"] },
  L17: { level: "usual", rule: "choices is empty beside usage only", by: ["watch-envelope"] },
  L18: { level: "hard", rule: "choices are numbered 0, 1, …", by: ["watch-envelope", "say-fold-notes"] },
  L20: { level: "hard", rule: "a choice has a delta", by: ["reference"] },
  L21: { level: "hard", rule: "a choice has finish_reason, null until the end", by: ["reference"] },
  L22: { level: "odd", rule: "a choice has logprobs", left: "the reference lets it be absent, and most leave it out" },
  L23: { level: "hard", rule: "a choice has no message", by: ["reference"] },
  L24: { level: "odd", rule: "a copy of the text agrees with it", by: ["say-fold-notes"] },
  L30: { level: "usual", rule: "the role is in the first delta", by: ["watch-deltas"] },
  L31: { level: "usual", rule: "the role is nowhere else", by: ["watch-deltas"] },
  L32: { level: "hard", rule: "the role is never null or empty", by: ["reference"] },
  L33: { level: "odd", rule: "the first delta has content", by: ["watch-deltas"] },
  L34: { level: "hard", rule: "content is text or null", by: ["reference"] },
  L35: { level: "usual", rule: "a delta brings one kind of output", by: ["watch-deltas"] },
  L36: { level: "odd", rule: "reasoning is never null", by: ["watch-deltas"] },
  L37: { level: "usual", rule: "reasoning comes before content", by: ["watch-deltas"] },
  L38: { level: "usual", rule: "two views of reasoning are one text", by: ["watch-deltas"] },
  L39: { level: "usual", rule: "no text holds U+FFFD", by: ["watch-deltas"] },
  L40: { level: "hard", rule: "a call's index is an integer, not negative", by: ["reference", "watch-tools"] },
  L41: { level: "usual", rule: "calls are numbered 0, 1, … as they come", by: ["watch-tools"] },
  L42: { level: "usual", rule: "the fragments of a call come together", by: ["watch-tools"] },
  L43: {
    level: "hard",
    rule: "a call's first fragment has id, type and name",
    by: ["watch-tools", "say-fold-notes"],
  },
  L44: { level: "usual", rule: "a call's first arguments are empty", by: ["watch-tools"] },
  L45: { level: "usual", rule: "later fragments have index and arguments alone", by: ["watch-tools"] },
  L46: { level: "hard", rule: "arguments are text", by: ["reference"] },
  L47: { level: "hard", rule: "id and name never change at an index", by: ["watch-tools", "say-fold-notes"] },
  L48: { level: "usual", rule: "a delta has one fragment a call", by: ["watch-tools"] },
  L49: { level: "usual", rule: "whole arguments are a JSON object", by: ["watch-tools"] },
  L50: { level: "usual", rule: "calls have ids, no two the same", by: ["watch-tools", "say-fold-notes"] },
  L60: { level: "hard", rule: "each choice finishes once", by: ["watch-finish", "say-fold-notes"] },
  L61: { level: "hard", rule: "the finish never changes", by: ["watch-finish"] },
  L62: { level: "usual", rule: "the finish is a known word", by: ["watch-finish"] },
  L63: { level: "usual", rule: "nothing else comes with the finish", by: ["watch-finish"] },
  L64: { level: "odd", rule: "the finish's delta is {}", by: ["watch-finish"] },
  L65: { level: "hard", rule: "no output comes after the finish", by: ["watch-finish"] },
  L66: { level: "usual", rule: "a choice that finished does not come again", by: ["watch-finish"] },
  L67: { level: "usual", rule: "calls finish with tool_calls, nothing else does", by: ["watch-finish"] },
  L70: { level: "usual", rule: "usage comes once", by: ["watch-usage"] },
  L71: { level: "hard", rule: "usage has a chunk of its own, with empty choices", by: ["watch-usage"] },
  L72: { level: "hard", rule: "usage comes last, after every finish", by: ["watch-usage"] },
  L73: {
    level: "odd",
    rule: "usage is null on other chunks where it was asked for",
    left: "most leave it out there, and the reference lets them",
  },
  L74: { level: "odd", rule: "usage comes where it was asked for, and only there", by: ["validate-cassette"] },
  L75: { level: "hard", rule: "counters are integers, not negative", by: ["reference", "watch-usage"] },
  L76: { level: "usual", rule: "total_tokens is the sum", by: ["watch-usage"] },
  L77: { level: "usual", rule: "reasoning is a part of the answer's tokens", by: ["watch-usage"] },
  L78: { level: "usual", rule: "cached tokens are a part of the request's", by: ["watch-usage"] },
  L79: { level: "usual", rule: "running totals never fall", by: ["watch-usage"] },
  L80: { level: "usual", rule: "an error is the last payload", by: ["watch-errors", "say-fold-notes"] },
  L81: { level: "usual", rule: "an error has a message", by: ["watch-errors"] },
  L82: { level: "odd", rule: "no [DONE] follows an error", by: ["watch-errors"] },
  L90: {
    level: "odd",
    rule: "the last chunk's choice has usage",
    left: "one provider's habit (Moonshot): its absence is the rule",
  },
  L91: {
    level: "odd",
    rule: "the members of the envelope keep their order",
    left: "a fingerprint of the provider, and no trouble to any reader",
  },
} as const satisfies Readonly<Record<`L${number}`, Invariant>>;

/** `L47` */
export type InvariantId = keyof typeof STREAM_INVARIANTS;

/** What no recorded stream does and what no reader survives: everything else is told, and refuses nothing. */
export const ERROR_INVARIANTS: ReadonlySet<InvariantId> = new Set<InvariantId>(["L02", "L47", "L61", "L65"]);
