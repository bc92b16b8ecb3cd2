/** Counts the chunks that a client has shown, for whoever waits until it has shown enough. */

export type Shown = {
  count(): number;
  /** Cumulative; a smaller number than before changes nothing. */
  tell(count: number): void;
  /** Resolves true once that many were shown, false when the time is up or the signal is aborted before. */
  reaches(count: number, ceilingMs: number, until: AbortSignal): Promise<boolean>;
};

export function countShown(): Shown {
  let shown = 0;
  const waiting = new Set<() => void>();
  return {
    count: () => shown,
    tell(count) {
      shown = Math.max(shown, count);
      for (const look of waiting) look();
    },
    reaches(count, ceilingMs, until) {
      if (shown >= count || until.aborted) return Promise.resolve(shown >= count);
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(look);
          until.removeEventListener("abort", done);
          resolve(shown >= count);
        };
        const look = (): void => {
          if (shown >= count) done();
        };
        const timer = setTimeout(done, ceilingMs);
        waiting.add(look);
        until.addEventListener("abort", done, { once: true });
      });
    },
  };
}
