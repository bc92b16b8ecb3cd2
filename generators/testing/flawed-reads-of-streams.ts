/** Readers that are flawed in the envelope, the usage or the framing. */
import { assemble } from "../../src/assembly/index.ts";
import { decodeBytes } from "../../src/wire/index.ts";
import { choicesOf, isMembers, mapChoices } from "../quirks/map-chunk.ts";
import type { FlawedRead } from "./flawed-read.ts";
import {
  ofItems,
  ofChunks,
  ofDeltas,
  ofResult,
  ofText,
  ofChoices,
  joined,
  usagesOf,
  readsUsageOf,
  besideNothing,
  ofKnownUsage,
  lastFinish,
} from "./read-with.ts";

export const FLAWED_READS_OF_STREAMS: readonly FlawedRead[] = [
  {
    turn: { id: "changing" },
    flaw: "drops chunks of another id",
    read: ofChunks((chunks) => chunks.filter(({ id }) => id === chunks[0]?.["id"])),
  },
  {
    turn: { created: "drifting" },
    flaw: "takes the last time of creation",
    read: ofResult((_folded, chunks) => ({ created: Number(chunks.at(-1)?.["created"]) })),
  },
  {
    turn: { copy: "running_message" },
    flaw: "adds the copy of the message to the text",
    read: ofDeltas((delta, { message }) =>
      isMembers(message) ? { ...delta, content: joined([delta["content"], message["content"]]) } : delta,
    ),
  },
  {
    turn: { copy: "piece_text" },
    flaw: "adds the copy of the piece to the text",
    read: ofDeltas((delta, { text }) =>
      typeof text === "string" ? { ...delta, content: joined([delta["content"], text]) } : delta,
    ),
  },
  {
    turn: { nativeFinish: true },
    flaw: "takes the upstream's word for the finish",
    read: ofChunks((chunks) =>
      mapChoices(chunks, (choice) => ({
        ...choice,
        finish_reason: choice["native_finish_reason"] ?? choice["finish_reason"],
      })),
    ),
  },
  {
    turn: { prelude: "prompt_filter" },
    flaw: "takes the id of the first chunk, empty or not",
    read: ofResult((_folded, chunks) => ({ id: String(chunks[0]?.["id"]) })),
  },
  {
    turn: { prelude: "empty_choices" },
    flaw: "takes empty choices for the end",
    read: ofChunks((chunks) => {
      const end = chunks.findIndex((chunk) => choicesOf(chunk).length === 0);
      return end === -1 ? chunks : chunks.slice(0, end + 1);
    }),
  },
  { turn: { usagePlace: "finish" }, flaw: "reads usage beside empty choices alone", read: readsUsageOf(besideNothing) },
  { turn: { usagePlace: "tail_choice" }, flaw: "lets null take the finish back", read: lastFinish },
  {
    turn: { usagePlace: "repeated_finish" },
    flaw: "concatenates the finish",
    read: ofChoices((_choice, sent) => ({ finish_reason: joined(sent.map((one) => one["finish_reason"])) })),
  },
  {
    turn: { usagePlace: "every" },
    flaw: "sums usage",
    read: readsUsageOf((chunks) => {
      const all = usagesOf(chunks);
      const sum = (name: string) => all.reduce((total, one) => total + Number(one[name] ?? 0), 0);
      return all.length === 0 ? undefined : { ...all.at(-1), prompt_tokens: sum("prompt_tokens") };
    }),
  },
  {
    turn: { usagePlace: "every_and_own_chunk" },
    flaw: "sums usage, its own chunk included",
    read: readsUsageOf((chunks) => {
      const all = usagesOf(chunks);
      const sum = (name: string) => all.reduce((total, one) => total + Number(one[name] ?? 0), 0);
      return all.length === 0 ? undefined : { ...all.at(-1), prompt_tokens: sum("prompt_tokens") };
    }),
  },
  {
    turn: { usagePlace: "every_with_nulls" },
    flaw: "keeps the first usage",
    read: readsUsageOf((chunks) => usagesOf(chunks)[0]),
  },
  {
    turn: { usagePlace: "choice" },
    flaw: "knows no usage in a choice",
    read: readsUsageOf((chunks) => usagesOf(chunks).at(-1)),
  },
  { turn: { usagePlace: "x_groq" }, flaw: "knows no x_groq", read: readsUsageOf((chunks) => usagesOf(chunks).at(-1)) },
  {
    turn: { usagePlace: "x_groq_and_finish" },
    flaw: "adds usage up from both places",
    read: ofResult(({ usage }, chunks) =>
      usage !== null && chunks.some(({ x_groq: groq }) => isMembers(groq))
        ? { usage: { ...usage, prompt_tokens: Number(usage.prompt_tokens) * 2, total_tokens: -1 } }
        : {},
    ),
  },
  {
    turn: { details: "flat" },
    flaw: "keeps the members of OpenAI's usage alone",
    read: ofKnownUsage((usage) => usage["cached_tokens"] === undefined),
  },
  {
    turn: { details: "none" },
    flaw: "needs the details of usage",
    read: ofKnownUsage((usage) => isMembers(usage["prompt_tokens_details"])),
  },
  {
    turn: { isReasoningApart: true },
    flaw: "takes the total for prompt and completion",
    read: ofResult(({ usage }) =>
      usage === null
        ? {}
        : { usage: { ...usage, total_tokens: Number(usage.prompt_tokens) + Number(usage.completion_tokens) } },
    ),
  },
  {
    turn: { trailer: "async_filter" },
    flaw: "needs a delta in each choice",
    read: ofResult((_folded, chunks) =>
      chunks.flatMap(choicesOf).every((one) => isMembers(one["delta"])) ? {} : { status: "failed" },
    ),
  },
  {
    turn: { trailer: "moderation" },
    flaw: "takes the usage of the last chunk",
    read: readsUsageOf((chunks) => usagesOf(chunks.slice(-1))[0]),
  },
  { turn: { trailer: "empty_choice" }, flaw: "takes the finish of the last chunk", read: lastFinish },
  {
    turn: { trailer: "cost_after_done" },
    flaw: "complains of what follows [DONE]",
    read: (slices) => {
      const read = ofItems((items) => items)(slices);
      return read.trailing.length > 0 ? { ...read, status: "failed" } : read;
    },
  },
  {
    turn: { eol: "crlf" },
    flaw: "knows LF alone",
    read: (slices) => {
      const text = Buffer.concat(slices).toString("latin1").replaceAll("\r", "?");
      return ofItems((items) => items)([Buffer.from(text, "latin1")]);
    },
  },
  {
    turn: { done: false },
    flaw: "calls nothing whole without [DONE]",
    read: (slices) => {
      const read = ofItems((items) => items)(slices);
      return read.terminated === "done" ? read : { ...read, status: "incomplete" };
    },
  },
  {
    turn: { spacing: "python" },
    flaw: "looks for members without a space",
    read: ofText((data) => (data === "[DONE]" || data.includes('"choices":[') ? data : "{}")),
  },
  {
    turn: { escapes: "html" },
    flaw: "does not unescape angle brackets",
    read: ofText((data) => data.replaceAll(/(?<!\\)\\u003([ce])/g, "\\\\u003$1")),
  },
  {
    turn: { escapes: "ascii" },
    flaw: "unescapes each half of a pair by itself",
    read: ofText((data) => data.replaceAll(/(?<!\\)\\ud[89a-f][0-9a-f]{2}/g, "\uFFFD")),
  },
  {
    turn: { comment: { text: "keep-alive", isInside: true } },
    flaw: "takes comments for data",
    read: (slices) => {
      const { items } = decodeBytes(slices);
      const read = assemble(items);
      return items.some(({ kind }) => kind === "comment") ? { ...read, status: "failed" } : read;
    },
  },
];
