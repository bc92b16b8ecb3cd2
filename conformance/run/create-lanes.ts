/** Lets a bounded number of plays run at once, or one play alone. */

export type Lanes = {
  /** Plays that may run at once. */
  readonly width: number;
  shared<T>(work: () => Promise<T>): Promise<T>;
  /** Waits until nothing runs, then runs alone. Goes before shared work that has not begun. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
};

type Waiting = { readonly exclusive: boolean; readonly start: () => void };

export function createLanes(width: number): Lanes {
  let running = 0;
  const waiting: Waiting[] = [];
  let exclusiveRuns = false;

  function mayStart(next: Waiting): boolean {
    if (exclusiveRuns) return false;
    return next.exclusive ? running === 0 : running < width;
  }

  function advance(): void {
    for (;;) {
      const next = waiting[0];
      if (next === undefined || !mayStart(next)) return;
      waiting.shift();
      next.start();
    }
  }

  function enter<T>(exclusive: boolean, work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const start = (): void => {
        running += 1;
        exclusiveRuns = exclusive;
        work()
          .then(resolve, reject)
          .finally(() => {
            running -= 1;
            if (exclusive) exclusiveRuns = false;
            advance();
          });
      };
      const next: Waiting = { exclusive, start };
      if (exclusive) {
        const firstShared = waiting.findIndex((other) => !other.exclusive);
        waiting.splice(firstShared === -1 ? waiting.length : firstShared, 0, next);
      } else {
        waiting.push(next);
      }
      advance();
    });
  }

  return {
    width,
    shared: (work) => enter(false, work),
    exclusive: (work) => enter(true, work),
  };
}
