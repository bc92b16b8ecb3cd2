/** Keeps the open attempts of a stage, each under a token that nobody can guess. */
import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { ToolkitError } from "../../src/base/index.ts";
import type { OpenPlay, PlayScript } from "../shape/play.ts";
import { checkScript } from "./check-script.ts";
import { API_KEY_PREFIX, readToken } from "./read-token.ts";
import { type Attempt, type AttemptLimits, recordAttempt, type RequestHead } from "./record-attempt.ts";

export type Attempts = {
  /** Throws `ToolkitError`: CASE_INVALID for an unplayable script, SERVER_FAILED once closed. */
  open(script: PlayScript): OpenPlay;
  find(head: RequestHead): Attempt | null;
  /** Closes every attempt; none can be opened after. */
  close(): Promise<void>;
};

/** `origin` is what the URLs given out begin with, without a slash at its end. */
export function keepAttempts(origin: string, limits: AttemptLimits): Attempts {
  const open = new Map<string, Attempt>();
  let closed = false;
  return {
    open(script) {
      if (closed) throw new ToolkitError("SERVER_FAILED", origin, "the stage is closed");
      checkScript(script);
      const openedAtMs = performance.now();
      const attempt = recordAttempt(script, limits, () => performance.now() - openedAtMs);
      // 122 random bits; Node draws them in batches, unlike `randomBytes`.
      const token = randomUUID().replaceAll("-", "");
      open.set(token, attempt);
      return {
        baseUrl: `${origin}/a/${token}/v1`,
        eventsUrl: `${origin}/a/${token}/events`,
        apiKey: `${API_KEY_PREFIX}${token}`,
        firstRequest: attempt.firstRequest,
        release: attempt.tellShown,
        nowMs: attempt.nowMs,
        settled: attempt.settled,
        record: attempt.record,
        close() {
          open.delete(token);
          return attempt.close();
        },
      };
    },
    find: (head) => open.get(readToken(head) ?? "") ?? null,
    async close() {
      closed = true;
      const attempts = [...open.values()];
      open.clear();
      await Promise.all(attempts.map((attempt) => attempt.close()));
    },
  };
}
