/** Quirks of whole chunks: those that say nothing, and those that say more than anyone knows. */
import type { Members } from "../profiles/dialect-profile.ts";
import { choicesOf, envelopeOf, insertBetween, isMembers, mapChoices, mapDeltas, mapFragments } from "./map-chunk.ts";
import type { Quirk } from "./quirk.ts";

export const CHUNK_QUIRKS: readonly Quirk[] = [
  {
    id: "chunks/empty-choices",
    title: "Chunks with empty choices come in between.",
    level: "should",
    basis: "spec",
    profile: "core",
    source:
      "openai:chat-streaming#choices, which may be empty; recorded from Azure and OpenRouter; case choices/empty-in-the-middle",
    on: "chunks",
    apply: (chunks, draw) => insertBetween(chunks, draw, (next) => ({ ...envelopeOf(next), choices: [] })),
  },
  {
    id: "chunks/without-choices",
    title: "Chunks without choices come in between.",
    level: "should",
    basis: "field",
    profile: "core",
    source: "353 chunks recorded from OpenAI's audio models",
    on: "chunks",
    apply: (chunks, draw) =>
      insertBetween(chunks, draw, (next) => ({ ...envelopeOf(next), object: "chat.completion.chunk" })),
  },
  {
    id: "chunks/choices-null",
    title: "Chunks whose choices are null come in between.",
    level: "should",
    basis: "field",
    profile: "core",
    source: "reported of ATOM behind cline; case choices/null",
    on: "chunks",
    apply: (chunks, draw) => insertBetween(chunks, draw, (next) => ({ ...envelopeOf(next), choices: null })),
  },
  {
    id: "chunks/ping",
    title: "Data of another protocol comes in between.",
    level: "observe",
    basis: "field",
    profile: "core",
    source: "seen behind gateways to Anthropic",
    on: "chunks",
    apply: (chunks, draw) => insertBetween(chunks, draw, () => ({ type: "ping" })),
  },
  {
    id: "chunks/unknown-members",
    title: "Chunk, choice, delta, call, function and usage have members that no reference names.",
    level: "must",
    basis: "field",
    profile: "core",
    source: "recorded from 27 of 30 dialects; case chunk/unknown-members",
    keeps: (truth) => ({ ...truth, usage: truth.usage === null ? null : withUnknownCount(truth.usage) }),
    on: "chunks",
    apply: (chunks) =>
      mapChoices(
        mapFragments(
          mapDeltas(chunks, (delta) => ({ ...delta, ...UNKNOWN })),
          (fragment) => (isMembers(fragment["function"]) ? withUnknown(fragment, fragment["function"]) : fragment),
        ),
        (choice) => withCountIn({ ...choice, ...UNKNOWN }),
      ).map((chunk) => {
        const { x_groq } = chunk;
        const counted = withCountIn(isMembers(x_groq) ? { ...chunk, x_groq: withCountIn(x_groq) } : chunk);
        return { x_trace: { span: "a1", tries: [1, 2] }, ...counted, x_cost: "0.000001" };
      }),
  },
  {
    id: "chunks/id-changes",
    title: "Each chunk has an id of its own.",
    level: "should",
    basis: "field",
    profile: "core",
    source: "18 of 73 streams recorded from Groq, 7 of 7 from Avian",
    on: "chunks",
    apply: (chunks) => {
      // Azure's first chunk has none.
      const named = chunks.findIndex(({ id }) => typeof id === "string" && id !== "");
      return chunks.map((chunk, at) => (at > named && chunk["id"] !== "" ? { ...chunk, id: `other-${at}` } : chunk));
    },
  },
  {
    id: "chunks/error-null",
    title: "Every chunk says that there is no error.",
    level: "should",
    basis: "field",
    profile: "core",
    source: "seen behind gateways",
    on: "chunks",
    apply: (chunks) => chunks.map((chunk) => ({ ...chunk, error: null })),
  },
  {
    id: "chunks/choices-together",
    title: "Deltas of several choices share a chunk.",
    level: "must",
    basis: "spec",
    profile: "core",
    source: "openai:chat-streaming#choices, a list; never recorded with more than one",
    on: "chunks",
    apply: (chunks) => chunks.reduce<readonly Members[]>(joinChoices, []),
  },
];

const UNKNOWN = { x_hint: { of: ["no", 1, null] } };

function withUnknown(fragment: Members, called: Members): Members {
  return { ...fragment, function: { ...called, ...UNKNOWN }, ...UNKNOWN };
}

function withCountIn(holder: Members): Members {
  const { usage } = holder;
  return isMembers(usage) ? { ...holder, usage: withUnknownCount(usage) } : holder;
}

/** Zero, as counts are that nobody knows: usage that counts nothing counts nothing still. */
function withUnknownCount<Usage extends Members>(usage: Usage): Usage {
  return { ...usage, x_hint_tokens: 0 };
}

/** Joins a chunk to the one before it where the two speak of different choices and of nothing else. */
function joinChoices(joined: readonly Members[], chunk: Members): readonly Members[] {
  const before = joined.at(-1);
  if (before === undefined || !isPlain(before) || !isPlain(chunk) || before["id"] !== chunk["id"])
    return [...joined, chunk];
  const indices = new Set(choicesOf(before).map(({ index }) => index));
  if (choicesOf(chunk).some(({ index }) => indices.has(index))) return [...joined, chunk];
  return [...joined.slice(0, -1), { ...before, choices: [...choicesOf(before), ...choicesOf(chunk)] }];
}

function isPlain(chunk: Members): boolean {
  return choicesOf(chunk).length > 0 && chunk["usage"] == null && chunk["x_groq"] === undefined;
}
