/** Readers with one flaw each, by the quirk that exists to catch it. */
import { assemble, classifyPayload } from "../../src/assembly/index.ts";
import { decodeBytes } from "../../src/wire/index.ts";
import type { Chosen } from "../profiles/any-knobs.ts";
import { choicesOf, isMembers } from "../quirks/map-chunk.ts";
import type { DrawnStream } from "../stream/drawn-stream.ts";
import { FLAWED_READS } from "./flawed-reads.ts";
import {
  besideNothing,
  isSaid,
  ofChunks,
  ofDeltas,
  ofFragments,
  ofItems,
  ofResult,
  ofText,
  type Read,
  readsUsageOf,
  usagesOf,
} from "./read-with.ts";

export type FlawedReadOfQuirk = {
  readonly flaw: string;
  readonly read: Read;
  /** Knobs of the dialect that the quirk is laid over: those in which it changes something. */
  readonly over?: Partial<Chosen>;
  /** Streams without the quirk that the reader is known not to survive, where the flaw has no smaller form. */
  readonly spares?: (plain: DrawnStream) => boolean;
};

/** A flaw that a knob of a dialect shows as well. */
function known(flaw: string): FlawedReadOfQuirk {
  const found = FLAWED_READS.find((one) => one.flaw === flaw);
  if (found === undefined) throw new TypeError(`no reader has the flaw: ${flaw}`);
  return { flaw, read: found.read };
}

/** The bytes as text, changed before they are read. */
const ofWhole =
  (change: (text: string) => string): Read =>
  (slices) => {
    const { items, residue } = decodeBytes([Buffer.from(change(Buffer.concat(slices).toString("latin1")), "latin1")]);
    return assemble(items, residue);
  };

const failsWhere = (isOdd: (chunk: Readonly<Record<string, unknown>>) => boolean): Read =>
  ofResult((_folded, chunks) => (chunks.some(isOdd) ? { status: "failed" } : {}));

const KNOWN_MEMBERS = new Set(
  "id object created model service_tier system_fingerprint choices usage obfuscation".split(" "),
);

/** An event is kept where the first line of its block is as the reader looks for it. */
const byFirstLine = (isSeen: (line: string) => boolean): Read =>
  ofWhole((text) =>
    text
      .split("\n\n")
      .filter((block) => block === "" || isSeen(block.split("\n")[0] ?? ""))
      .join("\n\n"),
  );

