/** Makes a fold that takes one payload after another. */
import type { WireError } from "../schema/index.ts";
import type { Assembled } from "./assembled.ts";
import { closeFold } from "./close-fold.ts";
import { foldChoices } from "./fold-choices.ts";
import { foldEnvelope } from "./fold-envelope.ts";
import type { FoldOptions } from "./fold-options.ts";
import { openFold, type FoldState } from "./fold-state.ts";
import { isJsonObject } from "./json-object.ts";
import type { Payload } from "./payload.ts";
import { readError } from "./read-error.ts";
import { takeNote } from "./take-note.ts";

/** A fold in progress. `end` is called once, after the last payload. */
export type Fold = {
  push(payload: Payload): void;
  /** Notes something about the payload to come, at its ordinal. */
  note(code: string, detail: string): void;
  end(): Assembled;
};

/** Never throws on anything JSON can hold; never changes what it is given. */
export function createFold(options: FoldOptions = {}): Fold {
  const state = openFold(options.limits);
  return {
    push: (payload) => {
      // F40: after [DONE] nothing is folded, everything is kept (opencode sends its cost there).
      if (state.done) return keepTrailing(state, payload.raw);
      pushPayload(state, payload, options);
      state.at += 1;
    },
    note: (code, detail) => takeNote(state, code, detail),
    end: () => closeFold(state),
  };
}

function keepTrailing(state: FoldState, raw: string): void {
  const { trailingPayloadsKept, trailingCharsKept } = state.limits;
  // Once one was left out all are: what is kept has no holes.
  const isFull = state.trailingLeftOut > 0 || state.trailing.length >= trailingPayloadsKept;
  if (isFull || state.trailingChars + raw.length > trailingCharsKept) {
    state.trailingLeftOut += 1;
    return;
  }
  state.trailing.push(raw);
  state.trailingChars += raw.length;
}

function pushPayload(state: FoldState, payload: Payload, options: FoldOptions): void {
  switch (payload.kind) {
    case "done":
      state.done = true;
      return;
    case "malformed":
      if (payload.raw.trim() === "") return takeNote(state, "payload-empty", "an event with empty data");
      return takeNote(state, "payload-malformed", "no JSON", payload.raw);
    case "foreign":
      return takeNote(state, "payload-foreign", "JSON, but no chunk", payload.value);
    case "error_envelope":
      // Some envelopes carry the stream's id or further words on the error.
      if (isJsonObject(payload.value) && Object.hasOwn(payload.value, "error"))
        foldEnvelope(state, payload.value, options);
      return foldError(state, payload.error);
    case "chunk": {
      foldEnvelope(state, payload.value, options);
      if (!state.stopped) foldChoices(state, payload.value, options);
      // F39: the error comes last within its chunk; OpenRouter sends it beside choices and usage.
      const error = readError(payload.value["error"]);
      if (error !== null) foldError(state, error);
    }
  }
}

/** F39: what was folded stays, the choices stand still, the rest of the stream is drained for usage and [DONE]. */
function foldError(state: FoldState, error: WireError): void {
  if (state.stopped) takeNote(state, "error-repeated", "another error after the first");
  state.error ??= error;
  state.stopped = true;
}
