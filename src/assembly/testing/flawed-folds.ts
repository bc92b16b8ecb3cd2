/** Folds with one flaw each, as found in real clients, and the spelling that must catch it. */
import type { MessageChoice } from "../../schema/index.ts";
import type { Assembled } from "../assembled.ts";
import { foldChunks } from "../fold-chunks.ts";
import { isJsonObject, type JsonObject } from "../json-object.ts";
import type { MoveName } from "./metamorphic-moves.ts";

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

export type FoldOfChunks = (chunks: readonly unknown[]) => Assembled;

export const FLAWED_FOLDS: readonly {
  readonly flaw: string;
  readonly caughtBy: MoveName;
  readonly fold: FoldOfChunks;
}[] = [
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
