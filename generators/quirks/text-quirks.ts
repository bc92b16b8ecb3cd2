/** Quirks of how text is portioned. */
import type { Members } from "../profiles/dialect-profile.ts";
import { choicesOf, deltaOf, insertBetween, mapDeltas } from "./map-chunk.ts";
import type { Quirk } from "./quirk.ts";

const TEXTS = ["content", "reasoning", "reasoning_content", "refusal"] as const;

export const TEXT_QUIRKS: readonly Quirk[] = [
  {
    id: "text/one-character-a-chunk",
    title: "Every character comes in a chunk of its own.",
    level: "must",
    basis: "spec",
    profile: "core",
    source: "openai:chat-streaming#choices.delta, which says nothing of how text is portioned",
    on: "chunks",
    apply: (chunks) => chunks.flatMap((chunk) => splitText(chunk, (text) => [...text])),
  },
  {
    // Joined as UTF-16 the halves are the character again. Where text is UTF-8 (Go, Rust) or code points (Python) each
    // half is lost or refused by itself, and no clause says that it must not be: observed, never judged.
    id: "text/lone-half",
    title: "Characters beyond U+FFFF are cut in two, half a surrogate pair in each chunk.",
    level: "observe",
    basis: "field",
    profile: "core",
    source:
      "elizaOS/eliza#30904, elie222/rakazo#416; RFC 8259, section 8.2, calls what readers make of it unpredictable",
    on: "chunks",
    apply: (chunks) => chunks.flatMap((chunk) => splitText(chunk, intoHalves)),
  },
  {
    id: "text/empty-deltas",
    title: "Deltas with empty text come in between.",
    level: "must",
    basis: "field",
    profile: "core",
    source: "recorded from DashScope, Ollama and OpenRouter",
    on: "chunks",
    apply: (chunks, draw) =>
      insertBetween(chunks, draw, (next) => {
        const [choice] = choicesOf(next);
        if (choice === undefined || choice["delta"] === undefined) return { ...without(next, SAID_ONCE), choices: [] };
        return {
          ...without(next, SAID_ONCE),
          choices: [{ index: choice["index"], delta: { content: "" }, finish_reason: null }],
        };
      }),
  },
  {
    id: "text/null-beside",
    title: "Members of a delta that say nothing are null.",
    level: "should",
    basis: "spec",
    profile: "core",
    source:
      "openai:chat-streaming#choices.delta, where content and refusal are nullable; recorded from Baseten and MiMo; case chunk/nulls-of-servers",
    on: "chunks",
    apply: (chunks) =>
      mapDeltas(chunks, (delta) => ({ content: null, refusal: null, tool_calls: null, function_call: null, ...delta })),
  },
];

const SAID_ONCE = ["usage", "x_groq", "prompt_filter_results"];

function without(chunk: Members, names: readonly string[]): Members {
  return Object.fromEntries(Object.entries(chunk).filter(([name]) => !names.includes(name)));
}

const BETWEEN_HALVES = /(?<=[\ud800-\udbff])(?=[\udc00-\udfff])/;

/** Nothing where there is no pair to cut. */
function intoHalves(text: string): readonly string[] {
  const pieces = text.split(BETWEEN_HALVES);
  return pieces.length > 1 ? pieces : [];
}

/** What a chunk says but for the text goes with its last piece; a chunk that is cut into nothing stays as it is. */
function splitText(chunk: Members, cut: (text: string) => readonly string[]): readonly Members[] {
  const [choice, ...others] = choicesOf(chunk);
  const delta = deltaOf(choice);
  const name = TEXTS.find((one) => typeof delta[one] === "string" && delta[one] !== "");
  // A copy beside the delta, or a second view of the reasoning, would have to be cut as well.
  const isCopied = choice === undefined || ["text", "message"].some((one) => choice[one] !== undefined);
  if (name === undefined || others.length > 0 || isCopied || delta["reasoning_details"] !== undefined) return [chunk];
  const pieces = cut(String(delta[name]));
  if (pieces.length === 0) return [chunk];
  const { role, ...rest } = delta;
  return pieces.map((piece, at) => {
    const isLast = at === pieces.length - 1;
    const opening = at === 0 && role !== undefined ? { role } : {};
    const changed = { ...opening, ...(isLast ? rest : {}), [name]: piece };
    if (isLast) return { ...chunk, choices: [{ ...choice, delta: changed }] };
    const before = { index: choice["index"], delta: changed, finish_reason: null };
    return { ...without(chunk, SAID_ONCE), choices: [before] };
  });
}
