/** Puts a change of the text before the right decoder. */
import type { SseEvent } from "../../src/wire/index.ts";
import type { ModelDecoder } from "./model-parts.ts";
import { RIGHT_PARTS } from "./right-parts.ts";

/** The right decoder behind a change of the text it is given; `take` says what is ready and what must wait. */
export function decoderOf(
  take: (text: string, last: boolean) => { readonly ready: string; readonly rest: string },
): ModelDecoder {
  const inner = RIGHT_PARTS.createDecoder();
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const encoder = new TextEncoder();
  let text = "";
  const run = (last: boolean): readonly SseEvent[] => {
    const { ready, rest } = take(text, last);
    text = rest;
    return inner.push(encoder.encode(ready));
  };
  return {
    push(slice) {
      text += decoder.decode(slice, { stream: true });
      return run(false);
    },
    end: () => run(true),
  };
}

/** Changes each whole line, its end apart; a last CR may be half of a line end, so it waits. */
export function lineDecoder(change: (line: string) => string): ModelDecoder {
  return decoderOf((text, last) => {
    const lines = text.match(/[^\r\n]*(?:\r\n|\n|\r(?!$))|[^\r\n]*\r$/g) ?? [];
    const whole = !last && lines.at(-1)?.endsWith("\r") === true ? lines.slice(0, -1) : lines;
    const ready = whole.map((line) => change(line.replace(/[\r\n]+$/, "")) + (/[\r\n]+$/.exec(line)?.[0] ?? ""));
    return { ready: ready.join(""), rest: text.slice(whole.join("").length) };
  });
}

/** Changes the events that the right decoder hands out. */
export function eventDecoder(change: (event: SseEvent) => SseEvent | undefined): ModelDecoder {
  const inner = RIGHT_PARTS.createDecoder();
  const each = (events: readonly SseEvent[]): readonly SseEvent[] =>
    events.map(change).filter((event) => event !== undefined);
  return { push: (slice) => each(inner.push(slice)), end: () => each(inner.end()) };
}
