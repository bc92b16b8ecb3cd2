/** The steps in which a stream is handed out when each event waits until the one before it was shown. */
import { eventEnds } from "../../src/wire/index.ts";
import type { PlayBarrier } from "../shape/play.ts";

/** Where an event ends, and how many events with data there are up to there. */
export type EventStep = { readonly offset: number; readonly events: number };

/** The end of each event that has data and is followed by another; comments are no events, and nobody shows them. */
export function eventSteps(bytes: Uint8Array): readonly EventStep[] {
  const steps: EventStep[] = [];
  let start = 0;
  let events = 0;
  for (const offset of eventEnds(bytes)) {
    const block = new TextDecoder().decode(bytes.subarray(start, offset));
    start = offset;
    if (!/(^|[\r\n])data[:\r\n]/.test(block)) continue;
    events += 1;
    if (offset < bytes.length) steps.push({ offset, events });
  }
  return steps;
}

export function mergeOffsets(
  offsets: readonly number[],
  steps: readonly { readonly offset: number }[],
): readonly number[] {
  return [...new Set([...offsets, ...steps.map(({ offset }) => offset)])].sort((a, b) => a - b);
}

/** The slice that begins at a step waits for as many chunks; `offsets` are those at which the body is cut. */
export function barriersAt(steps: readonly EventStep[], offsets: readonly number[]): readonly PlayBarrier[] {
  const places = new Map(offsets.map((offset, index) => [offset, index + 1]));
  return steps.map(({ offset, events }) => ({ before: places.get(offset) ?? 0, shown: events }));
}
