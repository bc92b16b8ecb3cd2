/** The shape of a dialect's profile: one value for each way in which providers spell the same message differently. */

import type { DialectName, Expressible } from "../../src/dialect/index.ts";

/** Members of a JSON object, in the order in which they are printed. */
export type Members = Readonly<Record<string, unknown>>;

/** Ways of the envelope, the members beside the choices. */
export type EnvelopeKnobs = {
  /** Members of a chunk in order; those that it names and a chunk lacks are left out, the unnamed follow. */
  readonly keyOrder: readonly string[];
  readonly choiceOrder: readonly string[];
  readonly deltaOrder: readonly string[];
  readonly id: "const" | "changing";
  readonly created: "const" | "drifting";
  readonly object: string;
  readonly extras: Members;
  /** Members of each choice beside index, delta and finish_reason. */
  readonly choiceExtras: Members;
  /** Members of each delta that are null where they say nothing. */
  readonly deltaNulls: readonly string[];
  /** A copy of the text beside the delta: the running answer (Perplexity), or the piece (Together). */
  readonly copy: "none" | "running_message" | "piece_text";
  /** Says the finish a second time, in the upstream's own word (OpenRouter). */
  readonly nativeFinish: boolean;
};

/** Ways of tool calls: in how many fragments they come, and what of a call each fragment says again. */
export type ToolKnobs = {
  readonly mode: "none" | "streamed" | "whole" | "whole_together" | "whole_with_finish";
  /** What the first fragment of a streamed call has for arguments. */
  readonly firstArguments: "empty" | "piece" | "null";
  readonly laterId: "absent" | "null" | "empty" | "repeated";
  readonly laterName: "absent" | "null" | "empty" | "repeated";
  readonly type: "first" | "every" | "never";
  readonly index: "from_zero" | "from_one" | "absent" | "minus_one";
  readonly order: readonly string[];
};

/**
 * One value for each way in which a message is spelled: what stands on the wire beside the same answer. `PROFILES` has
 * those of real providers, `anyKnobs` draws any combination.
 */
export type Knobs = {
  readonly envelope: EnvelopeKnobs;
  /** A chunk before all others that says nothing of the answer. */
  readonly prelude: "none" | "prompt_filter" | "empty_choices";
  /**
   * The first delta of a choice: a chunk of its own, or the first of the payload. `text_or_call`: a chunk of its own,
   * but for a choice that says nothing but calls (OpenAI, DashScope).
   */
  readonly opening: "role" | "role_and_content" | "text_or_call" | "with_payload";
  readonly role:
    | "first"
    | "every"
    | "every_but_calls"
    | "first_then_null"
    | "first_then_empty"
    | "until_text"
    | "never";
  /** `content` in the deltas of reasoning and refusal, and in those of calls. */
  readonly contentBeside: "empty" | "null" | "absent";
  readonly contentBesideCalls: "empty" | "null" | "absent";
  readonly reasoning: "none" | "reasoning" | "reasoning_content" | "reasoning_and_details" | "parts";
  /** The reasoning member in deltas of content. */
  readonly reasoningBeside: "null" | "absent";
  /** An empty piece of reasoning where reasoning ends (Kimi). */
  readonly boundary: boolean;
  readonly tools: ToolKnobs;
  readonly finish: {
    /** `finish_reason` before the end. */
    readonly before: "null" | "absent" | "empty";
    readonly delta: "empty" | "content" | "role_and_content" | "payload";
    /** On the payload before the last (Baseten). */
    readonly isEarly: boolean;
  };
  readonly usage: {
    readonly place:
      | "own_chunk"
      | "finish"
      | "tail_choice"
      | "repeated_finish"
      | "every"
      | "every_and_own_chunk"
      | "every_with_nulls"
      | "choice"
      | "x_groq"
      | "x_groq_and_finish";
    /** `usage: null` on the other chunks. */
    readonly nullOnOthers: boolean;
    /** Sent whether asked for or not. */
    readonly isUnasked: boolean;
    readonly details: "openai" | "flat" | "none";
    /** The total counts the reasoning, completion_tokens does not (xAI). */
    readonly isReasoningApart: boolean;
    /** Members beside the counters. */
    readonly extras: Members;
  };
  readonly trailer: "none" | "async_filter" | "moderation" | "empty_choice" | "cost_after_done";
  readonly framing: {
    readonly eol: "lf" | "crlf";
    readonly done: boolean;
    readonly spacing: "compact" | "python";
    readonly escapes: "none" | "html" | "ascii";
    readonly comment: { readonly text: string; readonly isInside: boolean } | null;
  };
  /** What a message can hold in this dialect: the dialect says whether, the other knobs say how. */
  readonly expresses: Expressible;
};

/**
 * One way in which one provider spells the format, or spelled it for a time. A profile of your own is one of these with
 * members replaced: `{ ...PROFILES.openai, name: "ours", role: "every" }`; `streamBreaches` says whether it holds.
 */
export type DialectProfile = Knobs & {
  /** Kebab case; a dialect with several eras has a profile for each. */
  readonly name: string;
  /** The name that a client claims. */
  readonly dialect: DialectName;
  readonly title: string;
  /** True where fewer than three raw recordings stand behind it. */
  readonly isProvisional: boolean;
  /** What the values were read off. */
  readonly source: string;
  /** Whose answer it is. */
  readonly model: string;
  readonly idPrefix: string;
};
