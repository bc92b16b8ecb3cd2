/** Collects over a whole run what an adapter printed beside the protocol, bounded, with a count of what was not kept. */

export type Notes = { add(lines: readonly string[]): void; all(): readonly string[] };

/** How a driver counts what it did not keep itself: quoted lines and notes never begin like this. */
const MORE = /^… and (\d+) more lines$/;

/** Noise must not crowd out what is wrong with the adapter, so notes (`adapter: …`) have room of their own. */
export function createNotes(linesKept: number): Notes {
  const kept: string[] = [];
  const counts = { noise: 0, notes: 0 };
  let dropped = 0;
  return {
    add(lines) {
      for (const line of lines) {
        const more = MORE.exec(line)?.[1];
        const kind = line.startsWith("adapter: ") ? "notes" : "noise";
        if (more !== undefined) dropped += Number(more);
        else if (counts[kind] >= linesKept) dropped += 1;
        else {
          counts[kind] += 1;
          kept.push(line);
        }
      }
    },
    all: () => (dropped === 0 ? kept : [...kept, `… and ${dropped} more lines`]),
  };
}
