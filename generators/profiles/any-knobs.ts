/** Draws dialects that nobody speaks yet: every combination of the knobs. */
import * as fc from "fast-check";
import type { DialectProfile, Knobs } from "./dialect-profile.ts";
import { OPENAI_PROFILE } from "./openai.ts";
import { REASONING_MEMBERS } from "./reasoning-members.ts";

/** Every value of each knob that is a word or a switch; the first is OpenAI's, for shrinking goes there. */
export const KNOB_VALUES = {
  id: ["const", "changing"],
  created: ["const", "drifting"],
  copy: ["none", "running_message", "piece_text"],
  nativeFinish: [false, true],
  deltaNulls: [[], ["content", "role", "refusal", "tool_calls", "reasoning", "reasoning_content"]],
  prelude: ["none", "prompt_filter", "empty_choices"],
  opening: ["role_and_content", "role", "text_or_call", "with_payload"],
  role: ["first", "every", "every_but_calls", "first_then_null", "first_then_empty", "until_text", "never"],
  contentBeside: ["absent", "null", "empty"],
  contentBesideCalls: ["absent", "null", "empty"],
  reasoning: ["reasoning", "reasoning_content", "reasoning_and_details", "parts", "none"],
  reasoningBeside: ["absent", "null"],
  boundary: [false, true],
  toolMode: ["streamed", "whole", "whole_together", "whole_with_finish", "none"],
  firstArguments: ["empty", "piece", "null"],
  laterId: ["absent", "null", "empty", "repeated"],
  laterName: ["absent", "null", "empty", "repeated"],
  type: ["first", "every", "never"],
  index: ["from_zero", "from_one", "absent", "minus_one"],
  finishBefore: ["null", "absent", "empty"],
  finishDelta: ["empty", "content", "role_and_content", "payload"],
  isEarly: [false, true],
  usagePlace: [
    "own_chunk",
    "finish",
    "tail_choice",
    "repeated_finish",
    "every",
    "every_and_own_chunk",
    "every_with_nulls",
    "choice",
    "x_groq",
    "x_groq_and_finish",
  ],
  nullOnOthers: [true, false],
  details: ["openai", "flat", "none"],
  isReasoningApart: [false, true],
  trailer: ["none", "async_filter", "moderation", "empty_choice", "cost_after_done"],
  eol: ["lf", "crlf"],
  done: [true, false],
  spacing: ["compact", "python"],
  escapes: ["none", "html", "ascii"],
  comment: [null, { text: "keep-alive", isInside: true }, { text: "", isInside: false }],
} as const;

export type KnobName = keyof typeof KNOB_VALUES;
export type Chosen = { readonly [Name in KnobName]: (typeof KNOB_VALUES)[Name][number] };

/** Shrinks toward `profileWith({})`. */
export function anyKnobs(): fc.Arbitrary<DialectProfile> {
  return fc.record(arbitraries()).map((values) => profileOf(values as Chosen));
}

function arbitraries(): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(
    Object.entries(KNOB_VALUES).map(([name, values]) => [name, fc.constantFrom<unknown>(...values)]),
  );
}

/** OpenAI's ways with reasoning, but for the knobs given. */
export function profileWith(turned: Partial<Chosen>): DialectProfile {
  const usual = Object.fromEntries(Object.entries(KNOB_VALUES).map(([name, [first]]) => [name, first]));
  return profileOf({ ...usual, ...turned } as Chosen);
}

function profileOf(chosen: Chosen): DialectProfile {
  // A call without an index is told from the one before it by its name: there a name said again is a new call.
  const isNamedAgain = chosen.laterName === "repeated" && chosen.laterId !== "repeated";
  const isWithoutIndex = chosen.index === "absent" || chosen.index === "minus_one";
  const { envelope, usage, expresses, tools } = OPENAI_PROFILE;
  const knobs: Knobs = {
    envelope: {
      ...envelope,
      id: chosen.id,
      created: chosen.created,
      deltaNulls: chosen.deltaNulls,
      copy: chosen.copy,
      nativeFinish: chosen.nativeFinish,
    },
    prelude: chosen.prelude,
    opening: chosen.opening,
    role: chosen.role,
    contentBeside: chosen.contentBeside,
    contentBesideCalls: chosen.contentBesideCalls,
    reasoning: chosen.reasoning,
    reasoningBeside: chosen.reasoningBeside,
    boundary: chosen.boundary,
    tools: {
      mode: chosen.toolMode,
      firstArguments: chosen.firstArguments,
      laterId: chosen.laterId,
      laterName: isNamedAgain && isWithoutIndex ? "empty" : chosen.laterName,
      type: chosen.type,
      index: chosen.index,
      order: tools.order,
    },
    finish: { before: chosen.finishBefore, delta: chosen.finishDelta, isEarly: chosen.isEarly },
    usage: {
      ...usage,
      place: chosen.usagePlace,
      nullOnOthers: chosen.nullOnOthers,
      details: chosen.details,
      isReasoningApart: chosen.isReasoningApart,
    },
    trailer: chosen.trailer,
    framing: {
      eol: chosen.eol,
      done: chosen.done,
      spacing: chosen.spacing,
      escapes: chosen.escapes,
      comment: chosen.comment,
    },
    expresses: {
      ...expresses,
      reasoning: REASONING_MEMBERS[chosen.reasoning],
      toolCalls: chosen.toolMode !== "none",
    },
  };
  return { ...OPENAI_PROFILE, ...knobs, name: "any", title: "Any combination of knobs" };
}
