/** Laws of the fold: what servers spell differently adds up to the same message, and the law has teeth. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Message, MessageChoice } from "../schema/index.ts";
import type { Assembled } from "./assembled.ts";
import { foldChunks } from "./fold-chunks.ts";
import { isJsonObject, type JsonObject } from "./json-object.ts";
import { MOVES, type Draw, type Move, type MoveName } from "./metamorphic-moves.ts";

const SEED = 20_261_123;
const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const name = fc.constantFrom("get_weather", "f", "búsqueda", "__proto__");

const choice = fc.record({
  index: fc.constant(0),
  role: fc.constant("assistant"),
  content: fc.option(text),
  reasoning: fc.option(text),
  refusal: fc.option(text, { freq: 5 }),
  tool_calls: fc
    .uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 4 }), name, arguments: fc.json() }), {
      selector: (call) => call.id,
      maxLength: 3,
    })
    .map((calls): MessageChoice["tool_calls"] => calls),
  finish_reason: fc.option(fc.constantFrom("stop", "length", "tool_calls", "made_up"), { freq: 8 }),
});
const usage = fc.record({ prompt_tokens: fc.nat(99), completion_tokens: fc.nat(99), total_tokens: fc.nat(199) });
const truth = fc.record({
  choices: fc
    .array(choice, { minLength: 1, maxLength: 3 })
    .map((choices) => choices.map((one, index): MessageChoice => ({ ...one, index }))),
  usage: fc.option(usage, { freq: 4 }),
  seed: fc.nat(),
});
type Truth = { readonly choices: MessageChoice[]; readonly usage: object | null; readonly seed: number };

/** A small generator of its own, so that a stream shrinks through its message and one number. */
function drawFrom(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function pieces(whole: string, draw: Draw): string[] {
  const cut: string[] = [""];
  for (const point of whole) {
    if (draw(3) === 0) cut.push("");
    cut[cut.length - 1] += point;
  }
  return cut;
}

/** Spells a message plainly, as OpenAI does: a role chunk, pieces, the finish, the usage on a chunk of its own. */
function spell({ choices, usage, seed }: Truth): readonly JsonObject[] {
  const draw = drawFrom(seed);
  const envelope = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "m" };
  const chunk = (index: number, delta: JsonObject, finish_reason: string | null = null) => ({
    ...envelope,
    choices: [{ index, delta, finish_reason }],
  });
  const spelled = choices.flatMap((one) => [
    chunk(one.index, { role: "assistant" }),
    ...(one.reasoning === null ? [] : pieces(one.reasoning, draw).map((reasoning) => chunk(one.index, { reasoning }))),
    ...(one.content === null ? [] : pieces(one.content, draw).map((content) => chunk(one.index, { content }))),
    ...(one.refusal === null ? [] : pieces(one.refusal, draw).map((refusal) => chunk(one.index, { refusal }))),
    ...one.tool_calls.flatMap((call, index) => {
      const first = { index, id: call.id, type: "function", function: { name: call.name, arguments: "" } };
      const rest = pieces(call.arguments, draw).map((piece) => ({ index, function: { arguments: piece } }));
      return [first, ...rest].map((fragment) => chunk(one.index, { tool_calls: [fragment] }));
    }),
    ...(one.finish_reason === null ? [] : [chunk(one.index, {}, one.finish_reason)]),
  ]);
  return usage === null ? spelled : [...spelled, { ...envelope, choices: [], usage }];
}

type FoldOfChunks = (chunks: readonly unknown[]) => Assembled;

function core({ message, usage, error, status, id, model }: Assembled): object {
  return { message, usage, error, status, id, model };
}

function due({ choices, usage }: Truth): object {
  const status = choices.every((one) => one.finish_reason !== null) ? "complete" : "incomplete";
  return { message: { choices } satisfies Message, usage, error: null, status, id: "chatcmpl-1", model: "m" };
}

function check(fold: FoldOfChunks, move: Move): { readonly failed: boolean; readonly counterexample: unknown } {
  const holds = fc.property(truth, (given) => {
    const moved = move(spell(given), drawFrom(given.seed + 1));
    expect(core(fold(moved))).toEqual(due(given));
  });
  return fc.check(holds, { seed: SEED, numRuns: 120, endOnFailure: true });
}

