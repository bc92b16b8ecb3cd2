/** Quirks of tool calls that are drawn only here, each after a case of the catalogue and at its level. */
import type { Members } from "../../generators/index.ts";
import { choicesOf, deltaOf, isMembers, mapDeltas, mapFragments } from "../../generators/quirks/map-chunk.ts";
import type { ChunksQuirk } from "./fuzz-quirk.ts";
import { interleaveCalls } from "./interleave-calls.ts";

const FIELD = { basis: "field", profile: "core", on: "chunks" } as const;
const SPEC = { ...FIELD, basis: "spec" } as const;

export const ODD_TOOLS: readonly ChunksQuirk[] = [
  {
    ...SPEC,
    id: "tools/interleaved",
    title: "Fragments of several tool calls take turns, told apart by their index.",
    level: "must",
    source: "openai:chat-streaming#choices.delta.tool_calls.index",
    apply: interleaveCalls,
  },
  {
    ...SPEC,
    id: "tools/together",
    title: "Fragments of several tool calls share a chunk.",
    level: "must",
    source: "case tools/two-fragments-in-one-chunk",
    apply: (chunks) => joinCalls(chunks),
  },
  {
    ...SPEC,
    id: "tools/name-first",
    title: "A call begins with its name alone; its arguments follow.",
    level: "should",
    source: "case tools/arguments-absent-at-first-are-read",
    apply: (chunks) =>
      splitFirst(chunks, ({ index, id, type, function: called }) => ({
        index,
        id,
        type,
        function: { name: isMembers(called) ? called["name"] : "" },
      })),
  },
  {
    ...SPEC,
    id: "tools/id-first",
    title: "A call begins with its id alone; its name follows.",
    level: "should",
    source: "case tools/function-absent-at-first-is-read",
    apply: (chunks) => splitFirst(chunks, ({ index, id, type }) => ({ index, id, type })),
  },
  {
    ...SPEC,
    id: "tools/empty-list-beside-text",
    title: "An empty list of calls stands beside text.",
    level: "must",
    source: "case tools/empty-list-beside-text",
    apply: (chunks) =>
      mapDeltas(chunks, (delta) =>
        typeof delta["content"] === "string" && delta["tool_calls"] === undefined
          ? { ...delta, tool_calls: [] }
          : delta,
      ),
  },
  {
    ...SPEC,
    id: "tools/text-between",
    title: "Text comes between two fragments of a call.",
    level: "must",
    source: "case tools/text-between-fragments",
    apply: textBetween,
  },
  {
    ...FIELD,
    id: "tools/old-call-beside",
    title: "An empty function_call stands beside the fragments of each call.",
    level: "should",
    source: "case tools/function-call-stub",
    apply: (chunks) =>
      mapDeltas(chunks, (delta) =>
        Array.isArray(delta["tool_calls"]) ? { ...delta, function_call: { name: "", arguments: "" } } : delta,
      ),
  },
  {
    ...FIELD,
    id: "tools/name-later",
    title: "Every fragment of a call has its name, the first alone its id.",
    level: "should",
    source: "case tools/name-on-every-fragment",
    apply: (chunks) =>
      mapFragments(chunks, (fragment, first) => {
        const [named, called] = [first?.["function"], fragment["function"]];
        if (indexOf(fragment) === null || !isMembers(named) || typeof named["name"] !== "string") return fragment;
        return { ...fragment, function: { name: named["name"], ...(isMembers(called) ? called : {}) } };
      }),
  },
  {
    ...FIELD,
    id: "tools/only-call-without-index",
    title: "The fragments of the only call have no index.",
    level: "should",
    source: "case tools/index-absent-single",
    // Without an index a name said again is a new call.
    apply: (chunks) => (callCount(chunks) > 1 || nameCount(chunks) > 1 ? chunks : mapFragments(chunks, withoutIndex)),
  },
  {
    ...FIELD,
    id: "tools/calls-without-index",
    title: "Calls come whole, with ids of their own and without an index.",
    level: "should",
    mayFail: true,
    source: "case tools/index-absent-parallel",
    apply: (chunks) => {
      const whole = wholeCalls(chunks);
      return whole === null ? chunks : mapFragments(whole, withoutIndex);
    },
  },
  {
    ...FIELD,
    id: "tools/finish-without-call",
    title: "The finish speaks of calls, and none was sent.",
    level: "should",
    mayFail: true,
    source: "case tools/finish-without-a-call",
    keeps: (truth) => ({
      ...truth,
      message: {
        choices: truth.message.choices.map((choice) =>
          choice.tool_calls.length === 0 && choice.finish_reason === "stop"
            ? { ...choice, finish_reason: "tool_calls" }
            : choice,
        ),
      },
    }),
    apply: (chunks) => {
      const called = new Set(
        chunks.flatMap((chunk) =>
          choicesOf(chunk).flatMap((choice) => (fragmentsOf(choice).length > 0 ? [choice["index"]] : [])),
        ),
      );
      return chunks.map((chunk) => ({
        ...chunk,
        ...(choicesOf(chunk).length === 0
          ? {}
          : {
              choices: choicesOf(chunk).map((choice) =>
                choice["finish_reason"] === "stop" && !called.has(choice["index"])
                  ? { ...choice, finish_reason: "tool_calls" }
                  : choice,
              ),
            }),
      }));
    },
  },
];

