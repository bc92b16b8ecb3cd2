/** Waits for the first of some promises, for a ceiling in milliseconds, or for an interruption. */

export const CEILING = Symbol("ceiling");
export const INTERRUPTED = Symbol("interrupted");

export type Until = { readonly ceilingMs?: number; readonly signal?: AbortSignal | undefined };

/** Neither the timer nor the listener outlives the wait: a signal lives as long as a run of thousands of plays. */
export async function firstOf<T>(
  waited: readonly Promise<T>[],
  { ceilingMs, signal }: Until,
): Promise<T | typeof CEILING | typeof INTERRUPTED> {
  if (signal?.aborted === true) return INTERRUPTED;
  let timer: NodeJS.Timeout | undefined;
  const heard: (() => void)[] = [];
  const until = new Promise<typeof CEILING | typeof INTERRUPTED>((resolve) => {
    if (ceilingMs !== undefined) timer = setTimeout(() => resolve(CEILING), ceilingMs);
    heard.push(() => resolve(INTERRUPTED));
  });
  for (const hear of heard) signal?.addEventListener("abort", hear);
  try {
    return await Promise.race([...waited, until]);
  } finally {
    clearTimeout(timer);
    for (const hear of heard) signal?.removeEventListener("abort", hear);
  }
}