/** Moves that only make sense on streams spelled here: other ids, a second view of the reasoning, an error at the end. */
const OWN_MOVES = {
  plain: (chunks) => chunks,
  "id-changing": (chunks) =>
    chunks.map((chunk, at) => (at === 0 ? chunk : { ...chunk, id: `chatcmpl-${at}`, model: "m" })),
  "details-beside-reasoning": (chunks) =>
    mapDeltas(chunks, (delta) =>
      typeof delta["reasoning"] === "string"
        ? { ...delta, reasoning_details: [{ type: "reasoning.text", text: delta["reasoning"], index: 0 }] }
        : delta,
    ),
  "message-snapshots": (chunks) =>
    chunks.map((chunk) => ({
      ...chunk,
      choices: choicesOf(chunk).map((one) => ({ ...one, message: { content: "no" } })),
    })),
} satisfies Record<string, Move>;
const ALL_MOVES: Record<MoveName | keyof typeof OWN_MOVES, Move> = { ...OWN_MOVES, ...MOVES };
type AnyMove = keyof typeof ALL_MOVES;

test.each(Object.entries(ALL_MOVES))("law: a stream folds to its message, whatever its spelling: %s", (_, move) => {
  const seen = check(foldChunks, move);
  expect(seen.failed, fc.stringify(seen.counterexample)).toBe(false);
});

function choicesOf(chunk: unknown): JsonObject[] {
  const choices = isJsonObject(chunk) ? chunk["choices"] : null;
  return Array.isArray(choices) ? choices.filter(isJsonObject) : [];
}

function deltaOf(one: JsonObject | undefined): JsonObject {
  return isJsonObject(one?.["delta"]) ? one["delta"] : {};
}

function mapDeltas(chunks: readonly unknown[], change: (delta: JsonObject) => JsonObject): JsonObject[] {
  return chunks.filter(isJsonObject).map((chunk) => {
    if (!Array.isArray(chunk["choices"])) return chunk;
    return { ...chunk, choices: choicesOf(chunk).map((one) => ({ ...one, delta: change(deltaOf(one)) })) };
  });
}

function mapFragments(
  chunks: readonly unknown[],
  change: (fragment: JsonObject, position: number) => JsonObject,
): JsonObject[] {
  return mapDeltas(chunks, (delta) => {
    const fragments = delta["tool_calls"];
    return Array.isArray(fragments) ? { ...delta, tool_calls: fragments.filter(isJsonObject).map(change) } : delta;
  });
}

function patchChoices(folded: Assembled, change: (one: MessageChoice) => Partial<MessageChoice>): Assembled {
  return { ...folded, message: { choices: folded.message.choices.map((one) => ({ ...one, ...change(one) })) } };
}

const deltasOf = (chunks: readonly unknown[], index: number) =>
  chunks.flatMap((chunk) =>
    choicesOf(chunk)
      .filter((one) => one["index"] === index)
      .map(deltaOf),
  );
const joined = (values: readonly unknown[]) => values.filter((value) => typeof value === "string").join("");
const usagesOf = (chunks: readonly unknown[]) =>
  chunks.filter(isJsonObject).flatMap((chunk) => (isJsonObject(chunk["usage"]) ? [chunk["usage"]] : []));