/** Neighbouring chunks that carry on calls and do nothing else become one, as long as no call is in it twice. */
export function joinCalls(chunks: readonly Members[]): readonly Members[] {
  return chunks.reduce<readonly Members[]>((joined, chunk) => {
    const before = joined.at(-1);
    const [last] = choicesOf(before ?? {});
    const [choice] = choicesOf(chunk);
    if (before === undefined || last === undefined || choice === undefined) return [...joined, chunk];
    const isApt =
      isCallsOnly(chunk) &&
      carriesCalls(before) &&
      last["index"] === choice["index"] &&
      before["id"] === chunk["id"] &&
      !sharesCall(fragmentsOf(last), fragmentsOf(choice));
    if (!isApt) return [...joined, chunk];
    const delta = { ...deltaOf(last), tool_calls: [...fragmentsOf(last), ...fragmentsOf(choice)] };
    return [...joined.slice(0, -1), { ...before, choices: [{ ...last, delta }] }];
  }, []);
}

// --- internal ---

function fragmentsOf(choice: Members | undefined): readonly Members[] {
  const fragments = deltaOf(choice)["tool_calls"];
  return Array.isArray(fragments) ? fragments.filter(isMembers) : [];
}

const indexOf = ({ index }: Members): number | null => (typeof index === "number" && index >= 0 ? index : null);

/** Without an index nothing tells two fragments apart. */
function sharesCall(some: readonly Members[], others: readonly Members[]): boolean {
  const met = new Set(some.map(indexOf));
  return met.has(null) || others.some((fragment) => indexOf(fragment) === null || met.has(indexOf(fragment)));
}

function carriesCalls(chunk: Members): boolean {
  const [choice, ...more] = choicesOf(chunk);
  const { content } = deltaOf(choice);
  const isText = typeof content === "string" && content !== "";
  const isLast = typeof choice?.["finish_reason"] === "string" && choice["finish_reason"] !== "";
  return more.length === 0 && !isText && !isLast && fragmentsOf(choice).length > 0 && chunk["usage"] == null;
}

function isCallsOnly(chunk: Members): boolean {
  const [choice] = choicesOf(chunk);
  return (
    carriesCalls(chunk) && Object.entries(deltaOf(choice)).every(([name, value]) => name === "tool_calls" || !value)
  );
}

/** A first fragment becomes two: what `opening` takes of it, then the rest of it. */
function splitFirst(chunks: readonly Members[], opening: (fragment: Members) => Members): readonly Members[] {
  const met = new Set<string>();
  return chunks.flatMap((chunk) => {
    const [choice, ...more] = choicesOf(chunk);
    const [fragment, ...others] = fragmentsOf(choice);
    const index = indexOf(fragment ?? {});
    if (choice === undefined || fragment === undefined || index === null) return [chunk];
    const key = `${String(choice["index"])} ${index}`;
    if (met.has(key)) return [chunk];
    met.add(key);
    if (more.length + others.length > 0 || !carriesCalls(chunk)) return [chunk];
    const first = Object.fromEntries(Object.entries(opening(fragment)).filter(([, value]) => value !== undefined));
    const called = isMembers(fragment["function"]) ? fragment["function"] : {};
    const said = isMembers(first["function"]) ? { arguments: called["arguments"] ?? "" } : called;
    const second = { index, function: said };
    return [
      { ...chunk, choices: [{ ...choice, delta: { ...deltaOf(choice), tool_calls: [first] } }] },
      { ...chunk, choices: [{ ...choice, delta: { tool_calls: [second] } }] },
    ];
  });
}

