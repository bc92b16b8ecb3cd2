/** Quirks of chunks and choices that are drawn only here, each after a case of the catalogue and at its level. */
import { QUIRKS, type Members } from "../../generators/index.ts";
import {
  choicesOf,
  deltaOf,
  envelopeOf,
  insertBetween,
  mapChoices,
  mapDeltas,
} from "../../generators/quirks/map-chunk.ts";
import { finishWithText } from "./finish-with-text.ts";
import type { ChunksQuirk } from "./fuzz-quirk.ts";

const FIELD = { basis: "field", profile: "core", on: "chunks" } as const;
const UNKNOWN_FINISH = "insufficient_system_resource";
/** More deltas in a row than any reader should take for a hang; a thousand are recorded. */
const SILENT_DELTAS = 120;

const isFinish = (reason: unknown): boolean => typeof reason === "string" && reason !== "";

function mapContents(chunks: readonly Members[], change: (content: string) => unknown): readonly Members[] {
  return mapDeltas(chunks, (delta) => {
    const { content } = delta;
    return typeof content === "string" && content !== "" ? { ...delta, content: change(content) } : delta;
  });
}

/** A chunk whose only text is content becomes two, the second of them beginning with the second half of a pair. */
function splitPair(chunk: Members): readonly Members[] {
  const [choice, ...more] = choicesOf(chunk);
  const { content } = deltaOf(choice);
  const at = typeof content === "string" ? content.search(/[\ud800-\udbff][\udc00-\udfff]/) : -1;
  if (choice === undefined || more.length > 0 || typeof content !== "string" || at === -1) return [chunk];
  const { index, delta: _delta, finish_reason: _finish, ...rest } = choice;
  if (Object.keys(rest).some((name) => name === "text" || name === "message")) return [chunk];
  const { usage: _usage, x_groq: _groq, ...envelope } = chunk;
  const before = { index, delta: { ...deltaOf(choice), content: content.slice(0, at + 1) }, finish_reason: null };
  const { role: _role, ...said } = deltaOf(choice);
  return [
    { ...envelope, choices: [before] },
    { ...chunk, choices: [{ ...choice, delta: { ...said, content: content.slice(at + 1) } }] },
  ];
}

