/** Clients that put tool calls together wrongly. */
import { isJson } from "../../src/base/index.ts";
import type { FlawedClient } from "./flawed-client.ts";
import {
  callsWith,
  deltaOf,
  finishOf,
  foldWith,
  type Fragment,
  fragmentsWith,
  withDelta,
  withFragments,
} from "./fold-with.ts";
import { memberOf } from "./right-parts.ts";

const argumentsOf = (fragment: Fragment): string => {
  const text = memberOf(fragment["function"], "arguments");
  return typeof text === "string" ? text : "";
};

const withArguments = (fragment: Fragment, text: string): Fragment => ({
  ...fragment,
  function: { ...(fragment["function"] as object), arguments: text },
});

const hasId = (fragment: Fragment): boolean => typeof fragment["id"] === "string" && fragment["id"] !== "";

const withoutCalls = (chunk: unknown): unknown => withDelta(chunk, (delta) => ({ ...delta, tool_calls: null }));

export const FLAWED_TOOLS: readonly FlawedClient[] = [
  {
    id: "ignores-arguments-of-the-first-fragment",
    flaw: "It opens a call with its first fragment, and reads arguments from later ones.",
    breaks: [
      { uid: "c403", because: "calls come whole" },
      { uid: "c407", because: "the first fragment has arguments" },
      { uid: "c408", because: "the first fragment has arguments" },
      { uid: "c415", because: "the first fragment has arguments" },
      { uid: "c409", because: "the first fragment has arguments" },
      { uid: "c414", because: "the call comes whole" },
      { uid: "d004", because: "calls come whole" },
      { uid: "d006", because: "calls come whole" },
      { uid: "d014", because: "calls come whole" },
      { uid: "d018", because: "the first fragment has arguments" },
      { uid: "d028", because: "the first fragment has arguments" },
      { uid: "d030", because: "calls come whole" },
      { uid: "d065", because: "the first fragment has arguments" },
    ],
    parts: fragmentsWith(() => (fragment) => (hasId(fragment) ? withArguments(fragment, "") : fragment)),
  },
  {
    id: "forgets-tool-calls-after-text",
    flaw: "It decides for text at the first text, and looks for no call.",
    breaks: [
      { uid: "c404", because: "a call follows text" },
      { uid: "d013", because: "half of a call follows text" },
    ],
    parts: foldWith({
      chunks(chunks) {
        let hasText = false;
        return chunks.map((chunk) => {
          const text = memberOf(deltaOf(chunk), "content");
          hasText ||= typeof text === "string" && text !== "";
          return hasText ? withoutCalls(chunk) : chunk;
        });
      },
    }),
  },
  {
    id: "takes-the-index-for-a-position",
    flaw: "It reads as many calls as there are, from place 0 on.",
    breaks: [
      { uid: "c405", because: "the only call has the index 1" },
      { uid: "d019", because: "one of two calls has the index 4" },
    ],
    parts: fragmentsWith((all) => {
      const count = new Set(all.map((fragment) => fragment["index"])).size;
      return (fragment) => (typeof fragment["index"] === "number" && fragment["index"] >= count ? undefined : fragment);
    }),
  },
  {
    id: "takes-any-id-for-a-new-call",
    flaw: "It opens a call wherever a fragment has an id, be it empty.",
    breaks: [{ uid: "c406", because: "later fragments have an empty id" }],
    parts: fragmentsWith(() => {
      let opened = -1;
      const places = new Map<unknown, number>();
      return (fragment) => {
        if (typeof fragment["id"] === "string") places.set(fragment["index"], (opened += 1));
        return { ...fragment, index: places.get(fragment["index"]) ?? 0 };
      };
    }),
  },
  {
    id: "needs-a-tool-index",
    flaw: "It drops a fragment that has no index.",
    breaks: [
      { uid: "c407", because: "no fragment has one" },
      { uid: "d006", because: "no fragment has one" },
      { uid: "d025", because: "later fragments have none" },
    ],
    parts: fragmentsWith(() => (fragment) => (typeof fragment["index"] === "number" ? fragment : undefined)),
  },
  {
    id: "needs-a-tool-type",
    flaw: "It drops a call whose first fragment does not say function.",
    breaks: [
      { uid: "c408", because: "no fragment has a type" },
      { uid: "c415", because: "no fragment has a type" },
      { uid: "c409", because: "the type is null, then empty" },
      { uid: "d025", because: "later fragments cannot be told to be of the first" },
    ],
    parts: fragmentsWith(() => {
      const kept = new Set<unknown>();
      return (fragment) => {
        if (fragment["type"] === "function") kept.add(fragment["index"]);
        return kept.has(fragment["index"]) ? fragment : undefined;
      };
    }),
  },
  {
    id: "drops-zero",
    flaw: "It asks whether a text is true, and 0 is not.",
    breaks: [
      { uid: "c312", because: "0 is a delta of its own" },
      { uid: "c412", because: "0 is a fragment of its own" },
      { uid: "d001", because: "0 is a fragment of its own" },
    ],
    parts: foldWith({
      chunks: (chunks) =>
        chunks.map((chunk) =>
          withFragments(
            withDelta(chunk, (delta) => (delta["content"] === "0" ? {} : delta)),
            (fragment) => (argumentsOf(fragment) === "0" ? undefined : fragment),
          ),
        ),
    }),
  },
  {
    id: "parses-empty-arguments",
    flaw: "It parses the arguments of each call at the end, empty ones too.",
    breaks: [{ uid: "c410", because: "the arguments are empty" }],
    parts: callsWith((call) => {
      JSON.parse(call.arguments);
      return call;
    }),
  },
  {
    id: "repairs-arguments",
    flaw: "It closes what is open in the arguments, and hands the call out as whole.",
    breaks: [
      { uid: "c411", because: "the arguments were cut" },
      { uid: "d011", because: "an escape is not valid" },
      { uid: "d022", because: "a token stands behind the arguments" },
      { uid: "d030", because: "the text of a custom call is no JSON" },
    ],
    parts: callsWith((call) =>
      call.arguments === "" || isJson(call.arguments) ? call : { ...call, arguments: `${call.arguments}"}` },
    ),
  },
  {
    id: "closes-a-call-at-valid-json",
    flaw: "It closes a call as soon as its arguments parse, and opens another for what follows.",
    breaks: [
      { uid: "c413", because: "white space follows the arguments" },
      { uid: "d001", because: "the first digit is JSON" },
      { uid: "d017", because: "a fragment without anything follows the arguments" },
      { uid: "d022", because: "a token follows the arguments" },
    ],
    parts: fragmentsWith(() => {
      const read = new Map<unknown, string>();
      return (fragment) => {
        const before = read.get(fragment["index"]) ?? "";
        if (isJson(before)) return { ...fragment, index: 100 };
        read.set(fragment["index"], before + argumentsOf(fragment));
        return fragment;
      };
    }),
  },
  {
    id: "waits-for-the-tool-finish",
    flaw: "It hands tool calls out only where the finish reason is tool_calls.",
    breaks: [{ uid: "c414", because: "the finish reason is stop" }],
    parts: foldWith({
      chunks: (chunks) =>
        chunks.some((chunk) => finishOf(chunk) === "tool_calls") ? chunks : chunks.map(withoutCalls),
    }),
  },
];
