/** Readers that are flawed in role, text, reasoning or finish. */
import { choicesOf, deltaOf, isMembers } from "../quirks/map-chunk.ts";
import type { FlawedRead } from "./flawed-read.ts";
import { ofChunks, ofDeltas, ofChoices, joined, isSaid, ends, concatenatesRole, dropsOnFinish } from "./read-with.ts";

export const FLAWED_READS_OF_ANSWERS: readonly FlawedRead[] = [
  {
    turn: { deltaNulls: ["content", "role", "refusal", "tool_calls", "reasoning", "reasoning_content"] },
    flaw: "stops where tool_calls is no list",
    read: ofChunks((chunks) => {
      const end = chunks.findIndex((chunk) => choicesOf(chunk).some((one) => deltaOf(one)["tool_calls"] === null));
      return end === -1 ? chunks : chunks.slice(0, end);
    }),
  },
  {
    turn: { opening: "role" },
    flaw: "needs content in the first delta",
    read: ofChunks((chunks) => (Object.hasOwn(deltaOf(choicesOf(chunks[0] ?? {})[0]), "content") ? chunks : [])),
  },
  {
    turn: { opening: "with_payload" },
    flaw: "takes the first delta for an opening without payload",
    read: (slices) => {
      const seen = new Set<unknown>();
      return ofDeltas((delta, { index }) => (seen.has(index) ? delta : (seen.add(index), { role: delta["role"] })))(
        slices,
      );
    },
  },
  {
    turn: { opening: "text_or_call" },
    flaw: "takes a delta that opens with a call for an opening without payload",
    read: (slices) => {
      const seen = new Set<unknown>();
      return ofDeltas((delta, { index }) => {
        const isFirst = !seen.has(index);
        seen.add(index);
        return isFirst ? { role: delta["role"], content: delta["content"] } : delta;
      })(slices);
    },
  },
  { turn: { role: "every_but_calls" }, flaw: "concatenates the role of text", read: concatenatesRole },
  { turn: { role: "every" }, flaw: "concatenates the role", read: concatenatesRole },
  {
    turn: { role: "until_text", opening: "with_payload" },
    flaw: "concatenates the role until the text",
    read: concatenatesRole,
  },
  {
    turn: { role: "first_then_null" },
    flaw: "lets null take the role away",
    read: ofChoices((_choice, sent) => {
      const last = sent.map(deltaOf).findLast((delta) => Object.hasOwn(delta, "role"))?.["role"];
      return { role: typeof last === "string" ? last : "" };
    }),
  },
  {
    turn: { role: "first_then_empty" },
    flaw: "lets an empty role replace the role",
    read: ofChoices((_choice, sent) => {
      const last = sent.map((one) => deltaOf(one)["role"]).findLast((role) => typeof role === "string");
      return { role: typeof last === "string" ? last : "" };
    }),
  },
  {
    turn: { role: "never" },
    flaw: "knows no role where none is sent",
    read: ofChoices((_choice, sent) => ({ role: joined([deltaOf(sent[0])["role"]]) })),
  },
  {
    turn: { contentBeside: "null", reasoning: "reasoning" },
    flaw: "takes null for no payload at all",
    read: ofDeltas((delta, choice) =>
      delta["content"] === null && delta["role"] === undefined && !isSaid(choice["finish_reason"]) ? {} : delta,
    ),
  },
  {
    turn: { contentBesideCalls: "null", opening: "with_payload" },
    flaw: "takes null content for the end of the payload",
    read: ofDeltas((delta) => (delta["content"] === null ? { role: delta["role"] } : delta)),
  },
  {
    turn: { contentBesideCalls: "empty" },
    flaw: "looks for no calls where there is content",
    read: ofDeltas((delta) => (typeof delta["content"] === "string" ? { ...delta, tool_calls: null } : delta)),
  },
  {
    turn: { contentBeside: "empty" },
    flaw: "looks for nothing else where there is content",
    read: ofDeltas((delta) =>
      typeof delta["content"] === "string" ? { role: delta["role"], content: delta["content"] } : delta,
    ),
  },
  {
    turn: { reasoning: "reasoning_content" },
    flaw: "knows `reasoning` alone",
    read: ofDeltas(({ reasoning_content: _one, ...delta }) => delta),
  },
  {
    turn: { reasoning: "reasoning_and_details" },
    flaw: "adds two views of the reasoning",
    read: ofDeltas((delta) => {
      const details = delta["reasoning_details"];
      const more = Array.isArray(details) ? details.filter(isMembers).map(({ text }) => text) : [];
      return more.length === 0 ? delta : { ...delta, reasoning: joined([delta["reasoning"], ...more]) };
    }),
  },
  {
    turn: { reasoning: "parts" },
    flaw: "drops content that is no string",
    read: ofDeltas((delta) => (Array.isArray(delta["content"]) ? { ...delta, content: null } : delta)),
  },
  {
    turn: { reasoningBeside: "null" },
    flaw: "lets null erase the reasoning",
    read: ofChoices((choice, sent) => ({
      reasoning: sent.some((one) => deltaOf(one)["reasoning"] === null) ? null : choice.reasoning,
    })),
  },
  {
    turn: { boundary: true },
    flaw: "starts the reasoning anew at an empty piece",
    read: ofChoices((choice, sent) => ({
      reasoning: sent.some((one) => deltaOf(one)["reasoning"] === "") ? null : choice.reasoning,
    })),
  },
  {
    turn: { finishBefore: "absent" },
    flaw: "takes an absent finish for the end",
    read: ends((said) => said === undefined),
  },
  { turn: { finishBefore: "empty" }, flaw: "takes an empty finish for the end", read: ends((said) => said === "") },
  {
    turn: { finishDelta: "content" },
    flaw: "lets the content of the finish chunk replace the text",
    read: ofChoices((choice, sent) => {
      const content = deltaOf(sent.findLast((one) => isSaid(one["finish_reason"])))["content"];
      return typeof content === "string" ? { content } : { content: choice.content };
    }),
  },
  { turn: { finishDelta: "role_and_content" }, flaw: "concatenates the role at the finish", read: concatenatesRole },
  { turn: { finishDelta: "payload" }, flaw: "drops what rides on the finish chunk", read: dropsOnFinish },
  { turn: { finishDelta: "payload", isEarly: true }, flaw: "stops a choice at its finish", read: ends(isSaid) },
];
