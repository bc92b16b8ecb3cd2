/** Watches the fragments of tool calls, then the whole calls (L40 to L50). */
import { isMembers, listOf, textOf } from "./chunk-parts.ts";
import type { Say, SeenAt, StartWatch } from "./watch.ts";

type Fragment = Readonly<Record<string, unknown>>;
type Call = {
  /** Null until one came. */
  readonly id: string | null;
  /** Came whole in one fragment. */
  readonly isWhole: boolean;
};
type Calls = {
  /** The call that came last at each index. */
  readonly byIndex: Map<number, Call>;
  /** The index that the last fragment had. */
  last: number | null;
};

export const watchTools: StartWatch = (say) => {
  const byChoice = new Map<number, Calls>();
  return {
    chunk({ choices }, event) {
      for (const { delta, index, path } of choices) {
        const fragments = listOf(delta?.["tool_calls"]);
        if (fragments.length === 0) continue;
        const calls = byChoice.get(index) ?? { byIndex: new Map<number, Call>(), last: null };
        byChoice.set(index, calls);
        const inDelta = new Set<unknown>();
        for (const [position, fragment] of fragments.entries()) {
          if (!isMembers(fragment)) continue;
          const at = (name: string): SeenAt => ({ event, path: `${path}.delta.tool_calls[${position}]${name}` });
          const sent = fragment["index"];
          if (typeof sent !== "number") continue;
          if (sent < 0) say("L40", at(".index"), `the index is ${sent}`);
          if (inDelta.has(sent)) say("L48", at(""), "another fragment of the same call");
          inDelta.add(sent);
          watchFragment(calls, sent, fragment, at, say);
        }
      }
    },
    end({ message, extras }) {
      for (const [at, choice] of message.choices.entries()) {
        const ids = choice.tool_calls.flatMap(({ id }) => (id === null ? [] : [id]));
        if (new Set(ids).size < ids.length) say("L50", null, `two calls of choice ${choice.index} have one id`);
        if (choice.finish_reason === null) continue;
        for (const [position, call] of choice.tool_calls.entries()) {
          if (extras[at]?.tool_calls[position]?.type !== "custom" && !isJsonObjectText(call.arguments)) {
            say("L49", null, call.arguments === "" ? "arguments are empty" : "arguments are no JSON object");
          }
        }
      }
    },
  };
};

function watchFragment(calls: Calls, index: number, fragment: Fragment, at: (name: string) => SeenAt, say: Say): void {
  const id = textOf(fragment["id"]);
  const known = calls.byIndex.get(index);
  const isFirst = known === undefined || (id !== null && known.id !== null && id !== known.id);
  const isWhole = isFirst && isJsonObjectText(argumentsOf(fragment));
  if (isFirst) {
    if (known === undefined && index >= 0 && index !== calls.byIndex.size) {
      say("L41", at(".index"), `the index is ${index}, of call ${calls.byIndex.size} in order of arrival`);
    }
    // Ollama gave index 0 to each of several calls that came whole: then nothing can be taken for a piece of another.
    if (known !== undefined) {
      say("L47", at(".id"), `another id at index ${index}`, known.isWhole && isWhole ? "recorded" : undefined);
    }
    watchFirstFragment(fragment, at, say);
  } else {
    if (calls.last !== index) say("L42", at(".index"), `back at ${index} after ${calls.last}`);
    watchLaterFragment(fragment, at, say);
  }
  calls.byIndex.set(index, { id: id ?? known?.id ?? null, isWhole });
  calls.last = index;
}

function watchFirstFragment(fragment: Fragment, at: (name: string) => SeenAt, say: Say): void {
  const called = calledOf(fragment);
  if (textOf(fragment["id"]) === null) say("L43", at(".id"), "no id in the first fragment");
  if (textOf(fragment["type"]) === null) say("L43", at(".type"), "no type in the first fragment");
  if (textOf(called["name"]) === null) say("L43", at(".function.name"), "no name in the first fragment");
  if (isMembers(fragment["function"]) && called["arguments"] !== "") {
    say("L44", at(".function.arguments"), "not empty at first");
  }
}

function watchLaterFragment(fragment: Fragment, at: (name: string) => SeenAt, say: Say): void {
  for (const name of ["id", "type"]) {
    if (name in fragment) say("L45", at(`.${name}`), "in a later fragment");
  }
  if ("name" in calledOf(fragment)) say("L45", at(".function.name"), "in a later fragment");
}

function calledOf(fragment: Fragment): Readonly<Record<string, unknown>> {
  const { function: called, custom } = fragment;
  return isMembers(called) ? called : isMembers(custom) ? custom : {};
}

function argumentsOf(fragment: Fragment): string {
  const { arguments: sent } = calledOf(fragment);
  return typeof sent === "string" ? sent : "";
}

function isJsonObjectText(text: string): boolean {
  try {
    return isMembers(JSON.parse(text));
  } catch {
    return false;
  }
}
