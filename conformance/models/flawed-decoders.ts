/** Clients that read the event stream wrongly. */
import type { SseEvent } from "../../src/wire/index.ts";
import type { FlawedClient } from "./flawed-client.ts";
import type { ModelDecoder } from "./model-parts.ts";
import { RIGHT_PARTS } from "./right-parts.ts";

/** The right decoder behind a change of the text it is given; `take` says what is ready and what must wait. */
function decoderOf(take: (text: string, last: boolean) => { readonly ready: string; readonly rest: string }): ModelDecoder {
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
function lineDecoder(change: (line: string) => string): ModelDecoder {
  return decoderOf((text, last) => {
    const lines = text.match(/[^\r\n]*(?:\r\n|\n|\r(?!$))|[^\r\n]*\r$/g) ?? [];
    const whole = !last && lines.at(-1)?.endsWith("\r") === true ? lines.slice(0, -1) : lines;
    const ready = whole.map((line) => change(line.replace(/[\r\n]+$/, "")) + (/[\r\n]+$/.exec(line)?.[0] ?? ""));
    return { ready: ready.join(""), rest: text.slice(whole.join("").length) };
  });
}

export const FLAWED_DECODERS: readonly FlawedClient[] = [
  {
    id: "splits-at-lf-lf",
    flaw: "It looks for two LFs and never finds an event in a CRLF stream.",
    breaks: [
      { uid: "c101", because: "CRLF blocks have no LF LF" },
      { uid: "e102", because: "lone CRs have no LF at all" },
    ],
    parts: {
      ...RIGHT_PARTS,
      createDecoder: () =>
        decoderOf((text) => {
          const end = text.lastIndexOf("\n\n") + 2;
          return end < 2 ? { ready: "", rest: text } : { ready: text.slice(0, end), rest: text.slice(end) };
        }),
    },
  },
  {
    id: "decodes-each-slice",
    flaw: "It decodes each read by itself, so a character cut between reads becomes U+FFFD.",
    breaks: [{ uid: "c102", because: "the cuts of this case fall inside characters" }],
    parts: {
      ...RIGHT_PARTS,
      createDecoder() {
        const inner = RIGHT_PARTS.createDecoder();
        const encoder = new TextEncoder();
        return { push: (slice) => inner.push(encoder.encode(new TextDecoder().decode(slice))), end: () => inner.end() };
      },
    },
  },
  {
    id: "reads-comments-as-data",
    flaw: "It strips everything up to the first colon, so a comment is taken for data.",
    breaks: [
      { uid: "c103", because: "a comment is no JSON" },
      { uid: "e102", because: "a comment dispatches an event" },
      { uid: "e103", because: "a comment dispatches an event" },
    ],
    parts: {
      ...RIGHT_PARTS,
      createDecoder: () => lineDecoder((line) => (line.startsWith(":") ? `data${line}` : line)),
    },
  },
  {
    id: "wants-a-space",
    flaw: "It takes only lines that start with `data: `, space included.",
    breaks: [
      { uid: "c104", because: "no line of this stream has the space" },
      { uid: "e101", because: "one data line is empty and has no space" },
    ],
    parts: {
      ...RIGHT_PARTS,
      createDecoder: () => lineDecoder((line) => (/^data:(?! )/.test(line) ? ":" : line)),
    },
  },
  {
    id: "joins-data-without-lf",
    flaw: "It joins the data lines of an event with nothing between them.",
    breaks: [
      { uid: "e101", because: "the LFs between the lines are lost" },
      { uid: "e102", because: "one event has two lines" },
    ],
    parts: {
      ...RIGHT_PARTS,
      createDecoder() {
        const inner = RIGHT_PARTS.createDecoder();
        const join = (events: readonly SseEvent[]): readonly SseEvent[] => events.map((one) => ({ ...one, data: one.data.replaceAll("\n", "") }));
        return { push: (slice) => join(inner.push(slice)), end: () => join(inner.end()) };
      },
    },
  },
];
