/** Waits for the first of some promises, or for a ceiling in milliseconds. */

export const CEILING = Symbol("ceiling");

/** Resolves with `CEILING` when the milliseconds pass first; the timer never outlives the wait. */
export async function firstOf<T>(waited: readonly Promise<T>[], ceilingMs: number): Promise<T | typeof CEILING> {
  let timer: NodeJS.Timeout | undefined;
  const ceiling = new Promise<typeof CEILING>((resolve) => {
    timer = setTimeout(() => resolve(CEILING), ceilingMs);
  });
  try {
    return await Promise.race([...waited, ceiling]);
  } finally {
    clearTimeout(timer);
  }
}
