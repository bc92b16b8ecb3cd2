/** What a message can hold in a dialect. */

/** What a message must keep to, that it can be spelled in a dialect. */
export type Expressible = {
  /** The members that reasoning comes in; empty where it has none, be it that the text itself holds it in tags. */
  readonly reasoning: readonly ReasoningMember[];
  readonly refusal: boolean;
  readonly toolCalls: boolean;
  /** Answers to one request; `one` where more were neither recorded nor documented in what was read. */
  readonly choices: "one" | "many";
  /** `always` is sent whether asked for or not. */
  readonly usage: "asked" | "always";
  /** The provider's vocabulary; the first is its usual end. */
  readonly finishReasons: readonly string[];
};

/** `parts` are content parts of type `thinking`; the others are members of the delta. */
export type ReasoningMember = "reasoning" | "reasoning_content" | "reasoning_details" | "parts";
