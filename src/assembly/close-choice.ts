/** Turns a choice's working state into its message and its extras. */
import type { MessageChoice } from "../schema/index.ts";
import type { AssembledAudio, ChoiceExtras, NamedValues } from "./assembled.ts";
import type { AudioState, ChoiceState } from "./fold-state.ts";
import { joinBase64 } from "./join-base64.ts";
import { orderToolCalls } from "./order-tool-calls.ts";
import { viewReasoning } from "./view-reasoning.ts";

export function closeChoice(choice: ChoiceState): { readonly message: MessageChoice; readonly extras: ChoiceExtras } {
  const slots = orderToolCalls(choice.tools);
  const views = {
    reasoning: choice.reasoning,
    reasoning_content: choice.reasoningContent,
    thinking: choice.thinking,
    details: choice.detailsText,
  };
  return {
    message: {
      index: choice.index,
      role: choice.role ?? "assistant", // F12: the default, for Groq and Cloudflare send none.
      content: choice.content,
      reasoning: viewReasoning(views),
      refusal: choice.refusal,
      tool_calls: slots.map((slot) => ({ id: slot.id, name: slot.name, arguments: slot.args })),
      finish_reason: choice.finish,
    },
    extras: {
      index: choice.index,
      tool_calls: slots.map((slot) => ({
        index: slot.wireIndex,
        type: slot.type ?? "function", // F20: the default, for Mistral sends none.
        extensions: membersFrom(slot.extensions),
      })),
      reasoning: views,
      reasoning_details: choice.details.map(membersFrom),
      parts: choice.parts,
      logprobs: choice.logprobs === null ? null : membersFrom(choice.logprobs),
      audio: choice.audio === null ? null : closeAudio(choice.audio),
      annotations: choice.annotations,
      images: choice.images,
      executed_tools: [...choice.executed.values()].map(membersFrom),
      content_filter: { results: membersFrom(choice.filterResults), offsets: choice.filterOffsets },
      function_call:
        choice.functionCall === null ? null : { name: choice.functionCall.name, arguments: choice.functionCall.args },
      token_ids: choice.tokenIds,
      extensions: membersFrom(choice.extensions),
    },
  };
}

function closeAudio(audio: AudioState): AssembledAudio {
  return {
    id: audio.id,
    data: joinBase64(audio.pieces),
    transcript: audio.transcript,
    expires_at: audio.expiresAt,
  };
}

/** `Object.fromEntries` defines members instead of assigning them: a name such as `__proto__` stays a name. */
export function membersFrom(map: ReadonlyMap<string, unknown> | null): NamedValues {
  return map === null ? {} : Object.fromEntries(map);
}
