/** Makes flawed readers: a wrong step before, within or behind a right one. */
import { assemble, type Assembled, classifyPayload, foldChunks } from "../../src/assembly/index.ts";
import type { MessageChoice } from "../../src/schema/index.ts";
import { decodeBytes, type SseItem } from "../../src/wire/index.ts";
import type { Members } from "../profiles/dialect-profile.ts";
import { choicesOf, deltaOf, isMembers, mapChoices, mapDeltas } from "../quirks/map-chunk.ts";

export type Read = (slices: readonly Uint8Array[]) => Assembled;

/** Ways to be flawed: a wrong step before, within or behind a right reader. */
export const ofItems =
  (change: (items: readonly SseItem[]) => readonly SseItem[]): Read =>
  (slices) => {
    const { items, residue } = decodeBytes(slices);
    return assemble(change(items), residue);
  };
export const ofText = (change: (data: string) => string): Read =>
  ofItems((items) => items.map((item) => (item.kind === "event" ? { ...item, data: change(item.data) } : item)));
export const chunksIn = (slices: readonly Uint8Array[]): readonly Members[] =>
  decodeBytes(slices).items.flatMap((item) => {
    const payload = item.kind === "event" ? classifyPayload(item.data) : null;
    return payload?.kind === "chunk" && isMembers(payload.value) ? [payload.value] : [];
  });
export const ofChunks =
  (change: (chunks: readonly Members[]) => readonly Members[]): Read =>
  (slices) =>
    foldChunks(change(chunksIn(slices)));
export const ofDeltas = (change: (delta: Members, choice: Members) => Members): Read =>
  ofChunks((chunks) => mapDeltas(chunks, change));
export const ofFragments = (change: (fragment: Members, at: number) => readonly Members[]): Read =>
  ofDeltas((delta) => {
    const fragments = delta["tool_calls"];
    return Array.isArray(fragments) ? { ...delta, tool_calls: fragments.filter(isMembers).flatMap(change) } : delta;
  });
export const ofResult =
  (change: (folded: Assembled, chunks: readonly Members[]) => Partial<Assembled>): Read =>
  (slices) => {
    const chunks = chunksIn(slices);
    const folded = foldChunks(chunks);
    return { ...folded, ...change(folded, chunks) };
  };
export const ofChoices = (change: (choice: MessageChoice, sent: readonly Members[]) => Partial<MessageChoice>): Read =>
  ofResult(({ message }, chunks) => ({
    message: {
      choices: message.choices.map((choice) => {
        const sent = chunks.flatMap(choicesOf).filter(({ index }) => index === choice.index);
        return { ...choice, ...change(choice, sent) };
      }),
    },
  }));

export const called = (fragment: Members): Members => (isMembers(fragment["function"]) ? fragment["function"] : {});
export const joined = (values: readonly unknown[]): string =>
  values.filter((value) => typeof value === "string").join("");
export const usagesOf = (chunks: readonly Members[]): readonly Members[] =>
  chunks.flatMap(({ usage }) => (isMembers(usage) ? [usage] : []));
export const isSaid = (value: unknown): boolean => typeof value === "string" && value !== "";
export const ends = (isEnd: (finish: unknown) => boolean): Read =>
  ofChunks((chunks) => {
    const over = new Set<unknown>();
    return mapChoices(chunks, (choice) => {
      const kept = over.has(choice["index"]) ? { ...choice, delta: {} } : choice;
      if (isEnd(choice["finish_reason"])) over.add(choice["index"]);
      return kept;
    });
  });

export const concatenatesRole = ofChoices((_choice, sent) => ({
  role: joined(sent.map((one) => deltaOf(one)["role"])),
}));
/** By choice: a fragment that tells opens a call, any other goes to the call opened last. */
export const opensCallAt =
  (isOpening: (fragment: Members) => boolean): Read =>
  (slices) => {
    const opened = new Map<unknown, number>();
    return ofDeltas((delta, { index }) => {
      const fragments = delta["tool_calls"];
      if (!Array.isArray(fragments)) return delta;
      const placed = fragments.filter(isMembers).map((fragment) => {
        const at = (opened.get(index) ?? -1) + (isOpening(fragment) ? 1 : 0);
        opened.set(index, at);
        return { ...fragment, index: at };
      });
      return { ...delta, tool_calls: placed };
    })(slices);
  };
export const namesBy = (pick: (names: readonly unknown[]) => unknown): Read =>
  ofChoices((choice, sent) => {
    const fragments = sent.flatMap((one) => deltaOf(one)["tool_calls"]).filter(isMembers);
    return {
      tool_calls: choice.tool_calls.map((call, at) => {
        const names = fragments.filter(({ index }) => index === at).map((one) => called(one)["name"]);
        const name = pick(names.filter((one) => one !== undefined));
        return { ...call, name: typeof name === "string" ? name : null };
      }),
    };
  });
export const readsUsageOf = (pick: (chunks: readonly Members[]) => Members | undefined): Read =>
  ofResult((_folded, chunks) => ({ usage: pick(chunks) ?? null }));
export const besideNothing = (chunks: readonly Members[]) =>
  usagesOf(chunks.filter((chunk) => choicesOf(chunk).length === 0)).at(-1);
export const ofKnownUsage = (isKnown: (usage: Members) => boolean): Read =>
  ofResult(({ usage }) => ({ usage: usage !== null && isKnown(usage) ? usage : null }));
export const lastFinish = ofChoices((_choice, sent) => {
  const last = sent.at(-1)?.["finish_reason"];
  return { finish_reason: typeof last === "string" ? last : null };
});
export const dropsOnFinish = ofDeltas((delta, choice) => (isSaid(choice["finish_reason"]) ? {} : delta));
export const firstArgumentsIgnored = ofFragments((fragment) =>
  isSaid(fragment["id"]) ? [{ ...fragment, function: { ...called(fragment), arguments: "" } }] : [fragment],
);
