/** Moves change a sequence of chunks as real servers differ, and leave the message it folds to unchanged. */
import { isJsonObject, type JsonObject } from "./json-object.ts";

/** A number from 0 up to, not including, `below`. */
export type Draw = (below: number) => number;
export type Move = (chunks: readonly JsonObject[], draw: Draw) => readonly JsonObject[];

/** Every move by name, with the letter of the metamorphic law it belongs to. */
export const MOVES = {
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
      const { choices: _, usage: __, error: ___, x_groq: ____, ...envelope } = chunk;
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
    const running = (at: number) => ({
      prompt_tokens: 1,
      completion_tokens: at + 1,
      total_tokens: at + 2,
      early: true,
    });
    return chunks.map((chunk, at) => (at < last ? { ...chunk, usage: running(at) } : chunk));
  },
  "e-usage-trailing": (chunks) => {
    const usage = chunks.findLast((chunk) => isJsonObject(chunk["usage"]))?.["usage"];
    if (usage === undefined) return chunks;
    return [...chunks.map(({ usage: _, ...chunk }) => chunk), { choices: [], usage }];
  },
  "e-usage-beside-choice": (chunks) => {
    const usage = chunks.findLast((chunk) => isJsonObject(chunk["usage"]))?.["usage"];
    const last = chunks.findLastIndex((chunk) => choicesOf(chunk).length > 0);
    if (usage === undefined || last === -1) return chunks;
    return chunks.map(({ usage: _, ...chunk }, at) => (at === last ? { ...chunk, usage } : chunk));
  },
  "e-usage-in-x-groq": (chunks) => {
    const usage = chunks.findLast((chunk) => isJsonObject(chunk["usage"]))?.["usage"];
    const elsewhere = chunks.some((chunk) => choicesOf(chunk).some((choice) => Object.hasOwn(choice, "usage")));
    if (usage === undefined || elsewhere) return chunks;
    return [...chunks.map(({ usage: _, ...chunk }) => chunk), { choices: [], x_groq: { usage } }];
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

function choicesOf(chunk: JsonObject): readonly JsonObject[] {
  const choices = chunk["choices"];
  return Array.isArray(choices) ? choices.filter(isJsonObject) : [];
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

function indexOf(chunk: JsonObject): unknown {
  return choicesOf(chunk)[0]?.["index"] ?? 0;
}

function isOfOneChoice(chunk: JsonObject): boolean {
  return choicesOf(chunk).length === 1 && !isSaid(chunk["usage"]) && !isSaid(chunk["error"]);
}

function withDefined(chunk: JsonObject, members: JsonObject): JsonObject {
  return { ...chunk, ...Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) };
}

function mapChoices(chunks: readonly JsonObject[], change: (choice: JsonObject) => JsonObject): readonly JsonObject[] {
  return chunks.map((chunk) =>
    Array.isArray(chunk["choices"]) ? { ...chunk, choices: choicesOf(chunk).map(change) } : chunk,
  );
}

function mapFragments(
  chunks: readonly JsonObject[],
  change: (fragment: JsonObject, choice: JsonObject) => readonly JsonObject[],
): readonly JsonObject[] {
  return mapChoices(chunks, (choice) => {
    const delta = objectOf(choice["delta"]);
    const fragments = delta["tool_calls"];
    if (!Array.isArray(fragments)) return choice;
    const changed = fragments.filter(isJsonObject).flatMap((fragment) => change(fragment, choice));
    return { ...choice, delta: { ...delta, tool_calls: changed } };
  });
}

/** Changes the fragments that go on with a call of a proper index whose first fragment was seen. */
function mapContinuations(
  chunks: readonly JsonObject[],
  change: (fragment: JsonObject, first: JsonObject) => JsonObject,
): readonly JsonObject[] {
  const firsts = new Map<string, JsonObject>();
  return mapFragments(chunks, (fragment, choice) => {
    const index = fragment["index"];
    if (typeof index !== "number" || index < 0) return [fragment];
    const key = `${String(choice["index"] ?? 0)}/${index}`;
    const first = firsts.get(key);
    const isNew = first === undefined || (isSaid(fragment["id"]) && fragment["id"] !== first["id"]);
    if (isNew) firsts.set(key, fragment);
    return [isNew ? fragment : change(fragment, first)];
  });
}

/** Head and tail, parted between two code points. */
function cutText(value: unknown, draw: Draw): readonly [string, string] {
  if (typeof value !== "string" || value.length < 2) return ["", ""];
  const points = [...value];
  const at = points.length < 2 ? 0 : 1 + draw(points.length - 1);
  return at === 0 ? ["", ""] : [points.slice(0, at).join(""), points.slice(at).join("")];
}

function splitText(chunk: JsonObject, draw: Draw): readonly JsonObject[] {
  const [choice] = choicesOf(chunk);
  if (choice === undefined || choicesOf(chunk).length !== 1) return [chunk];
  const delta = objectOf(choice["delta"]);
  const names = ["content", "reasoning", "reasoning_content", "refusal"].filter(
    (name) => typeof delta[name] === "string",
  );
  const heads: Record<string, unknown> = {};
  const tails: Record<string, unknown> = {};
  for (const name of names) {
    const [head, tail] = cutText(delta[name], draw);
    if (tail !== "") [heads[name], tails[name]] = [head, tail];
  }
  if (Object.keys(heads).length === 0) return [chunk];
  const { id, object, model } = chunk;
  const before = withDefined({ choices: [{ index: choice["index"], delta: heads }] }, { id, object, model });
  return [before, { ...chunk, choices: [{ ...choice, delta: { ...delta, ...tails } }] }];
}

function mergeText(chunks: readonly JsonObject[]): readonly JsonObject[] {
  const merged: JsonObject[] = [];
  const textOf = (chunk: JsonObject) => {
    const delta = objectOf(choicesOf(chunk)[0]?.["delta"]);
    const isPlain = isOfOneChoice(chunk) && !isSaid(choicesOf(chunk)[0]?.["finish_reason"]);
    return isPlain && Object.keys(delta).join() === "content" && typeof delta["content"] === "string"
      ? delta["content"]
      : null;
  };
  for (const chunk of chunks) {
    const last = merged.at(-1);
    const [before, after] = [last === undefined ? null : textOf(last), textOf(chunk)];
    if (last === undefined || before === null || after === null || indexOf(last) !== indexOf(chunk)) {
      merged.push(chunk);
    } else {
      merged[merged.length - 1] = { ...last, choices: [{ ...choicesOf(last)[0], delta: { content: before + after } }] };
    }
  }
  return merged;
}

/** Gathers the arguments of each call in its first fragment, as Groq and Mistral send them. */
function mergeArguments(chunks: readonly JsonObject[]): readonly JsonObject[] {
  const whole = new Map<JsonObject, string>();
  const pieceOf = (fragment: JsonObject) => {
    const piece = objectOf(fragment["function"])["arguments"];
    return typeof piece === "string" ? piece : "";
  };
  const isMergeable = chunks.every((chunk) =>
    choicesOf(chunk).every((choice) => {
      const fragments = objectOf(choice["delta"])["tool_calls"];
      return (
        !Array.isArray(fragments) ||
        fragments.filter(isJsonObject).every(({ index }) => typeof index === "number" && index >= 0)
      );
    }),
  );
  if (!isMergeable) return chunks;
  // First every call's text, then the fragments anew: the first with all of it, the others without.
  mapContinuations(chunks, (fragment, first) => {
    whole.set(first, (whole.get(first) ?? pieceOf(first)) + pieceOf(fragment));
    return fragment;
  });
  const emptied = mapContinuations(chunks, (fragment) => ({
    ...fragment,
    function: { ...objectOf(fragment["function"]), arguments: "" },
  }));
  // Fragments that are no continuation are the very objects they were, so they still find their text.
  return mapFragments(emptied, (fragment) => {
    const text = whole.get(fragment);
    return [
      text === undefined ? fragment : { ...fragment, function: { ...objectOf(fragment["function"]), arguments: text } },
    ];
  });
}

/** Puts each finish on the first chunk of its choice: text after the finish still counts (Baseten). */
function moveFinishes(chunks: readonly JsonObject[]): readonly JsonObject[] {
  const finishes = new Map<unknown, unknown>();
  for (const chunk of chunks) {
    for (const choice of choicesOf(chunk)) {
      if (isSaid(choice["finish_reason"])) finishes.set(choice["index"] ?? 0, choice["finish_reason"]);
    }
  }
  if (chunks.some((chunk) => isSaid(chunk["error"]))) return chunks;
  const given = new Set<unknown>();
  return mapChoices(chunks, (choice) => {
    const index = choice["index"] ?? 0;
    const finish_reason = given.has(index) ? null : (finishes.get(index) ?? null);
    given.add(index);
    return { ...choice, finish_reason };
  });
}

/** Puts a finish that has a chunk of its own on the payload just before it (Mistral, DeepSeek). */
function joinFinishes(chunks: readonly JsonObject[]): readonly JsonObject[] {
  const joined: JsonObject[] = [];
  for (const chunk of chunks) {
    const last = joined.at(-1);
    const [choice, before] = [choicesOf(chunk)[0], choicesOf(last ?? {})[0]];
    const isFinish =
      isOfOneChoice(chunk) &&
      isSaid(choice?.["finish_reason"]) &&
      Object.keys(objectOf(choice?.["delta"])).length === 0;
    const isPayload = last !== undefined && isOfOneChoice(last) && !isSaid(before?.["finish_reason"]);
    if (isFinish && isPayload && indexOf(last) === indexOf(chunk)) {
      joined[joined.length - 1] = { ...last, choices: [{ ...before, ...choice, delta: objectOf(before?.["delta"]) }] };
    } else {
      joined.push(chunk);
    }
  }
  return joined;
}
