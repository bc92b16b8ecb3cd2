/** Folds one delta: scalar members first, then details, then tool fragments. */
import { appendAll } from "./append-all.ts";
import { foldAudio } from "./fold-audio.ts";
import { foldContent } from "./fold-content.ts";
import { foldExecutedTools } from "./fold-executed-tools.ts";
import { foldFunctionCall } from "./fold-function-call.ts";
import { foldReasoningDetails } from "./fold-reasoning-details.ts";
import { type ChoiceState, type FoldState } from "./fold-state.ts";
import { foldToolFragments } from "./fold-tool-fragments.ts";
import { isJsonObject, type JsonObject } from "./json-object.ts";
import { keepExtension } from "./keep-extension.ts";
import { takeNote } from "./take-note.ts";

export function foldDelta(state: FoldState, choice: ChoiceState, delta: JsonObject): void {
  for (const name in delta) {
    const value = delta[name];
    if (value === null || value === undefined) continue;
    switch (name) {
      case "role":
        // F12: first non-empty. OpenRouter repeats it on every chunk: concatenating gives "assistantassistant".
        if (typeof value !== "string") takeNote(state, "role-invalid", "role is no string", value);
        else if (value !== "") choice.role ??= value;
        break;
      case "content":
        foldContent(state, choice, value);
        break;
      case "refusal":
        // F15: concatenate.
        if (typeof value === "string") choice.refusal = (choice.refusal ?? "") + value;
        else takeNote(state, "refusal-invalid", "refusal is no string", value);
        break;
      case "reasoning":
        // F16: two spellings, concatenated apart; OpenRouter and its relays send several views of one text.
        if (typeof value === "string") choice.reasoning = (choice.reasoning ?? "") + value;
        else keepReasoning(state, choice, name, value);
        break;
      case "reasoning_content":
        if (typeof value === "string") choice.reasoningContent = (choice.reasoningContent ?? "") + value;
        else keepReasoning(state, choice, name, value);
        break;
      case "audio":
        foldAudio(state, choice, value);
        break;
      case "annotations":
        // F31: append in order. They have no index, and no recorded dialect sends one twice.
        appendAll(choice.annotations, value);
        break;
      case "images":
        appendAll(choice.images, value);
        break;
      case "executed_tools":
        foldExecutedTools(state, choice, value);
        break;
      case "function_call":
        foldFunctionCall(state, choice, value);
        break;
      case "token_id":
        // F37: append; Together sends one a delta.
        choice.tokenIds.push(value);
        break;
      case "token_ids":
        appendAll(choice.tokenIds, value);
        break;
      case "obfuscation": // F9
      case "reasoning_details":
      case "tool_calls":
        break;
      default:
        // F38: a string of unknown meaning is never concatenated (`channel`, `name`, `provider_metadata`, …).
        keepExtension(choice.extensions, name, value);
    }
  }
  foldReasoningDetails(state, choice, delta["reasoning_details"]);
  foldToolFragments(state, choice, delta["tool_calls"]);
}

/** What is no text is kept as F38 keeps what nobody knows yet. */
function keepReasoning(state: FoldState, choice: ChoiceState, name: string, value: unknown): void {
  if (!isJsonObject(value)) takeNote(state, "reasoning-invalid", `${name} is neither text nor an object`, value);
  keepExtension(choice.extensions, name, value);
}
