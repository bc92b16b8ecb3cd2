/** Quirks of the event stream around the chunks. */
import type { SseBlock } from "../../src/wire/index.ts";
import type { Quirk } from "./quirk.ts";

const isEvent = (block: SseBlock): block is SseBlock & { kind: "event" } => block.kind === "event";

const WHATWG = "HTML 9.2.6, interpreting an event stream";

export const STREAM_QUIRKS: readonly Quirk[] = [
  {
    id: "comments/before-each",
    title: "A comment stands before each event.",
    level: "must",
    basis: "spec",
    profile: "core",
    source: `${WHATWG}; 109 of 136 streams recorded from OpenRouter`,
    on: "blocks",
    apply: (blocks) => blocks.flatMap((block) => [{ kind: "comment", text: "keep-alive" }, block]),
  },
  {
    id: "comments/like-data",
    title: "Comments look like fields, and one is empty.",
    level: "must",
    basis: "spec",
    profile: "core",
    source: WHATWG,
    on: "blocks",
    apply: (blocks) => [
      { kind: "comment", text: "data: {}" },
      { kind: "comment", text: "" },
      ...blocks.flatMap((block): SseBlock[] => [block, { kind: "comment", text: "[DONE]" }]),
    ],
  },
  {
    id: "events/named-message",
    title: "Each event says that it is a message.",
    level: "must",
    basis: "spec",
    profile: "core",
    source: WHATWG,
    on: "blocks",
    apply: (blocks) =>
      blocks.map((block) => (isEvent(block) ? { kind: "event", event: "message", data: block.data } : block)),
  },
  {
    id: "events/id-and-retry",
    title: "Events carry an id and a time to wait before reconnecting.",
    level: "must",
    basis: "spec",
    profile: "core",
    source: WHATWG,
    on: "blocks",
    apply: (blocks) =>
      blocks.map((block, at) =>
        isEvent(block) ? { kind: "event", id: String(at), retry: "3000", data: block.data } : block,
      ),
  },
  {
    id: "events/data-in-lines",
    title: "The data of each event comes in several lines.",
    level: "must",
    basis: "spec",
    profile: "core",
    source: WHATWG,
    on: "blocks",
    // Between members a line end is JSON's own white space; inside a string it would not be.
    apply: (blocks) =>
      blocks.map((block) =>
        isEvent(block) && block.data.startsWith("{") ? { ...block, data: inLines(block.data) } : block,
      ),
  },
  {
    id: "framing/crlf",
    title: "Lines end with CR and LF.",
    level: "must",
    basis: "spec",
    profile: "core",
    source: `${WHATWG}; recorded from Perplexity and AI21`,
    on: "framing",
    apply: (framing) => ({ ...framing, eol: "crlf" }),
  },
  {
    id: "framing/cr",
    title: "Lines end with CR alone.",
    level: "should",
    basis: "spec",
    profile: "core",
    source: `${WHATWG}; never recorded`,
    on: "framing",
    apply: (framing) => ({ ...framing, eol: "cr" }),
  },
  {
    id: "framing/no-space",
    title: "No space follows the colon of a field.",
    level: "must",
    basis: "spec",
    profile: "core",
    source: WHATWG,
    on: "framing",
    apply: (framing) => ({ ...framing, space: false }),
  },
  {
    id: "framing/byte-order-mark",
    title: "The stream begins with a byte order mark.",
    level: "should",
    basis: "spec",
    profile: "core",
    source: `${WHATWG}; never recorded`,
    on: "framing",
    apply: (framing) => ({ ...framing, bom: true }),
  },
  {
    id: "framing/without-done",
    title: "The stream ends without [DONE].",
    level: "should",
    basis: "field",
    profile: "core",
    source: "67 of 67 streams recorded from Perplexity, 32 of 32 from Writer",
    on: "framing",
    apply: (framing) => ({ ...framing, done: false }),
  },
  {
    id: "json/ascii",
    title: "Everything beyond ASCII is escaped, characters beyond U+FFFF as pairs.",
    level: "must",
    basis: "spec",
    profile: "core",
    source: "RFC 8259, section 7",
    on: "style",
    apply: (style) => ({ ...style, escapes: "ascii" }),
  },
  {
    id: "json/html-escapes",
    title: "Angle brackets and ampersands are escaped.",
    level: "must",
    basis: "spec",
    profile: "core",
    source: "RFC 8259, section 7; recorded from Groq and Ollama",
    on: "style",
    apply: (style) => ({ ...style, escapes: "html" }),
  },
  {
    id: "json/spaces",
    title: "Spaces follow colons and commas.",
    level: "must",
    basis: "spec",
    profile: "core",
    source: "RFC 8259, section 2; recorded from Perplexity, Avian and AI21",
    on: "style",
    apply: (style) => ({ ...style, spacing: "python" }),
  },
];

/** The outermost braces on lines of their own. */
function inLines(json: string): string {
  return `{\n${json.slice(1, -1)}\n}`;
}
