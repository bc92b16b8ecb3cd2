/** Folds one choice of one chunk: its delta, then the members beside it. */
import { appendAll } from "./append-all.ts";
import { checkSnapshots } from "./check-snapshots.ts";
import { foldContentFilter } from "./fold-content-filter.ts";
import { foldDelta } from "./fold-delta.ts";
import { foldFinish } from "./fold-finish.ts";
import { foldLogprobs } from "./fold-logprobs.ts";
import type { FoldOptions } from "./fold-options.ts";
import { type ChoiceState, type FoldState } from "./fold-state.ts";
import { foldUsage } from "./fold-usage.ts";
import { isJsonObject, type JsonObject } from "./json-object.ts";
import { keepExtension } from "./keep-extension.ts";
import { readError } from "./read-error.ts";
import { takeNote } from "./take-note.ts";

export function foldChoice(state: FoldState, choice: ChoiceState, sent: JsonObject, options: FoldOptions): void {
  // F28: nothing here asks whether the choice has finished. Baseten sends content after the finish, OpenRouter a tail
  // chunk with the usage, Azure its filter results.
  const delta = sent["delta"];
  // The delta may be absent: Azure's asynchronous filter.
  if (isJsonObject(delta)) foldDelta(state, choice, delta);
  else if (delta !== null && delta !== undefined) takeNote(state, "delta-invalid", "delta is no object", delta);

  for (const name in sent) {
    const value = sent[name];
    if (value === null || value === undefined) continue;
    switch (name) {
      case "index":
      case "delta":
      case "obfuscation": // F9: Bedrock pads inside the choice.
        break;
      case "finish_reason":
        foldFinish(state, choice, value);
        break;
      case "logprobs":
        foldLogprobs(state, choice, value);
        break;
      case "usage":
        // F10: a fallback, for Moonshot's end frame.
        state.choiceUsage = foldUsage(state, state.choiceUsage, value, options);
        break;
      case "content_filter_results":
      case "content_filter_offsets":
        foldContentFilter(choice, name, value);
        break;
      case "message":
      case "text":
        checkSnapshots(state, choice, name, value, delta);
        break;
      case "token_ids":
        // F37: append; a list a chunk.
        appendAll(choice.tokenIds, value);
        break;
      case "error":
        foldChoiceError(state, choice, value);
        break;
      default:
        // F27 native_finish_reason, stop_reason, matched_stop, seed and F38 what nobody knows yet: last non-null.
        keepExtension(choice.extensions, name, value);
    }
  }
}

/** F39, for one choice (OpenRouter's types): the stream has failed, its other choices may still go on. */
function foldChoiceError(state: FoldState, choice: ChoiceState, value: unknown): void {
  const error = readError(value);
  if (error === null) return;
  keepExtension(choice.extensions, "error", value);
  takeNote(state, "choice-error", `choice ${choice.index} has an error of its own`);
  state.error ??= error;
}
