/** Ways of saying the same in fewer chunks: a failing stream is tried with them, none is drawn. */
import type { Members } from "../../generators/index.ts";
import { choicesOf, deltaOf, isMembers } from "../../generators/quirks/map-chunk.ts";
import type { FuzzQuirk } from "./fuzz-quirk.ts";
import { finishWithText } from "./odd-chunks.ts";
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

function isRoleAlone(choice: Members): boolean {
  const { role, ...said } = deltaOf(choice);
  const isCopied = choice["message"] !== undefined || choice["text"] !== undefined;
  return typeof role === "string" && !isCopied && Object.values(said).every((value) => value === "" || value === null);
}
