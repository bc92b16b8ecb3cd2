/** Waits for a promise no longer than a ceiling. */

/** The value, or null where the ceiling came first; the timer never keeps the process alive after that. */
export async function settleWithin<Value>(promise: Promise<Value>, ceilingMs: number): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const ceiling = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ceilingMs);
  });
  try {
    return await Promise.race([promise, ceiling]);
  } finally {
    clearTimeout(timer);
  }
}
