/** Clients that read the event stream wrongly. */
import type { SseEvent } from "../../src/wire/index.ts";
import type { FlawedClient } from "./flawed-client.ts";
import type { ModelDecoder } from "./model-parts.ts";
import { RIGHT_PARTS } from "./right-parts.ts";

const event = (data: string): SseEvent => ({ kind: "event", event: "message", data, id: "" });

/** A decoder over text: each is handed the text so far and says what it took of it. */
function textDecoder(take: (text: string, last: boolean) => { readonly events: readonly SseEvent[]; readonly rest: string }): ModelDecoder {
  const decoder = new TextDecoder();
  let text = "";
  const run = (last: boolean): readonly SseEvent[] => {
    const { events, rest } = take(text, last);
    text = rest;
    return events;
  };
  return {
    push(slice) {
      text += decoder.decode(slice, { stream: true });
      return run(false);
    },
    end: () => run(true),
  };
}

/** Data lines of one block, by the given reading of a line. */
function blockData(block: string, readLine: (line: string) => string | undefined, joiner = "\n"): string | undefined {
  const data = block.split(/\r\n|\r|\n/).flatMap((line) => readLine(line) ?? []);
  return data.length === 0 ? undefined : data.join(joiner);
}

const rightLine = (line: string): string | undefined =>
  line.startsWith("data: ") ? line.slice(6) : line.startsWith("data:") ? line.slice(5) : undefined;

/** Whole blocks ended by a blank line of any kind; a last CR may be half of a line end, so it waits. */
function blocks(text: string, last: boolean): { readonly blocks: readonly string[]; readonly rest: string } {
  const ready = !last && text.endsWith("\r") ? text.slice(0, -1) : text;
  const parts = ready.split(/(?:\r\n|\r|\n)(?:\r\n|\r|\n)/);
  const rest = parts.pop() ?? "";
  return { blocks: parts, rest: rest + text.slice(ready.length) };
}

function blockDecoder(read: (block: string) => SseEvent | undefined): () => ModelDecoder {
  return () =>
    textDecoder((text, last) => {
      const { blocks: ready, rest } = blocks(text, last);
      return { events: ready.flatMap((block) => read(block) ?? []), rest };
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
        textDecoder((text) => {
          const parts = text.split("\n\n");
          const rest = parts.pop() ?? "";
          return { events: parts.flatMap((block) => { const data = blockData(block, rightLine); return data === undefined ? [] : [event(data)]; }), rest };
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
      { uid: "e103", because: "a comment dispatches an event" },
    ],
    parts: {
      ...RIGHT_PARTS,
      createDecoder: blockDecoder((block) => {
        const data = blockData(block, (line) => rightLine(line) ?? (line.startsWith(":") ? line.slice(1).trimStart() : undefined));
        return data === undefined ? undefined : event(data);
      }),
    },
  },
  {
    id: "wants-a-space",
    flaw: "It takes only lines that start with `data: `, space included.",
    breaks: [{ uid: "c104", because: "no line of this stream has the space" }],
    parts: {
      ...RIGHT_PARTS,
      createDecoder: blockDecoder((block) => {
        const data = blockData(block, (line) => (line.startsWith("data: ") ? line.slice(6) : undefined));
        return data === undefined ? undefined : event(data);
      }),
    },
  },
  {
    id: "joins-data-without-lf",
    flaw: "It joins the data lines of an event with nothing between them.",
    breaks: [{ uid: "e101", because: "the LFs between the lines are lost" }],
    parts: {
      ...RIGHT_PARTS,
      createDecoder: blockDecoder((block) => {
        const data = blockData(block, rightLine, "");
        return data === undefined ? undefined : event(data);
      }),
    },
  },
];
