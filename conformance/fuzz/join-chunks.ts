/** Ways of saying the same in fewer chunks: a failing stream is tried with them, none is drawn. */
import type { Members } from "../../generators/index.ts";
import { choicesOf, deltaOf, isMembers } from "../../generators/quirks/map-chunk.ts";
import type { FuzzQuirk } from "./fuzz-quirk.ts";
import { finishWithText } from "./finish-with-text.ts";
import { joinCalls } from "./odd-tools.ts";

const CORE = { level: "must", basis: "spec", profile: "core", on: "chunks" } as const;

export const JOINS: readonly FuzzQuirk[] = [
  {
    ...CORE,
    id: "join/opening",
    title: "A role comes with what follows it.",
    source: "case finish/on-the-only-chunk",
    apply: joinOpening,
  },
  {
    ...CORE,
    id: "join/finish",
    title: "The last words come with the finish.",
    source: "case finish/with-last-content",
    apply: finishWithText,
  },
  {
    ...CORE,
    id: "join/calls",
    title: "Fragments of several tool calls share a chunk.",
    source: "case tools/two-fragments-in-one-chunk",
    apply: joinCalls,
  },
  {
    ...CORE,
    id: "join/arguments",
    title: "The first arguments of a call come with its name.",
    source: "case tools/whole-call-in-one-chunk",
    apply: joinArguments,
  },
];

// --- internal ---

/** A delta that says no more than a role, and the next one of the same choice. */
function joinOpening(chunks: readonly Members[]): readonly Members[] {
  const joined: Members[] = [];
  for (const [at, chunk] of chunks.entries()) {
    const next = chunks[at + 1];
    const [choice, ...more] = choicesOf(chunk);
    const [after, ...others] = choicesOf(next ?? {});
    const isApt =
      choice !== undefined &&
      after !== undefined &&
      more.length + others.length === 0 &&
      choice["index"] === after["index"] &&
      chunk["id"] === next?.["id"] &&
      chunk["usage"] == null &&
      chunk["x_groq"] === undefined &&
      choice["finish_reason"] == null &&
      isMembers(after["delta"]) &&
      isRoleAlone(choice);
    if (!isApt || next === undefined) {
      joined.push(chunk);
      continue;
    }
    // The chunk is left out, and what follows opens in its place.
    const opened = { ...deltaOf(choice), ...deltaOf(after) };
    const rest = joinOpening([{ ...next, choices: [{ ...after, delta: opened }] }, ...chunks.slice(at + 2)]);
    return [...joined, ...rest];
  }
  return joined;
}

/** A fragment that opens a call without arguments, and the next one of the same call. */
function joinArguments(chunks: readonly Members[]): readonly Members[] {
  return chunks.reduce<readonly Members[]>((joined, chunk) => {
    const before = joined.at(-1);
    const [opening, next] = [onlyFragment(before), onlyFragment(chunk)];
    if (before === undefined || opening === null || next === null) return [...joined, chunk];
    const [first, later] = [opening["function"], next["function"]];
    const isApt =
      isMembers(first) &&
      isMembers(later) &&
      first["arguments"] === "" &&
      typeof opening["id"] === "string" &&
      typeof opening["index"] === "number" &&
      opening["index"] === next["index"] &&
      choicesOf(before)[0]?.["index"] === choicesOf(chunk)[0]?.["index"] &&
      before["id"] === chunk["id"] &&
      before["usage"] == null;
    if (!isApt) return [...joined, chunk];
    const [choice] = choicesOf(before);
    const call = { ...opening, function: { ...first, arguments: later["arguments"] } };
    const delta = { ...deltaOf(choice), tool_calls: [call] };
    return [...joined.slice(0, -1), { ...chunk, choices: [{ ...choice, delta }] }];
  }, []);
}

/** Null where the chunk does anything else than carry on one call. */
function onlyFragment(chunk: Members | undefined): Members | null {
  const [choice, ...more] = choicesOf(chunk ?? {});
  const { tool_calls, content } = deltaOf(choice);
  const fragments: readonly unknown[] = Array.isArray(tool_calls) ? tool_calls : [];
  const [fragment, ...others] = fragments;
  const isMore = more.length + others.length > 0 || (typeof content === "string" && content !== "");
  return isMore || choice?.["finish_reason"] != null || !isMembers(fragment) ? null : fragment;
}

function isRoleAlone(choice: Members): boolean {
  const { role, ...said } = deltaOf(choice);
  const isCopied = choice["message"] !== undefined || choice["text"] !== undefined;
  return typeof role === "string" && !isCopied && Object.values(said).every((value) => value === "" || value === null);
}
