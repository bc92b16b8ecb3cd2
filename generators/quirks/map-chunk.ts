/** Changes choices, deltas and fragments of chunks without touching the rest. */
import type { Members } from "../profiles/dialect-profile.ts";

export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function choicesOf(chunk: Members): readonly Members[] {
  const { choices } = chunk;
  return Array.isArray(choices) ? choices.filter(isMembers) : [];
}

export function deltaOf(choice: Members | undefined): Members {
  const delta = choice?.["delta"];
  return isMembers(delta) ? delta : {};
}

export function mapChoices(chunks: readonly Members[], change: (choice: Members) => Members): readonly Members[] {
  return chunks.map((chunk) =>
    choicesOf(chunk).length === 0 ? chunk : { ...chunk, choices: choicesOf(chunk).map(change) },
  );
}

/** A choice without a delta stays without one. */
export function mapDeltas(
  chunks: readonly Members[],
  change: (delta: Members, choice: Members) => Members,
): readonly Members[] {
  return mapChoices(chunks, (choice) =>
    isMembers(choice["delta"]) ? { ...choice, delta: change(choice["delta"], choice) } : choice,
  );
}

/** `first` is the fragment that opened the call, null at that fragment itself. Calls without an index all count as one. */
export function mapFragments(
  chunks: readonly Members[],
  change: (fragment: Members, first: Members | null) => Members,
): readonly Members[] {
  const firsts = new Map<string, Members>();
  return mapDeltas(chunks, (delta, { index }) => {
    const fragments = delta["tool_calls"];
    if (!Array.isArray(fragments)) return delta;
    const changed = fragments.filter(isMembers).map((fragment) => {
      const key = `${String(index)} ${String(fragment["index"])}`;
      const first = firsts.get(key) ?? null;
      if (first === null) firsts.set(key, fragment);
      return change(fragment, first);
    });
    return { ...delta, tool_calls: changed };
  });
}

/** The chunk without its choices and whatever counts or fails. */
export function envelopeOf(chunk: Members): Members {
  const { choices: _choices, usage: _usage, error: _error, x_groq: _groq, ...envelope } = chunk;
  return envelope;
}

/** Puts what `make` gives before about every third chunk, and before the first. */
export function insertBetween(
  chunks: readonly Members[],
  draw: (below: number) => number,
  make: (next: Members) => Members,
): readonly Members[] {
  return chunks.flatMap((chunk, at) => (at === 0 || draw(3) === 0 ? [make(chunk), chunk] : [chunk]));
}
