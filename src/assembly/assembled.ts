/** What a whole stream assembles to, with everything odd about it noted. */
import type { Message, WireError, WireUsage } from "../schema/index.ts";

/** One oddity that the fold met and went past. `code` is kebab case; `at` is the ordinal of the payload. */
export type Note = { readonly code: string; readonly at: number; readonly detail: string };

/** Values by name, in the order their names were first seen. An own `__proto__` is a name like any other. */
export type NamedValues = Readonly<Record<string, unknown>>;

/** What a tool call carried beside id, name and arguments; parallel to `message.choices[].tool_calls`. */
export type ToolCallExtras = {
  /** The index on the wire; null where it was absent or no index (-1). */
  readonly index: number | null;
  /** `function` unless the stream said otherwise. */
  readonly type: string;
  /** Further members of the fragments (`extra_content`, …): last non-null value by name. */
  readonly extensions: NamedValues;
};

/** The views of one reasoning text, each as sent. They repeat each other: show one, never add two. */
export type ReasoningViews = {
  readonly reasoning: string | null;
  readonly reasoning_content: string | null;
  /** Inner text of `thinking` content parts. */
  readonly thinking: string | null;
  /** Text and summaries of `reasoning_details`. */
  readonly details: string | null;
};

/** Spoken output. `data` is base64 of all pieces. */
export type AssembledAudio = {
  readonly id: string | null;
  readonly data: string;
  readonly transcript: string;
  readonly expires_at: number | null;
};

/** What a choice carried that has no place in the message; members that mirror the wire are spelled like it. */
export type ChoiceExtras = {
  readonly index: number;
  readonly tool_calls: readonly ToolCallExtras[];
  readonly reasoning: ReasoningViews;
  readonly reasoning_details: readonly NamedValues[];
  /** Content parts that are neither text nor thinking, in order of arrival. */
  readonly parts: readonly unknown[];
  /** One array by sub-array (`content`, `refusal`, `reasoning_content`, or the legacy names); null where none was sent. */
  readonly logprobs: NamedValues | null;
  readonly audio: AssembledAudio | null;
  readonly annotations: readonly unknown[];
  readonly images: readonly unknown[];
  readonly executed_tools: readonly NamedValues[];
  /** Azure: last result by category, and every span the asynchronous filter reported. */
  readonly content_filter: { readonly results: NamedValues; readonly offsets: readonly unknown[] };
  /** The deprecated spelling of one call. */
  readonly function_call: { readonly name: string | null; readonly arguments: string } | null;
  readonly token_ids: readonly unknown[];
  /** Everything else of the choice and its deltas (`native_finish_reason`, `stop_reason`, …): last non-null by name. */
  readonly extensions: NamedValues;
};

/** The message of a stream, with all that the stream said beside it and how it ended. */
export type Assembled = {
  readonly id: string | null;
  readonly model: string | null;
  readonly created: number | null;
  readonly message: Message;
  /** Parallel to `message.choices`. */
  readonly extras: readonly ChoiceExtras[];
  readonly usage: WireUsage | null;
  /** The provider's error, beside everything folded before it. */
  readonly error: WireError | null;
  /** `failed` with an error; `incomplete` where no choice was seen, or one of them never finished. */
  readonly status: "complete" | "incomplete" | "failed";
  /** How the payloads ended: the `[DONE]` sentinel, or the end of the bytes. */
  readonly terminated: "done" | "eof";
  /** Payloads that came after `[DONE]`, as text: the first of them, up to `trailingPayloadsKept` and `trailingCharsKept`. */
  readonly trailing: readonly string[];
  /** Provider members that have no place in the message: last non-null value by name. */
  readonly extensions: NamedValues;
  /** Up to `notesPerCodeKept` of each code; how many were left out the last notes say. */
  readonly notes: readonly Note[];
};
