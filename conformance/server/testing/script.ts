/** Short spellings of scripts for tests. */
import type { PlayedExchangeScript, PlayScript } from "../../shape/play.ts";

export function exchange(texts: readonly string[], changes: Partial<PlayedExchangeScript> = {}): PlayedExchangeScript {
  return {
    status: 200,
    headers: [["Content-Type", "text/event-stream"]],
    slices: texts.map((text) => new TextEncoder().encode(text)),
    gapsBefore: [],
    transfer: "chunked",
    end: { kind: "fin" },
    ...changes,
  };
}

export function script(...exchanges: readonly PlayedExchangeScript[]): PlayScript {
  return { exchanges, gapMs: 2 };
}
