/** Waits for the first of some promises, for a ceiling in milliseconds, or for an interruption. */

export const CEILING = Symbol("ceiling");
export const INTERRUPTED = Symbol("interrupted");

export type Until = { readonly ceilingMs?: number; readonly signal?: AbortSignal | undefined };

/** One listener a signal, however many wait: Node warns of a leak at the eleventh. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

function waitingOn(signal: AbortSignal): Set<() => void> {
  const known = waiting.get(signal);
  if (known !== undefined) return known;
  const hearers = new Set<() => void>();
  waiting.set(signal, hearers);
  signal.addEventListener("abort", () => [...hearers].forEach((hear) => hear()), { once: true });
  return hearers;
}

/** Nothing of a wait outlives it: a signal lives as long as a run of thousands of plays. */
export async function firstOf<T>(
  waited: readonly Promise<T>[],
  { ceilingMs, signal }: Until,
): Promise<T | typeof CEILING | typeof INTERRUPTED> {
  if (signal?.aborted === true) return INTERRUPTED;
  const hearers = signal === undefined ? null : waitingOn(signal);
  let timer: NodeJS.Timeout | undefined;
  const hear: (() => void)[] = [];
  const until = new Promise<typeof CEILING | typeof INTERRUPTED>((resolve) => {
    if (ceilingMs !== undefined) timer = setTimeout(() => resolve(CEILING), ceilingMs);
    hear.push(() => resolve(INTERRUPTED));
  });
  for (const one of hear) hearers?.add(one);
  try {
    return await Promise.race([...waited, until]);
  } finally {
    clearTimeout(timer);
    for (const one of hear) hearers?.delete(one);
  }
}
