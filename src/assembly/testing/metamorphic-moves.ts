/** Moves change a sequence of chunks as real servers differ, and leave the message it folds to unchanged. */
import { isJsonObject, type JsonObject } from "../json-object.ts";
import { mapChoices, mapContinuations, mapFragments, withDefined } from "./map-chunks.ts";
import { mergeArguments } from "./merge-arguments.ts";
import { joinFinishes, moveFinishes } from "./move-finish.ts";
import { cutText, mergeText, splitText, type Draw } from "./move-text.ts";
import { choicesOf, indexOf, isOfOneChoice, isSaid, objectOf } from "./read-chunk.ts";

export type Move = (chunks: readonly JsonObject[], draw: Draw) => readonly JsonObject[];

/** Every move by name, with the letter of the metamorphic law it belongs to. */
export const MOVES = {
  plain: (chunks) => chunks,
  "id-changing": (chunks) => chunks.map((chunk, at) => (at === 0 ? chunk : { ...chunk, id: `chatcmpl-${at}` })),
  "details-beside-reasoning": (chunks) =>
    chunks.some((chunk) =>
      choicesOf(chunk).some((choice) => Object.hasOwn(objectOf(choice["delta"]), "reasoning_details")),
    )
      ? chunks
      : mapChoices(chunks, (choice) => {
          const delta = objectOf(choice["delta"]);
          if (typeof delta["reasoning"] !== "string") return choice;
          const entry = { type: "reasoning.text", text: delta["reasoning"], index: 0 };
          return { ...choice, delta: { ...delta, reasoning_details: [entry] } };
        }),
  "message-snapshots": (chunks) => mapChoices(chunks, (choice) => ({ ...choice, message: { content: "no" } })),
  "a-split-text": (chunks, draw) => chunks.flatMap((chunk) => splitText(chunk, draw)),
  "a-merge-text": (chunks) => mergeText(chunks),
  "a-split-arguments": (chunks, draw) =>
    mapFragments(chunks, (fragment) => {
      const called = objectOf(fragment["function"]);
      const [head, tail] = cutText(called["arguments"], draw);
      if (tail === "") return [fragment];
      // In the same delta: without an index, a piece belongs to the call before it.
      const rest = Object.hasOwn(fragment, "index") ? { index: fragment["index"] } : {};
      return [
        { ...fragment, function: { ...called, arguments: head } },
        { ...rest, function: { arguments: tail } },
      ];
    }),
  "a-merge-arguments": (chunks) => mergeArguments(chunks),
  "b-heartbeats": (chunks, draw) =>
    chunks.flatMap((chunk) => {
      const { choices: _choices, usage: _usage, error: _error, x_groq: _groq, ...envelope } = chunk;
      const index = choicesOf(chunk)[0]?.["index"] ?? choicesOf(chunks[0] ?? {})[0]?.["index"];
      const beats: readonly JsonObject[] = [
        { ...envelope, object: "chat.completion.chunk" },
        { type: "ping" },
        { ...envelope, choices: [] },
        { ...envelope, choices: null },
        index === undefined ? { choices: [] } : { ...envelope, choices: [{ index, delta: {}, finish_reason: null }] },
      ];
      return [...beats.filter(() => draw(4) === 0), chunk];
    }),
  "b-null-noise": (chunks) =>
    mapChoices(chunks, (choice) => ({
      logprobs: null,
      finish_reason: null,
      ...choice,
      delta: {
        role: null,
        content: null,
        refusal: null,
        tool_calls: null,
        reasoning: null,
        ...objectOf(choice["delta"]),
      },
    })).map((chunk) => ({ usage: null, error: null, system_fingerprint: null, ...chunk })),
  "c-finish-apart": (chunks) =>
    chunks.flatMap((chunk) => {
      const [choice] = choicesOf(chunk);
      if (choicesOf(chunk).length !== 1 || choice === undefined || typeof choice["finish_reason"] !== "string")
        return [chunk];
      const { usage, error, ...envelope } = chunk;
      const payload = { ...choice, finish_reason: null };
      const finish = { index: choice["index"], delta: {}, finish_reason: choice["finish_reason"] };
      return [{ ...envelope, choices: [payload] }, withDefined({ ...envelope, choices: [finish] }, { usage, error })];
    }),
  "c-finish-first": (chunks) => moveFinishes(chunks),
  "c-finish-onto-payload": (chunks) => joinFinishes(chunks),
  "d-role-repeated": (chunks) => {
    const roles = new Map<unknown, unknown>();
    return mapChoices(chunks, (choice) => {
      const delta = objectOf(choice["delta"]);
      const said = typeof delta["role"] === "string" && delta["role"] !== "" ? delta["role"] : undefined;
      if (said !== undefined && !roles.has(choice["index"])) roles.set(choice["index"], said);
      const role = roles.get(choice["index"]);
      return role === undefined ? choice : { ...choice, delta: { ...delta, role } };
    });
  },
  "d-role-once": (chunks) => {
    const seen = new Set<unknown>();
    return mapChoices(chunks, (choice) => {
      const { role, ...delta } = objectOf(choice["delta"]);
      if (typeof role !== "string" || role === "" || !seen.has(choice["index"])) {
        if (typeof role === "string" && role !== "") seen.add(choice["index"]);
        return choice;
      }
      return { ...choice, delta };
    });
  },
  "e-usage-null": (chunks) => [
    ...chunks.map((chunk) => ({ usage: null, ...chunk })),
    { choices: [], usage: null, object: "chat.completion.chunk" },
  ],
  "e-usage-running": (chunks) => {
    const last = chunks.findLastIndex((chunk) => isJsonObject(chunk["usage"]));
    return chunks.map((chunk, at) => (at < last ? { ...chunk, usage: runningTotal(at) } : chunk));
  },
  "e-usage-trailing": (chunks) => {
    const usage = chunks.findLast((chunk) => isJsonObject(chunk["usage"]))?.["usage"];
    if (usage === undefined) return chunks;
    return [...chunks.map(withoutUsage), { choices: [], usage }];
  },
  "e-usage-beside-choice": (chunks) => {
    const usage = chunks.findLast((chunk) => isJsonObject(chunk["usage"]))?.["usage"];
    const last = chunks.findLastIndex((chunk) => choicesOf(chunk).length > 0);
    if (usage === undefined || last === -1) return chunks;
    return chunks.map(withoutUsage).map((chunk, at) => (at === last ? { ...chunk, usage } : chunk));
  },
  "e-usage-in-x-groq": (chunks) => {
    const usage = chunks.findLast((chunk) => isJsonObject(chunk["usage"]))?.["usage"];
    const elsewhere = chunks.some((chunk) => choicesOf(chunk).some((choice) => Object.hasOwn(choice, "usage")));
    if (usage === undefined || elsewhere) return chunks;
    return [...chunks.map(withoutUsage), { choices: [], x_groq: { usage } }];
  },
  "f-choices-interleaved": (chunks, draw) => {
    const swapped = [...chunks];
    for (let at = 1; at < swapped.length; at += 1) {
      const [one, other] = [swapped[at - 1] ?? {}, swapped[at] ?? {}];
      if (draw(2) === 0 && isOfOneChoice(one) && isOfOneChoice(other) && indexOf(one) !== indexOf(other)) {
        [swapped[at - 1], swapped[at]] = [other, one];
      }
    }
    return swapped;
  },
  "g-tool-id-and-name-empty": (chunks, draw) => {
    const blank = () => ["", null][draw(2)];
    return mapContinuations(chunks, (fragment) => ({
      id: blank(),
      type: blank(),
      ...fragment,
      function: { name: blank(), ...objectOf(fragment["function"]) },
    }));
  },
  "g-tool-id-and-name-repeated": (chunks) =>
    mapContinuations(chunks, (fragment, first) => ({
      ...fragment,
      ...(typeof first["id"] === "string" && !isSaid(fragment["id"]) ? { id: first["id"] } : {}),
      function: {
        ...objectOf(fragment["function"]),
        ...(isSaid(objectOf(first["function"])["name"]) ? { name: objectOf(first["function"])["name"] } : {}),
      },
    })),
  "i-finish-repeated": (chunks) =>
    chunks.flatMap((chunk) => {
      const finished = choicesOf(chunk).filter((choice) => isSaid(choice["finish_reason"]));
      const again = finished.map(({ index, finish_reason }) => ({ index, delta: {}, finish_reason }));
      return again.length === 0 || isSaid(chunk["error"]) ? [chunk] : [chunk, { choices: again }];
    }),
} satisfies Readonly<Record<string, Move>>;

export type MoveName = keyof typeof MOVES;

function withoutUsage({ usage: _usage, ...chunk }: JsonObject): JsonObject {
  return chunk;
}

function runningTotal(at: number): JsonObject {
  return { prompt_tokens: 1, completion_tokens: at + 1, total_tokens: at + 2, early: true };
}
