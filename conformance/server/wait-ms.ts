/** Waits that many milliseconds, or until one of the given signals is aborted. Never rejects. */
export function waitMs(ms: number, ...until: readonly AbortSignal[]): Promise<void> {
  if (until.some((signal) => signal.aborted)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      for (const signal of until) signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    for (const signal of until) signal.addEventListener("abort", done, { once: true });
  });
}
