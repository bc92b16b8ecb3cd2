/** Lets a bounded number of plays run at once, or one play alone. */

/** What a play learns of its company. */
export type Ticket = { /** Whether no other play ran during this one so far. */ readonly alone: () => boolean };

export type Lanes = {
  shared<T>(work: (ticket: Ticket) => Promise<T>): Promise<T>;
  /** Waits until nothing runs, then runs alone. Goes before shared work that has not begun. */
  exclusive<T>(work: (ticket: Ticket) => Promise<T>): Promise<T>;
};

type Running = { overlapped: boolean };
type Waiting = { readonly exclusive: boolean; readonly start: () => void };

export function createLanes(width: number): Lanes {
  const running = new Set<Running>();
  const waiting: Waiting[] = [];
  let exclusiveRuns = false;

  function mayStart(next: Waiting): boolean {
    if (exclusiveRuns) return false;
    return next.exclusive ? running.size === 0 : running.size < width;
  }

  function advance(): void {
    for (;;) {
      const next = waiting[0];
      if (next === undefined || !mayStart(next)) return;
      waiting.shift();
      next.start();
    }
  }

  function enter<T>(exclusive: boolean, work: (ticket: Ticket) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const start = (): void => {
        const self: Running = { overlapped: running.size > 0 };
        for (const other of running) other.overlapped = true;
        running.add(self);
        exclusiveRuns = exclusive;
        work({ alone: () => !self.overlapped })
          .then(resolve, reject)
          .finally(() => {
            running.delete(self);
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
    shared: (work) => enter(false, work),
    exclusive: (work) => enter(true, work),
  };
}