/** Folds with one flaw each, as found in real clients, and the spelling that must catch it. */
const FLAWED: readonly { readonly flaw: string; readonly caughtBy: AnyMove; readonly fold: FoldOfChunks }[] = [
  {
    flaw: "sums usage",
    caughtBy: "e-usage-running",
    fold: (chunks) => {
      const sum = (member: string) => usagesOf(chunks).reduce((total, one) => total + Number(one[member] ?? 0), 0);
      const total = {
        prompt_tokens: sum("prompt_tokens"),
        completion_tokens: sum("completion_tokens"),
        total_tokens: sum("total_tokens"),
      };
      return { ...foldChunks(chunks), usage: usagesOf(chunks).length === 0 ? null : total };
    },
  },
  {
    flaw: "merges usage by member",
    caughtBy: "e-usage-running",
    fold: (chunks) => ({
      ...foldChunks(chunks),
      usage: usagesOf(chunks).reduce<JsonObject | null>((all, one) => ({ ...all, ...one }), null),
    }),
  },
  {
    flaw: "keeps the first usage",
    caughtBy: "e-usage-running",
    fold: (chunks) => ({ ...foldChunks(chunks), usage: usagesOf(chunks)[0] ?? null }),
  },
  {
    flaw: "lets null erase usage",
    caughtBy: "e-usage-null",
    fold: (chunks) => {
      const last = chunks.filter(isJsonObject).findLast((chunk) => Object.hasOwn(chunk, "usage"))?.["usage"];
      return { ...foldChunks(chunks), usage: isJsonObject(last) ? last : null };
    },
  },
  {
    flaw: "reads usage only beside choices",
    caughtBy: "plain",
    fold: (chunks) => ({
      ...foldChunks(chunks),
      usage: usagesOf(chunks.filter((chunk) => choicesOf(chunk).length > 0)).at(-1) ?? null,
    }),
  },
  {
    flaw: "knows no x_groq",
    caughtBy: "e-usage-in-x-groq",
    fold: (chunks) => ({ ...foldChunks(chunks), usage: usagesOf(chunks).at(-1) ?? null }),
  },
  {
    flaw: "concatenates the role",
    caughtBy: "d-role-repeated",
    fold: (chunks) =>
      patchChoices(foldChunks(chunks), (one) => ({
        role: joined(deltasOf(chunks, one.index).map((delta) => delta["role"])),
      })),
  },
  {
    flaw: "lets a later null take the role away",
    caughtBy: "b-null-noise",
    fold: (chunks) =>
      patchChoices(foldChunks(chunks), (one) => {
        const last = deltasOf(chunks, one.index).findLast((delta) => Object.hasOwn(delta, "role"))?.["role"];
        return { role: typeof last === "string" ? last : "" };
      }),
  },
  {
    flaw: "concatenates names",
    caughtBy: "g-tool-id-and-name-repeated",
    fold: (chunks) =>
      patchChoices(foldChunks(chunks), (one) => ({
        tool_calls: one.tool_calls.map((call, at) => {
          const fragments = deltasOf(chunks, one.index).flatMap((delta) =>
            Array.isArray(delta["tool_calls"]) ? delta["tool_calls"] : [],
          );
          const ofCall = fragments.filter(isJsonObject).filter((fragment) => fragment["index"] === at);
          return {
            ...call,
            name: joined(
              ofCall.map((fragment) => (isJsonObject(fragment["function"]) ? fragment["function"]["name"] : null)),
            ),
          };
        }),
      })),
  },
  {
    flaw: "takes an empty id for a new call",
    caughtBy: "g-tool-id-and-name-empty",
    fold: (chunks) =>
      foldChunks(mapFragments(chunks, (fragment) => (fragment["id"] === "" ? { ...fragment, id: "empty" } : fragment))),
  },
  {
    flaw: "takes a repeated id for a new call",
    caughtBy: "g-tool-id-and-name-repeated",
    fold: (chunks) => {
      let at = 0;
      return foldChunks(
        mapFragments(chunks, (fragment) =>
          typeof fragment["id"] === "string" ? { ...fragment, index: (at += 1) } : { ...fragment, index: at },
        ),
      );
    },
  },
  {
    flaw: "chooses the call by its position in the array",
    caughtBy: "plain",
    fold: (chunks) =>
      foldChunks(mapFragments(chunks, (fragment, index) => ({ ...fragment, index, id: index === 0 ? "x" : "y" }))),
  },
  {
    flaw: "ignores the arguments of the first fragment",
    caughtBy: "a-merge-arguments",
    fold: (chunks) =>
      foldChunks(
        mapFragments(chunks, (fragment) =>
          typeof fragment["id"] === "string" && isJsonObject(fragment["function"])
            ? { ...fragment, function: { ...fragment["function"], arguments: "" } }
            : fragment,
        ),
      ),
  },
  {
    flaw: "takes one fragment a delta",
    caughtBy: "a-split-arguments",
    fold: (chunks) =>
      foldChunks(
        mapDeltas(chunks, (delta) =>
          Array.isArray(delta["tool_calls"]) ? { ...delta, tool_calls: delta["tool_calls"].slice(0, 1) } : delta,
        ),
      ),
  },
  {
    flaw: "stops a choice at its finish",
    caughtBy: "c-finish-first",
    fold: (chunks) => {
      const finished = new Set<unknown>();
      return foldChunks(
        chunks.filter(isJsonObject).map((chunk) => {
          if (!Array.isArray(chunk["choices"])) return chunk;
          const open = choicesOf(chunk).filter((one) => !finished.has(one["index"]));
          for (const one of open) if (typeof one["finish_reason"] === "string") finished.add(one["index"]);
          return { ...chunk, choices: open };
        }),
      );
    },
  },
  {
    flaw: "drops what rides on the finish chunk",
    caughtBy: "c-finish-onto-payload",
    fold: (chunks) =>
      foldChunks(
        chunks.filter(isJsonObject).map((chunk) => ({
          ...chunk,
          choices: choicesOf(chunk).map((one) =>
            typeof one["finish_reason"] === "string" ? { ...one, delta: {} } : one,
          ),
        })),
      ),
  },
  {
    flaw: "concatenates the finish",
    caughtBy: "i-finish-repeated",
    fold: (chunks) =>
      patchChoices(foldChunks(chunks), (one) => {
        const all = chunks.flatMap((chunk) => choicesOf(chunk).filter((other) => other["index"] === one.index));
        return { finish_reason: joined(all.map((other) => other["finish_reason"])) || null };
      }),
  },
  {
    flaw: "lets null take the finish back",
    caughtBy: "c-finish-first",
    fold: (chunks) =>
      patchChoices(foldChunks(chunks), (one) => {
        const last = chunks
          .flatMap((chunk) => choicesOf(chunk).filter((other) => other["index"] === one.index))
          .at(-1)?.["finish_reason"];
        return { finish_reason: typeof last === "string" ? last : null };
      }),
  },
  {
    flaw: "adds two views of the reasoning",
    caughtBy: "details-beside-reasoning",
    fold: (chunks) => {
      const folded = foldChunks(chunks);
      return patchChoices(folded, (one) => {
        const views = folded.extras.find((extras) => extras.index === one.index)?.reasoning;
        return { reasoning: one.reasoning === null ? null : (views?.reasoning ?? "") + (views?.details ?? "") };
      });
    },
  },
  {
    flaw: "lets the last reasoning win",
    caughtBy: "plain",
    fold: (chunks) =>
      patchChoices(foldChunks(chunks), (one) => {
        const all = deltasOf(chunks, one.index).map((delta) => delta["reasoning"]);
        const last = all.findLast((value) => typeof value === "string");
        return { reasoning: typeof last === "string" ? last : null };
      }),
  },
  {
    flaw: "lets the last id win",
    caughtBy: "id-changing",
    fold: (chunks) => ({ ...foldChunks(chunks), id: joined([chunks.filter(isJsonObject).at(-1)?.["id"]]) }),
  },
  {
    flaw: "rejects chunks of another id",
    caughtBy: "id-changing",
    fold: (chunks) => foldChunks(chunks.filter(isJsonObject).filter((chunk) => chunk["id"] === "chatcmpl-1")),
  },
  {
    flaw: "lets a message snapshot replace the text",
    caughtBy: "message-snapshots",
    fold: (chunks) =>
      chunks.some((chunk) => choicesOf(chunk).some((one) => isJsonObject(one["message"])))
        ? patchChoices(foldChunks(chunks), () => ({ content: "no" }))
        : foldChunks(chunks),
  },
  {
    flaw: "knows one choice only",
    caughtBy: "plain",
    fold: (chunks) =>
      foldChunks(
        chunks.map((chunk) => ({
          ...(isJsonObject(chunk) ? chunk : {}),
          choices: choicesOf(chunk).map((one) => ({ ...one, index: 0 })),
        })),
      ),
  },
  {
    flaw: "takes the text so far for null where a delta says null",
    caughtBy: "b-null-noise",
    fold: (chunks) =>
      patchChoices(foldChunks(chunks), (one) => ({
        content: deltasOf(chunks, one.index).some((delta) => delta["content"] === null) ? null : one.content,
      })),
  },
  {
    flaw: "ends at a chunk without choices",
    caughtBy: "b-heartbeats",
    fold: (chunks) => {
      const end = chunks.findIndex((chunk) => !isJsonObject(chunk) || !Array.isArray(chunk["choices"]));
      return foldChunks(end === -1 ? chunks : chunks.slice(0, end));
    },
  },
  {
    flaw: "reads usage only from chunks without choices",
    caughtBy: "e-usage-beside-choice",
    fold: (chunks) => ({
      ...foldChunks(chunks),
      usage: usagesOf(chunks.filter((chunk) => choicesOf(chunk).length === 0)).at(-1) ?? null,
    }),
  },
  {
    flaw: "appends a choice to the one before it",
    caughtBy: "f-choices-interleaved",
    fold: (chunks) => {
      // The slot is the count of changes of index so far: right as long as each choice comes in one run.
      let [slot, before]: [number, unknown] = [-1, undefined];
      return foldChunks(
        chunks.filter(isJsonObject).map((chunk) => ({
          ...chunk,
          choices: choicesOf(chunk).map((one) => {
            if (one["index"] !== before) [slot, before] = [slot + 1, one["index"]];
            return { ...one, index: slot };
          }),
        })),
      );
    },
  },
];

test.each(FLAWED)("a fold that $flaw is caught by $caughtBy", ({ caughtBy, fold }) => {
  expect(check(fold, ALL_MOVES[caughtBy]).failed).toBe(true);
  // Right on the plain spelling: it is the move that bites.
  if (caughtBy !== "plain") expect(check(fold, ALL_MOVES.plain).failed).toBe(false);
});