/** By the id of the quirk. */
export const FLAWED_READS_OF_QUIRKS: Readonly<Record<string, FlawedReadOfQuirk>> = {
  "text/one-character-a-chunk": {
    flaw: "keeps no more than 60 chunks",
    read: ofChunks((chunks) => chunks.slice(0, 60)),
  },
  "text/lone-half": {
    flaw: "makes UTF-8 of each piece by itself",
    read: ofDeltas((delta) =>
      Object.fromEntries(
        Object.entries(delta).map(([name, value]) => [name, typeof value === "string" ? value.toWellFormed() : value]),
      ),
    ),
  },
  "text/empty-deltas": {
    flaw: "takes an empty piece behind text for the end of the text",
    read: (slices) => {
      const states = new Map<unknown, "begun" | "over">();
      return ofDeltas((delta, { index }) => {
        const { content, ...rest } = delta;
        if (states.get(index) === "over") return rest;
        if (isSaid(content)) states.set(index, "begun");
        else if (content === "" && states.get(index) === "begun") states.set(index, "over");
        return delta;
      })(slices);
    },
  },
  "text/null-beside": known("stops where tool_calls is no list"),
  "chunks/empty-choices": known("takes empty choices for the end"),
  "chunks/without-choices": { flaw: "needs choices in each chunk", read: failsWhere((chunk) => !("choices" in chunk)) },
  "chunks/choices-null": { flaw: "needs a list of choices", read: failsWhere(({ choices }) => choices === null) },
  "chunks/ping": {
    flaw: "takes what is no chunk for a failure",
    read: (slices) => {
      const { items } = decodeBytes(slices);
      const isForeign = items.some((item) => item.kind === "event" && classifyPayload(item.data).kind === "foreign");
      return isForeign ? { ...assemble(items), status: "failed" } : assemble(items);
    },
  },
  "chunks/unknown-members": {
    flaw: "refuses members that it does not know",
    read: failsWhere((chunk) => Object.keys(chunk).some((name) => !KNOWN_MEMBERS.has(name))),
  },
  "chunks/id-changes": known("drops chunks of another id"),
  "chunks/error-null": { flaw: "takes an error that is null for one", read: failsWhere((chunk) => "error" in chunk) },
  "chunks/choices-together": {
    flaw: "reads the first choice of each chunk alone",
    read: ofChunks((chunks) => chunks.map((chunk) => ({ ...chunk, choices: choicesOf(chunk).slice(0, 1) }))),
  },
  "role/every-chunk": known("concatenates the role"),
  "role/null-later": known("lets null take the role away"),
  "role/never": known("knows no role where none is sent"),
  "finish/repeated": known("concatenates the finish"),
  "finish/absent-before": known("takes an absent finish for the end"),
  "reasoning/details-beside": known("adds two views of the reasoning"),
  "usage/missing": {
    flaw: "calls nothing whole without usage",
    read: ofResult(({ usage }) => (usage === null ? { status: "incomplete" } : {})),
    spares: ({ truth }) => truth.usage === null,
  },
  "usage/null-before": {
    flaw: "takes the first member called usage",
    read: readsUsageOf((chunks) => {
      const usage = chunks.find((chunk) => "usage" in chunk)?.["usage"];
      return isMembers(usage) ? usage : undefined;
    }),
    over: { nullOnOthers: false },
  },
  "usage/running-totals": known("sums usage"),
  "usage/own-chunk": {
    flaw: "reads usage beside choices alone",
    read: readsUsageOf((chunks) => usagesOf(chunks.filter((chunk) => choicesOf(chunk).length > 0)).at(-1)),
    over: { usagePlace: "finish" },
  },
  "usage/with-finish": { flaw: "reads usage beside empty choices alone", read: readsUsageOf(besideNothing) },
  "tools/empty-later": known("takes an empty id for a new call"),
  "tools/null-later": known("takes a null id for a new call"),
  "tools/repeated-later": known("takes a repeated id for a new call"),
  "tools/without-type": known("drops calls without a type"),
  "tools/unknown-members": {
    flaw: "drops fragments with members that it does not know",
    read: ofFragments((fragment) => ("extra_content" in fragment ? [] : [fragment])),
  },
  "tools/index-gaps": known("leaves a hole where indices start at one"),
  "comments/before-each": known("takes comments for data"),
  "comments/like-data": {
    flaw: "takes [DONE] in a comment for the end",
    read: ofItems((items) => {
      const end = items.findIndex((item) => item.kind === "comment" && item.text === "[DONE]");
      return end === -1 ? items : items.slice(0, end);
    }),
  },
  "events/named-message": {
    flaw: "passes over events that have a name",
    read: byFirstLine((line) => !line.startsWith("event:")),
  },
  "events/id-and-retry": {
    flaw: "looks for data in the first line of a block",
    read: byFirstLine((line) => line.startsWith("data:")),
  },
  "events/data-in-lines": {
    flaw: "keeps the last line of the data",
    read: ofText((data) => data.split("\n").at(-1) ?? ""),
  },
  "framing/crlf": known("knows LF alone"),
  "framing/cr": { flaw: "knows no CR alone", read: ofWhole((text) => text.replaceAll(/\r(?!\n)/g, "?")) },
  "framing/no-space": {
    flaw: "needs a space behind the colon",
    read: ofWhole((text) => text.replaceAll(/^data:(?! )/gm, "other:")),
  },
  "framing/byte-order-mark": {
    flaw: "takes the byte order mark for part of the first field",
    read: ofWhole((text) => text.replace(/^\xef\xbb\xbf/, "?")),
    // Where the first event says nothing but the role, nothing of it is missed.
    over: { opening: "with_payload" },
  },
  "framing/without-done": known("calls nothing whole without [DONE]"),
  "json/ascii": known("unescapes each half of a pair by itself"),
  "json/html-escapes": known("does not unescape angle brackets"),
  "json/spaces": known("looks for members without a space"),
};
