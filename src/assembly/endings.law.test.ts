/** Laws of the fold on errors and ends: what came before them stays, what comes after is told apart. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { SseEvent } from "../wire/index.ts";
import { assemble } from "./assemble.ts";
import type { Assembled } from "./assembled.ts";
import { foldChunks } from "./fold-chunks.ts";
import { isJsonObject } from "./json-object.ts";

const SEED = 7_041_988;
type FoldOfChunks = (chunks: readonly unknown[]) => Assembled;

const piece = fc.record({
  choices: fc.tuple(
    fc.record({ index: fc.nat(1), delta: fc.record({ content: fc.string(), reasoning: fc.string() }) }),
  ),
});
const event = (data: string): SseEvent => ({ kind: "event", event: "message", data, id: "" });

/** The message with an error after some chunks is the message of those chunks, whatever comes later. */
function keepsPartial(fold: FoldOfChunks): boolean {
  const holds = fc.property(
    fc.array(piece, { minLength: 1 }),
    fc.array(piece),
    fc.boolean(),
    (before, after, beside) => {
      const error = { message: "overloaded" };
      const failing = beside ? [...before.slice(0, -1), { ...before.at(-1), error }] : [...before, { error }];
      const folded = fold([...failing, ...after]);
      expect(folded.message).toEqual(foldChunks(before).message);
      expect([folded.status, folded.error]).toEqual(["failed", error]);
    },
  );
  return !fc.check(holds, { seed: SEED, numRuns: 200 }).failed;
}

test("law: an error keeps what was folded before it, and ends the folding of choices", () => {
  expect(keepsPartial(foldChunks)).toBe(true);
});

test.each<readonly [string, FoldOfChunks]>([
  [
    "drops the partial message",
    (chunks) => {
      const folded = foldChunks(chunks);
      return folded.status === "failed" ? { ...folded, message: { choices: [] } } : folded;
    },
  ],
  [
    "folds on after the error",
    (chunks) => ({
      ...foldChunks(chunks),
      message: foldChunks(chunks.map((chunk) => (isJsonObject(chunk) ? { ...chunk, error: null } : chunk))).message,
    }),
  ],
  [
    "reads an error or choices, not both",
    (chunks) =>
      foldChunks(
        chunks.map((chunk) =>
          isJsonObject(chunk) && isJsonObject(chunk["error"]) ? { error: chunk["error"] } : chunk,
        ),
      ),
  ],
  ["passes an error over in silence", (chunks) => ({ ...foldChunks(chunks), status: "complete" })],
])("a fold that %s is caught", (_, fold) => {
  expect(keepsPartial(fold)).toBe(false);
});

const trailing = fc.array(
  fc.oneof(
    piece.map((one) => JSON.stringify(one)),
    fc.string(),
  ),
  { maxLength: 4 },
);

/** Whatever follows the sentinel is kept as text, and the rest is what it was without. */
function stopsAtDone(road: typeof assemble): boolean {
  const holds = fc.property(fc.array(piece), trailing, (before, after) => {
    const sent = [...before.map((one) => event(JSON.stringify(one))), event("[DONE]")];
    const folded = road([...sent, ...after.map(event)]);
    expect({ ...folded, trailing: [] }).toEqual(assemble(sent));
    expect(folded.trailing).toEqual(after);
  });
  return !fc.check(holds, { seed: SEED, numRuns: 200 }).failed;
}

test("law: after [DONE] nothing is folded and everything is kept, in order", () => {
  expect(stopsAtDone(assemble)).toBe(true);
});

test.each<readonly [string, typeof assemble]>([
  ["reads on", (items) => assemble([...items].filter((item) => item.kind !== "event" || item.data !== "[DONE]"))],
  ["drops what follows", (items) => ({ ...assemble(items), trailing: [] })],
])("a road that %s after [DONE] is caught", (_, road) => {
  expect(stopsAtDone(road)).toBe(false);
});
