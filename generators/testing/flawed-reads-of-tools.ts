/** Readers that are flawed in tool calls. */
import { deltaOf, isMembers } from "../quirks/map-chunk.ts";
import type { FlawedRead } from "./flawed-read.ts";
import {
  ofFragments,
  ofResult,
  ofChoices,
  called,
  joined,
  opensCallAt,
  namesBy,
  dropsOnFinish,
  firstArgumentsIgnored,
} from "./read-with.ts";

export const FLAWED_READS_OF_TOOLS: readonly FlawedRead[] = [
  { turn: { toolMode: "whole" }, flaw: "ignores the arguments of a whole call", read: firstArgumentsIgnored },
  {
    turn: { toolMode: "whole_together" },
    flaw: "takes one fragment a delta",
    read: ofFragments((fragment, at) => (at === 0 ? [fragment] : [])),
  },
  { turn: { toolMode: "whole_with_finish" }, flaw: "drops calls that come with the finish", read: dropsOnFinish },
  {
    turn: { firstArguments: "piece" },
    flaw: "ignores the arguments of the first fragment",
    read: firstArgumentsIgnored,
  },
  {
    turn: { firstArguments: "null" },
    flaw: "writes null into the arguments",
    read: ofFragments((fragment) => [
      { ...fragment, function: { ...called(fragment), arguments: String(called(fragment)["arguments"]) } },
    ]),
  },
  {
    turn: { laterId: "null" },
    flaw: "takes a null id for a new call",
    read: ofFragments((fragment) => [fragment["id"] === null ? { ...fragment, id: "null" } : fragment]),
  },
  {
    turn: { laterId: "empty" },
    flaw: "takes an empty id for a new call",
    read: ofFragments((fragment) => [fragment["id"] === "" ? { ...fragment, id: "empty" } : fragment]),
  },
  {
    turn: { laterId: "repeated" },
    flaw: "takes a repeated id for a new call",
    read: opensCallAt(({ id }) => typeof id === "string"),
  },
  { turn: { laterName: "null" }, flaw: "lets null erase the name", read: namesBy((names) => names.at(-1)) },
  { turn: { laterName: "empty" }, flaw: "lets an empty name replace the name", read: namesBy((names) => names.at(-1)) },
  { turn: { laterName: "repeated" }, flaw: "concatenates names", read: namesBy(joined) },
  {
    turn: { type: "every" },
    flaw: "takes a typed fragment for a new call",
    read: opensCallAt(({ type }) => type !== undefined),
  },
  {
    turn: { type: "never" },
    flaw: "drops calls without a type",
    read: ofResult(({ message, extras }, chunks) => {
      const isTyped = chunks.some((chunk) => JSON.stringify(chunk["choices"]).includes('"type":"function"'));
      return isTyped || extras.length === 0
        ? {}
        : { message: { choices: message.choices.map((choice) => ({ ...choice, tool_calls: [] })) } };
    }),
  },
  {
    turn: { index: "from_one" },
    flaw: "leaves a hole where indices start at one",
    read: ofChoices((choice, sent) => {
      const fragments = sent.flatMap((one) => deltaOf(one)["tool_calls"]).filter(isMembers);
      const isHoled = fragments.length > 0 && fragments.every(({ index }) => index !== 0);
      return isHoled ? { tool_calls: [{ id: null, name: null, arguments: "" }, ...choice.tool_calls] } : {};
    }),
  },
  {
    turn: { index: "absent" },
    flaw: "drops fragments without an index",
    read: ofFragments((fragment) => (fragment["index"] === undefined ? [] : [fragment])),
  },
  {
    turn: { index: "minus_one" },
    flaw: "drops fragments of a negative index",
    read: ofFragments((fragment) => (fragment["index"] === -1 ? [] : [fragment])),
  },
];
