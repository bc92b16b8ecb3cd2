/** Makes a client of the right steps and a fold that is wrong in one way. */
import { type Assembled, foldChunks } from "../../src/assembly/index.ts";
import type { Message } from "../../src/schema/index.ts";
import type { ModelFold, ModelParts } from "./model-parts.ts";
import { memberOf, RIGHT_PARTS } from "./right-parts.ts";

type Changed = {
  readonly chunks?: (chunks: readonly unknown[]) => readonly unknown[];
  readonly message?: (message: Message, chunks: readonly unknown[]) => Message;
  readonly usage?: (usage: Assembled["usage"], chunks: readonly unknown[]) => Assembled["usage"];
};

/** The right fold over changed chunks, or with a changed message. */
export function foldWith({
  chunks: change = (chunks) => chunks,
  message: finish = (message) => message,
  usage: count = (usage) => usage,
}: Changed): ModelParts {
  const createFold = (): ModelFold => {
    const chunks: unknown[] = [];
    return {
      push: (chunk) => chunks.push(chunk),
      end() {
        const folded = foldChunks(change(chunks));
        return { message: finish(folded.message, chunks), usage: count(folded.usage, chunks) };
      },
    };
  };
  return { ...RIGHT_PARTS, createFold };
}

export const choicesOf = (chunk: unknown): readonly unknown[] => {
  const choices = memberOf(chunk, "choices");
  return Array.isArray(choices) ? choices : [];
};
export const deltaOf = (chunk: unknown): unknown => memberOf(choicesOf(chunk)[0], "delta");
export const finishOf = (chunk: unknown): unknown => memberOf(choicesOf(chunk)[0], "finish_reason");

/** A copy of the chunk with its first choice changed. */
export function withChoice(
  chunk: unknown,
  change: (choice: Record<string, unknown>) => Record<string, unknown>,
): unknown {
  const [first, ...rest] = choicesOf(chunk);
  if (first === undefined) return chunk;
  return { ...(chunk as object), choices: [change(first as Record<string, unknown>), ...rest] };
}

/** A copy of the chunk with the delta of its first choice changed. */
export function withDelta(
  chunk: unknown,
  change: (delta: Record<string, unknown>, choice: Record<string, unknown>) => Record<string, unknown>,
): unknown {
  return withChoice(chunk, (choice) => {
    const delta = choice["delta"];
    if (typeof delta !== "object" || delta === null) return choice;
    return { ...choice, delta: change(delta as Record<string, unknown>, choice) };
  });
}

/** A tool fragment as JSON has it: any member may be anything. */
export type Fragment = Readonly<Record<string, unknown>>;

/** A copy of the chunk with each tool fragment changed, or left out where it is changed to undefined. */
export function withFragments(chunk: unknown, change: (fragment: Fragment) => Fragment | undefined): unknown {
  return withDelta(chunk, (delta) => {
    const fragments = delta["tool_calls"];
    if (!Array.isArray(fragments)) return delta;
    return { ...delta, tool_calls: (fragments as Fragment[]).map(change).filter((one) => one !== undefined) };
  });
}

export function fragmentsOf(chunk: unknown): readonly Fragment[] {
  const fragments = memberOf(deltaOf(chunk), "tool_calls");
  return Array.isArray(fragments) ? (fragments as Fragment[]) : [];
}

/** The right fold over fragments that were changed, one by one; one function for each stream, which is given them all. */
export const fragmentsWith = (
  create: (all: readonly Fragment[]) => (fragment: Fragment) => Fragment | undefined,
): ModelParts =>
  foldWith({
    chunks(chunks) {
      const change = create(chunks.flatMap(fragmentsOf));
      return chunks.map((chunk) => withFragments(chunk, change));
    },
  });

type Call = Message["choices"][number]["tool_calls"][number];

/** The right fold with each tool call of its message changed. */
export const callsWith = (change: (call: Call) => Call): ModelParts =>
  foldWith({
    message: (message) => ({
      choices: message.choices.map((choice) => ({ ...choice, tool_calls: choice.tool_calls.map(change) })),
    }),
  });