/** The last text before the calls of a choice goes behind their first fragment, where another fragment of it follows. */
function textBetween(chunks: readonly Members[]): readonly Members[] {
  const first = chunks.findIndex((chunk) => fragmentsOf(choicesOf(chunk)[0]).length > 0);
  const [opening, next] = [chunks[first], chunks[first + 1]];
  const text = chunks.slice(0, Math.max(0, first)).findLastIndex(isTextOnly);
  const moved = chunks[text];
  if (opening === undefined || next === undefined || moved === undefined || !carriesCalls(opening)) return chunks;
  const [one, other] = [choicesOf(opening)[0], choicesOf(next)[0]];
  const index = choicesOf(moved)[0]?.["index"];
  if (one?.["index"] !== index || other?.["index"] !== index) return chunks;
  if (!sharesCall(fragmentsOf(one), fragmentsOf(other)) || indexOf(fragmentsOf(one)[0] ?? {}) === null) return chunks;
  // Reasoning in between keeps its order: only what directly stands before the calls is moved.
  if (text !== first - 1) return chunks;
  return [...chunks.slice(0, text), opening, moved, ...chunks.slice(first + 1)];
}

function isTextOnly(chunk: Members): boolean {
  const [choice, ...more] = choicesOf(chunk);
  const { content, role } = deltaOf(choice);
  return more.length === 0 && typeof content === "string" && content !== "" && typeof role !== "string";
}

function callCount(chunks: readonly Members[]): number {
  const calls = chunks.flatMap((chunk) =>
    choicesOf(chunk).flatMap((choice) =>
      fragmentsOf(choice).map((fragment) => `${String(choice["index"])} ${String(fragment["index"])}`),
    ),
  );
  return new Set(calls).size;
}

function nameCount(chunks: readonly Members[]): number {
  const fragments = chunks.flatMap(choicesOf).flatMap(fragmentsOf);
  return fragments.filter(({ function: called }) => isMembers(called) && called["name"]).length;
}

const withoutIndex = ({ index: _index, ...fragment }: Members): Members => fragment;

/** Each call in one fragment, in its first chunk; null where calls are not told apart by their index. */
function wholeCalls(chunks: readonly Members[]): readonly Members[] | null {
  const all = new Map<string, string>();
  const names = new Map<string, string>();
  for (const choice of chunks.flatMap(choicesOf)) {
    for (const fragment of fragmentsOf(choice)) {
      if (indexOf(fragment) === null) return null;
      const key = `${String(choice["index"])} ${String(fragment["index"])}`;
      const { name, arguments: said } = isMembers(fragment["function"]) ? fragment["function"] : {};
      all.set(key, (all.get(key) ?? "") + (typeof said === "string" ? said : ""));
      if (typeof name === "string" && name !== "") names.set(key, name);
    }
  }
  const met = new Set<string>();
  return chunks.flatMap((chunk) => {
    const choices = choicesOf(chunk);
    if (choices.every((choice) => fragmentsOf(choice).length === 0)) return [chunk];
    const changed = choices.map((choice) => {
      const tool_calls = fragmentsOf(choice).flatMap((fragment) => {
        const key = `${String(choice["index"])} ${String(fragment["index"])}`;
        if (met.has(key)) return [];
        met.add(key);
        return [{ ...fragment, function: { name: names.get(key) ?? "", arguments: all.get(key) ?? "" } }];
      });
      const { tool_calls: _calls, ...delta } = deltaOf(choice);
      return { ...choice, delta: tool_calls.length === 0 ? delta : { ...delta, tool_calls } };
    });
    const isEmptied = changed.every(
      ({ delta, ...choice }) =>
        Object.values(delta).every((value) => value === null || value === "") &&
        (choice as Members)["finish_reason"] == null,
    );
    return isEmptied && chunk["usage"] == null ? [] : [{ ...chunk, choices: changed }];
  });
}
