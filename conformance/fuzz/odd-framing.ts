/** Quirks of the event stream that are drawn only here, each after a case of the catalogue and at its level. */
import type { SseBlock } from "../../src/wire/index.ts";
import type { BlocksQuirk } from "./fuzz-quirk.ts";

const SPEC = { basis: "spec", profile: "core", on: "blocks" } as const;
const WHATWG = "HTML 9.2.6, interpreting an event stream";
const COMMENTS = 400;

type EventBlock = Extract<SseBlock, { kind: "event" }>;
const isEvent = (block: SseBlock): block is EventBlock => block.kind === "event";

const AFTER = {
  id: "after-done",
  object: "chat.completion.chunk",
  created: 0,
  model: "m",
  choices: [{ index: 0, delta: { content: "after" }, finish_reason: null }],
};

/** The fields of an event with another line end, other fields first; what it holds stays the same. */
function raw(block: EventBlock, eol: string, first: readonly string[] = []): SseBlock {
  const { event, id, retry, data } = block;
  const named = Object.entries({ event, id, retry }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  const lines = [...first, ...named, ...data.split("\n").map((line) => `data: ${line}`), ""];
  return { kind: "raw", text: lines.map((line) => line + eol).join("") };
}

/** A comment in a block of its own, again and again, before the first event. */
const waits: BlocksQuirk = {
  ...SPEC,
  basis: "field",
  id: "comments/hundreds-first",
  title: "Hundreds of comments and blank lines come before the first event.",
  level: "should",
  source: "case framing/hundreds-of-comments-are-passed",
  apply: (blocks): readonly SseBlock[] => [{ kind: "raw", text: ": still thinking\n\n\n".repeat(COMMENTS) }, ...blocks],
};

export const ODD_FRAMING: readonly BlocksQuirk[] = [
  {
    ...SPEC,
    id: "fields/unknown",
    title: "Lines of other fields stand before the data.",
    level: "must",
    source: `${WHATWG}; case framing/unknown-fields`,
    apply: (blocks) =>
      blocks.map((block, at) =>
        isEvent(block) ? raw(block, "\n", at % 2 === 0 ? ["x-trace: 1"] : ["ignored"]) : block,
      ),
  },
  {
    ...SPEC,
    id: "framing/mixed-ends",
    title: "Line ends are mixed: one event ends in LF, the next in CR and LF.",
    level: "must",
    source: `${WHATWG}; case framing/mixed-line-ends`,
    apply: (blocks) => blocks.map((block, at) => (isEvent(block) ? raw(block, at % 2 === 0 ? "\n" : "\r\n") : block)),
  },
  {
    ...SPEC,
    id: "framing/blank-lines",
    title: "More blank lines than one stand between events.",
    level: "must",
    source: `${WHATWG}; case framing/extra-blank-lines`,
    apply: (blocks) => blocks.flatMap((block): SseBlock[] => [block, { kind: "raw", text: "\n\n" }]),
  },
  {
    ...SPEC,
    id: "json/blanks-before",
    title: "Blanks stand before the JSON of each chunk.",
    level: "must",
    source: "RFC 8259, section 2; case framing/several-spaces-after-colon",
    apply: (blocks) => blocks.map((block) => (isEvent(block) ? { ...block, data: `  ${block.data}` } : block)),
  },
  {
    ...waits,
    id: "comments/hundreds-first-or-told",
    level: "must",
    mayFail: true,
    source: "case framing/hundreds-of-comments-floor",
  },
  waits,
  {
    ...SPEC,
    basis: "field",
    id: "events/own-names",
    title: "Each event has a name of its own.",
    level: "should",
    source: "case framing/event-name-on-chunks",
    apply: (blocks) => blocks.map((block) => (isEvent(block) ? { ...block, event: "completion.chunk" } : block)),
  },
  {
    ...SPEC,
    basis: "vendor-doc",
    id: "done/text-after",
    title: "A chunk with text follows [DONE].",
    level: "should",
    source: "openai:chat-streaming, the stream is terminated by [DONE]",
    apply: (blocks): readonly SseBlock[] => [
      ...blocks,
      { kind: "event", data: "[DONE]" },
      { kind: "event", data: JSON.stringify(AFTER) },
    ],
  },
  {
    ...SPEC,
    basis: "field",
    id: "done/twice",
    title: "[DONE] comes twice.",
    level: "should",
    source: "a proxy behind another: each ends the stream",
    apply: (blocks): readonly SseBlock[] => [...blocks, { kind: "event", data: "[DONE]" }],
  },
];
