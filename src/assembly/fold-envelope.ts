/** Folds the members of a chunk outside its choices. */
import { appendAll } from "./append-all.ts";
import { foldGroqEnvelope } from "./fold-groq-envelope.ts";
import type { FoldOptions } from "./fold-options.ts";
import { type FoldState } from "./fold-state.ts";
import { foldUsage } from "./fold-usage.ts";
import type { JsonObject } from "./json-object.ts";
import { keepExtension } from "./keep-extension.ts";
import { takeNote } from "./take-note.ts";

export function foldEnvelope(state: FoldState, chunk: JsonObject, options: FoldOptions): void {
  // `for in` here and below: twice as fast as an array of keys for every chunk, and JSON inherits nothing.
  for (const name in chunk) {
    const value = chunk[name];
    if (value === null || value === undefined) continue;
    switch (name) {
      case "id":
        foldId(state, value);
        break;
      case "created":
        // F2: first non-zero. It drifts in one stream of ten, and Azure's first chunk says 0.
        if (typeof value !== "number") takeNote(state, "created-invalid", "created is no number", value);
        else if (state.created === null && value !== 0) state.created = value;
        break;
      case "model":
        foldModel(state, value);
        break;
      case "object":
        // F4: a constant of the result, whatever the wire says ("" at Azure, chat.completion at Perplexity).
        break;
      case "provider":
        // F6: last non-null, where "" counts as absent.
        if (value !== "") state.extensions.set(name, value);
        break;
      case "x_groq":
        foldGroqEnvelope(state, value);
        break;
      case "obfuscation":
      case "p":
      case "stream_options":
        // F9: padding against traffic analysis, and LiteLLM's echo of the request.
        break;
      case "usage":
        state.usage = foldUsage(state, state.usage, value, options);
        break;
      case "prompt_filter_results":
        // F33: one entry a prompt, collected.
        appendAll(collected(state, name), value);
        break;
      case "choices":
      case "error":
        break;
      default:
        // F5 system_fingerprint, service_tier: null must not erase. F6 citations, search_results, images, …: snapshots,
        // replaced wholesale. F8 timings, metrics, time_info, …: the last one is complete.
        keepExtension(state.extensions, name, value);
    }
  }
}

function foldId(state: FoldState, value: unknown): void {
  if (typeof value !== "string") return takeNote(state, "id-invalid", "id is no string", value);
  // F1: first non-empty. Azure's first chunk has "", Groq's compound models change it with every chunk.
  if (value === "") return;
  if (state.id === null) state.id = value;
  else if (value !== state.lastId) takeNote(state, "id-changed", "a later chunk has another id", value);
  state.lastId = value;
}

function foldModel(state: FoldState, value: unknown): void {
  if (typeof value !== "string") return takeNote(state, "model-invalid", "model is no string", value);
  // F3: first non-empty.
  if (value === "") return;
  if (state.model === null) state.model = value;
  else if (value !== state.lastModel) takeNote(state, "model-changed", "a later chunk has another model", value);
  state.lastModel = value;
}

function collected(state: FoldState, name: string): unknown[] {
  const known = state.extensions.get(name);
  if (Array.isArray(known)) return known;
  const fresh: unknown[] = [];
  state.extensions.set(name, fresh);
  return fresh;
}
