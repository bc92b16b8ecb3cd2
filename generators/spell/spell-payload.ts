/** Spells what a choice says as payload members, one set for each delta, in the order in which models say it. */
import type { MessageChoice } from "../../src/schema/index.ts";
import type { Knobs, Members } from "../profiles/dialect-profile.ts";
import type { CutText } from "./cut-text.ts";
import { spellCalls } from "./spell-calls.ts";

export type Payload = {
  readonly kind: "reasoning" | "content" | "refusal" | "calls";
  readonly members: Members;
};

/** Reasoning, text, refusal, calls. */
export function spellPayload(knobs: Knobs, choice: MessageChoice, cut: CutText): readonly Payload[] {
  const reasoning = choice.reasoning === null ? [] : cut(choice.reasoning);
  const isBounded = knobs.boundary && reasoning.length > 0;
  return [
    ...[...reasoning, ...(isBounded ? [""] : [])].map((piece) => payload("reasoning", spellReasoning(knobs, piece))),
    ...(choice.content === null ? [] : cut(choice.content)).map((content) =>
      payload("content", { content, ...reasoningBeside(knobs) }),
    ),
    ...(choice.refusal === null ? [] : cut(choice.refusal)).map((refusal) =>
      payload("refusal", { ...contentAs(knobs.contentBeside), refusal }),
    ),
    ...spellCalls(knobs.tools, choice.tool_calls, cut).map((tool_calls) =>
      payload("calls", { ...contentAs(knobs.contentBesideCalls), tool_calls }),
    ),
  ];
}

function payload(kind: Payload["kind"], members: Members): Payload {
  return { kind, members };
}

function spellReasoning(knobs: Knobs, piece: string): Members {
  switch (knobs.reasoning) {
    case "none":
      return {};
    case "reasoning":
    case "reasoning_content":
      return { ...contentAs(knobs.contentBeside), [knobs.reasoning]: piece };
    case "reasoning_and_details":
      // Two views of one text: who adds both says it twice.
      return {
        ...contentAs(knobs.contentBeside),
        reasoning: piece,
        reasoning_details: [{ type: "reasoning.text", text: piece, format: "anthropic-claude-v1", index: 0 }],
      };
    case "parts":
      return { content: [{ type: "thinking", thinking: [{ type: "text", text: piece }] }] };
  }
}

/** `content` where something else is said. Parts are content themselves. */
function contentAs(how: Knobs["contentBeside"]): Members {
  return how === "absent" ? {} : { content: how === "null" ? null : "" };
}

/** The member of reasoning where text is said. */
export function reasoningBeside({ reasoning, reasoningBeside: how }: Knobs): Members {
  if (how === "absent" || (reasoning !== "reasoning" && reasoning !== "reasoning_content")) return {};
  return { [reasoning]: null };
}
