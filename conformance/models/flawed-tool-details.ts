/** Clients that put tool calls together wrongly in their details: ids, names, arguments. */
import type { Message } from "../../src/schema/index.ts";
import type { FlawedClient } from "./flawed-client.ts";
import {
  callsWith,
  deltaOf,
  foldWith,
  type Fragment,
  fragmentsOf,
  fragmentsWith,
  withDelta,
  withFragments,
} from "./fold-with.ts";
import { looking, refuse } from "./look-with.ts";
import { memberOf } from "./right-parts.ts";

type Choice = Message["choices"][number];

const choicesWith = (change: (choice: Choice) => Choice): FlawedClient["parts"] =>
  foldWith({ message: (message) => ({ choices: message.choices.map(change) }) });

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const nameOf = (fragment: Fragment): string => textOf(memberOf(fragment["function"], "name"));

const withFunction = (fragment: Fragment, members: Fragment): Fragment => ({
  ...fragment,
  function: { ...(fragment["function"] as object | undefined), ...members },
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const FLAWED_TOOL_DETAILS: readonly FlawedClient[] = [
  {
    id: "closes-what-the-end-left-open",
    flaw: "It takes the end of the body for the end of the answer, and closes the arguments that were open.",
    breaks: [
      { uid: "c411", because: "the arguments were cut at the limit" },
      { uid: "b021", because: "chunks without framing are no event, and that is an end like any other" },
    ],
    parts: {
      ...callsWith((call) =>
        call.arguments.startsWith("{") && !call.arguments.includes("}")
          ? { ...call, arguments: `${call.arguments}"}` }
          : call,
      ),
      checkEnd: () => undefined,
    },
  },
  {
    id: "needs-a-tool-id",
    flaw: "It throws at the end where a call has no id.",
    breaks: [{ uid: "d003", because: "the call has none" }],
    parts: callsWith((call) => {
      if (call.id === null) throw new TypeError("Expected 'id' to be a string");
      return call;
    }),
  },
  {
    id: "knows-calls-by-index-alone",
    flaw: "It keeps one call an index, and takes an absent index for 0.",
    breaks: [
      { uid: "d004", because: "two calls have the index 0" },
      { uid: "d006", because: "two calls have no index" },
    ],
    parts: fragmentsWith(() => {
      const known = new Set<unknown>();
      return (fragment) => {
        const index = fragment["index"] ?? 0;
        const { id, ...rest } = fragment;
        if (known.has(index)) return { ...rest, index };
        known.add(index);
        return { ...rest, index, id };
      };
    }),
  },
  {
    id: "adds-up-names",
    flaw: "It adds up the names of all fragments of a call.",
    breaks: [{ uid: "d007", because: "each fragment has the name" }],
    parts: fragmentsWith(() => {
      const names = new Map<unknown, string>();
      return (fragment) => {
        if (nameOf(fragment) === "") return fragment;
        const before = textOf(fragment["id"]) === "" ? (names.get(fragment["index"]) ?? "") : "";
        names.set(fragment["index"], before + nameOf(fragment));
        return withFunction(fragment, { name: before + nameOf(fragment) });
      };
    }),
  },
  {
    id: "prints-arguments-anew",
    flaw: "It parses arguments, and hands out what it prints of the value.",
    breaks: [
      { uid: "d009", because: "an integer does not survive" },
      { uid: "c402", because: "escapes are printed as they need not be" },
    ],
    parts: callsWith((call) => {
      const value = parsed(call.arguments);
      return value === undefined ? call : { ...call, arguments: JSON.stringify(value) };
    }),
  },
  {
    id: "begins-with-an-empty-object",
    flaw: "It writes {} for empty arguments when a call begins, and takes it back only for arguments with members.",
    breaks: [{ uid: "d010", because: "the arguments are an empty object of their own" }],
    parts: callsWith((call) => (call.arguments === "{}" ? { ...call, arguments: "{}{}" } : call)),
  },
  {
    id: "empties-invalid-arguments",
    flaw: "It hands out {} for arguments that do not parse.",
    breaks: [
      { uid: "c411", because: "the arguments were cut" },
      { uid: "d011", because: "an escape is not valid" },
      { uid: "d022", because: "a token stands behind the arguments" },
      { uid: "d030", because: "the text of a custom call is no JSON" },
    ],
    parts: callsWith((call) =>
      call.arguments !== "" && parsed(call.arguments) === undefined ? { ...call, arguments: "{}" } : call,
    ),
  },
  {
    id: "needs-arguments-beside-the-name",
    flaw: "It drops a fragment whose function has no arguments.",
    breaks: [
      { uid: "d012", because: "the first fragment has a name alone" },
      { uid: "d068", because: "the first fragment has a name alone" },
      { uid: "d024", because: "the name stands alone" },
      { uid: "d069", because: "the name stands alone" },
    ],
    parts: fragmentsWith(
      () => (fragment) =>
        nameOf(fragment) !== "" && memberOf(fragment["function"], "arguments") === undefined ? undefined : fragment,
    ),
  },
  {
    id: "wants-arguments-in-each-function",
    flaw: "Its schema of a function wants arguments, be they empty.",
    breaks: [
      { uid: "d068", because: "the first fragment has a name alone" },
      { uid: "d069", because: "the name stands alone" },
    ],
    parts: looking((chunk) => {
      const called = fragmentsOf(chunk).map((fragment) => fragment["function"] ?? {});
      if (called.some((one) => Object.keys(one).length > 0 && memberOf(one, "arguments") === undefined))
        refuse("function.arguments: a text is due");
    }),
  },
  {
    id: "wants-the-name-first",
    flaw: "It throws at a call whose first fragment has no name.",
    breaks: [
      { uid: "d067", because: "the first fragment has no function" },
      { uid: "d017", because: "the function is null" },
      { uid: "d069", because: "the name comes second" },
    ],
    parts: fragmentsWith(() => {
      const named = new Set<unknown>();
      return (fragment) => {
        const index = fragment["index"] ?? 0;
        if (nameOf(fragment) === "" && !named.has(index)) refuse("Expected 'function.name' to be a string.");
        named.add(index);
        return fragment;
      };
    }),
  },
  {
    id: "insists-on-a-tool-type",
    flaw: "It throws at the end where no fragment of a call said function.",
    breaks: [
      { uid: "c409", because: "the type is null, then empty" },
      { uid: "c415", because: "no fragment has a type" },
    ],
    parts: foldWith({
      message(message, chunks) {
        const fragments = chunks.flatMap(fragmentsOf);
        if (
          fragments.length > 0 &&
          !fragments.some((fragment) => typeof fragment["type"] === "string" && fragment["type"] !== "")
        )
          refuse("tool call without a type");
        return message;
      },
    }),
  },
  {
    id: "makes-up-an-id",
    flaw: "It drops a fragment without a function, and gives a call without an id one of its own making.",
    breaks: [
      { uid: "d016", because: "the id comes without a function" },
      { uid: "d017", because: "the id comes without a function" },
      { uid: "d067", because: "the id comes without a function" },
    ],
    parts: fragmentsWith(() => {
      const open = new Set<unknown>();
      return (fragment) => {
        if ((fragment["function"] ?? null) === null) return undefined;
        const index = fragment["index"] ?? 0;
        const isFirst = !open.has(index);
        open.add(index);
        return isFirst && textOf(fragment["id"]) === "" ? { ...fragment, id: "call_made_up" } : fragment;
      };
    }),
  },
  {
    id: "closes-a-call-at-text",
    flaw: "It closes the open call where text comes, and opens another for what follows.",
    breaks: [{ uid: "d013", because: "text stands between two fragments" }],
    parts: foldWith({
      chunks(chunks) {
        let hasCall = false;
        let isClosed = false;
        return chunks.map((chunk) => {
          isClosed ||= hasCall && textOf(memberOf(deltaOf(chunk), "content")) !== "";
          hasCall ||= fragmentsOf(chunk).length > 0;
          return isClosed ? withFragments(chunk, (fragment) => ({ ...fragment, index: 100 })) : chunk;
        });
      },
    }),
  },
  {
    id: "makes-up-a-call",
    flaw: "It hands out a call wherever the finish reason says so.",
    breaks: [{ uid: "d015", because: "no call was sent" }],
    parts: choicesWith((choice) =>
      choice.finish_reason === "tool_calls" && choice.tool_calls.length === 0
        ? { ...choice, tool_calls: [{ id: null, name: null, arguments: "" }] }
        : choice,
    ),
  },
  {
    id: "reads-the-function-blindly",
    flaw: "It reads the name of a function without asking whether there is one.",
    breaks: [
      { uid: "d067", because: "the first fragment has no function" },
      { uid: "d017", because: "the function is null" },
    ],
    parts: looking((chunk) => {
      if (fragmentsOf(chunk).some((fragment) => (fragment["function"] ?? null) === null))
        throw new TypeError("Cannot read properties of null (reading 'name')");
    }),
  },
  {
    id: "reads-one-fragment-a-chunk",
    flaw: "It reads the first fragment of each chunk.",
    breaks: [{ uid: "d018", because: "each chunk has two" }],
    parts: foldWith({
      chunks: (chunks) =>
        chunks.map((chunk) => withDelta(chunk, (delta) => ({ ...delta, tool_calls: fragmentsOf(chunk).slice(0, 1) }))),
    }),
  },
  {
    id: "takes-a-list-for-a-call",
    flaw: "It looks for text only where there is no list of calls.",
    breaks: [
      { uid: "d023", because: "an empty list stands beside each text" },
      { uid: "b027", because: "a call stands beside text" },
    ],
    parts: foldWith({
      chunks: (chunks) =>
        chunks.map((chunk) =>
          withDelta(chunk, (delta) => (Array.isArray(delta["tool_calls"]) ? { ...delta, content: null } : delta)),
        ),
    }),
  },
  {
    id: "takes-the-id-beside-a-name",
    flaw: "It reads the id of a call from a fragment that has the name too.",
    breaks: [
      { uid: "d016", because: "the id comes without a function" },
      { uid: "d067", because: "the id comes without a function" },
      { uid: "d017", because: "the id comes without a function" },
      { uid: "d024", because: "id and name come apart" },
      { uid: "d069", because: "id and name come apart" },
      { uid: "d030", because: "the name of a custom call stands elsewhere" },
    ],
    parts: fragmentsWith(() => (fragment) => (nameOf(fragment) === "" ? { ...fragment, id: null } : fragment)),
  },
  {
    id: "looks-for-the-old-call-first",
    flaw: "It reads function_call where there is one, and no tool calls beside it.",
    breaks: [{ uid: "d028", because: "an empty one stands beside each fragment" }],
    parts: foldWith({
      chunks: (chunks) =>
        chunks.map((chunk) =>
          withDelta(chunk, (delta) =>
            typeof delta["function_call"] === "object" && delta["function_call"] !== null
              ? { ...delta, tool_calls: [{ index: 0, function: delta["function_call"] }] }
              : delta,
          ),
        ),
    }),
  },
  {
    id: "takes-every-call-for-a-function",
    flaw: "It hands out a call of another type as a function without a name.",
    breaks: [{ uid: "d030", because: "one call is custom" }],
    parts: fragmentsWith(
      () =>
        ({ custom, ...fragment }) =>
          custom === undefined ? fragment : withFunction(fragment, {}),
    ),
  },
];
