/** Clients that read the event stream wrongly. */
import type { FlawedClient } from "./flawed-client.ts";
import { decoderOf, eventDecoder, lineDecoder } from "./decoder-of.ts";
import { RIGHT_PARTS } from "./right-parts.ts";

export const FLAWED_DECODERS: readonly FlawedClient[] = [
  {
    id: "splits-at-lf-lf",
    flaw: "It looks for two LFs and never finds an event in a CRLF stream.",
    breaks: [
      { uid: "c101", because: "CRLF blocks have no LF LF" },
      { uid: "e102", because: "lone CRs have no LF at all" },
      { uid: "c111", because: "the last blocks end in CRLF" },
      { uid: "c114", because: "lone CRs have no LF at all" },
      { uid: "b002", because: "CRLF blocks have no LF LF" },
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
      { uid: "c111", because: "a comment is no JSON" },
      { uid: "b005", because: "a comment is no JSON" },
      { uid: "b014", because: "a comment is no JSON" },
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
      { uid: "e106", because: "two data lines have no space" },
      { uid: "e201", because: "one data line is empty and has no space" },
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
      { uid: "e106", because: "one event has two lines" },
      { uid: "e107", because: "one event has three lines" },
    ],
    parts: {
      ...RIGHT_PARTS,
      createDecoder: () => eventDecoder((event) => ({ ...event, data: event.data.replaceAll("\n", "") })),
    },
  },
];