export const ODD_CHUNKS: readonly ChunksQuirk[] = [
  {
    ...FIELD,
    id: "chunks/numbers",
    title: "Every chunk has numbers and switches of its own, beside the choices and in the delta.",
    level: "must",
    source: "case chunk/numbers-in-every-chunk",
    apply: (chunks) =>
      mapDeltas(chunks, (delta) => ({ ...delta, score: 0.75 })).map((chunk, at) => ({
        ...chunk,
        cost: 0.0012 * (at + 1),
        cached: at > 0,
      })),
  },
  {
    ...FIELD,
    id: "chunks/bare-envelope",
    title: "Chunks have neither id nor object, time or model.",
    level: "should",
    source: "case chunk/envelope-absent",
    apply: (chunks) => chunks.map(({ id: _id, object: _object, created: _created, model: _model, ...chunk }) => chunk),
  },
  {
    ...FIELD,
    id: "chunks/odd-envelope",
    title: "Members of the envelope are null, or of other types and names.",
    level: "should",
    source: "case chunk/envelope-null-or-of-other-types",
    apply: (chunks) =>
      chunks.map((chunk) => ({ ...chunk, id: null, object: "chat.completion", created: "1767225600", model: null })),
  },
  {
    ...FIELD,
    id: "chunks/object-changes",
    title: "Chunks are called otherwise from the second on.",
    level: "should",
    source: "case chunk/odd-envelope",
    apply: (chunks) => chunks.map((chunk, at) => (at === 0 ? chunk : { ...chunk, object: "chat.completion" })),
  },
  {
    ...FIELD,
    id: "chunks/unknown-tier",
    title: "The service tier is one that no reference names.",
    level: "should",
    source: "case chunk/service-tier-unknown",
    apply: (chunks) => chunks.map((chunk) => ({ ...chunk, service_tier: "on_demand" })),
  },
  {
    ...FIELD,
    id: "delta/null",
    title: "Choices whose delta is null come in between.",
    level: "should",
    source: "case delta/null",
    apply: (chunks, draw) =>
      insertBetween(chunks, draw, (next) => ({ ...envelopeOf(next), choices: [emptied(next, { delta: null })] })),
  },
  {
    ...FIELD,
    id: "delta/absent",
    title: "Choices without a delta come in between.",
    level: "should",
    source: "case choices/delta-absent; recorded from Azure's asynchronous filter",
    apply: (chunks, draw) =>
      insertBetween(chunks, draw, (next) => ({
        ...envelopeOf(next),
        choices: [emptied(next, { content_filter_results: {} })],
      })),
  },
  {
    ...FIELD,
    id: "delta/hundred-empty",
    title: "More than a hundred deltas in a row have no text.",
    level: "should",
    source: "case reasoning/two-hundred-deltas-before-content",
    apply([first, ...chunks]) {
      if (first === undefined) return [];
      const silent = { ...envelopeOf(first), choices: [emptied(first, { delta: { content: "" } })] };
      return [first, ...Array.from({ length: SILENT_DELTAS }, () => silent), ...chunks];
    },
  },
  {
    ...FIELD,
    id: "choices/without-index",
    title: "The only choice has no index.",
    level: "should",
    source: "case choices/index-absent",
    apply(chunks) {
      const indices = new Set(chunks.flatMap((chunk) => choicesOf(chunk).map(({ index }) => index)));
      if (indices.size > 1) return chunks;
      return mapChoices(chunks, ({ index: _index, ...choice }) => choice);
    },
  },
  {
    ...FIELD,
    basis: "spec",
    id: "choices/out-of-order",
    title: "Choices share a chunk, the later ones first.",
    level: "must",
    source: "case choices/two-in-one-chunk-reversed",
    apply(chunks, draw) {
      const together = QUIRKS.get("chunks/choices-together");
      const joined = together?.on === "chunks" ? together.apply(chunks, draw) : chunks;
      return joined.map((chunk) =>
        choicesOf(chunk).length < 2 ? chunk : { ...chunk, choices: choicesOf(chunk).toReversed() },
      );
    },
  },
  {
    ...FIELD,
    basis: "vendor-doc",
    id: "choices/stop-reason",
    title: "The choice says what stopped it as null, and as a number at its end.",
    level: "must",
    source: "case choices/stop-reason-of-any-type; vLLM",
    apply: (chunks) =>
      mapChoices(chunks, (choice) => ({ ...choice, stop_reason: isFinish(choice["finish_reason"]) ? 128_009 : null })),
  },
  {
    ...FIELD,
    id: "choices/logprobs-without-list",
    title: "Log probabilities are an object whose list is null.",
    level: "should",
    source: "case choices/logprobs-with-null-inside",
    apply: (chunks) => mapChoices(chunks, (choice) => ({ ...choice, logprobs: { content: null, refusal: null } })),
  },
  {
    ...FIELD,
    id: "text/halves-of-characters",
    title: "Deltas are cut inside a surrogate pair.",
    level: "should",
    source: "case content/surrogate-halves-in-two-deltas",
    apply: (chunks) => chunks.flatMap(splitPair),
  },
  {
    ...FIELD,
    id: "text/parts",
    title: "Content is a list of typed parts.",
    level: "should",
    mayFail: true,
    source: "case content/typed-parts",
    apply: (chunks) => mapContents(chunks, (text) => [{ type: "text", text }]),
  },
  {
    ...FIELD,
    basis: "spec",
    id: "finish/with-text",
    title: "The last words come with the finish.",
    level: "must",
    source: "case finish/with-last-content",
    apply: finishWithText,
  },
  {
    ...FIELD,
    id: "finish/unknown",
    title: "The finish reason is one that no reference names.",
    level: "should",
    source: "case finish/unknown-value",
    keeps: (truth) => ({
      ...truth,
      message: {
        choices: truth.message.choices.map((choice) =>
          choice.finish_reason === "stop" ? { ...choice, finish_reason: UNKNOWN_FINISH } : choice,
        ),
      },
    }),
    apply: (chunks) =>
      mapChoices(chunks, (choice) =>
        choice["finish_reason"] === "stop" ? { ...choice, finish_reason: UNKNOWN_FINISH } : choice,
      ),
  },
];

// --- internal ---

/** The choice that comes next, saying nothing. */
function emptied(next: Members, said: Members): Members {
  return { index: choicesOf(next)[0]?.["index"] ?? 0, ...said, finish_reason: null };
}
