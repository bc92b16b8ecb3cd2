/** Examines an adapter, check by check: does it say what its client did, no more and no less? */
import { redactText, ToolkitError } from "../../src/base/index.ts";
import { calibrate } from "../run/calibrate.ts";
import type { RunClock } from "../run/play-once.ts";
import type { Driver } from "../shape/driver.ts";
import type { Stage } from "../shape/play.ts";
import type { AdapterCheck } from "./adapter-check.ts";
import { canariesFor } from "./canaries.ts";
import { checkCanary } from "./check-canary.ts";
import { checkJobsInFlight } from "./check-jobs-in-flight.ts";
import { checkPlanted } from "./check-planted.ts";
import { checkUnknownMembers } from "./check-unknown-members.ts";
import { checkUnknownOp } from "./check-unknown-op.ts";
import type { Examination } from "./examination.ts";
import { plantedDifferences } from "./planted-differences.ts";

export type ExamineOptions = {
  /** Ready; `examineAdapter` closes it, and times that. */
  readonly driver: Driver;
  readonly stage: Stage;
  readonly clock: RunClock;
  /** What the driver gives an adapter from `bye` to its end; null where every job has a process of its own. */
  readonly byeMs: number | null;
  /** Plays streams with planted differences too. */
  readonly mutate: boolean;
  readonly signal?: AbortSignal;
  readonly onCheck?: (check: AdapterCheck) => void;
};

/** All checks made, in order; an interruption ends the list early. Never rejects for what the adapter does. */
export async function examineAdapter(options: ExamineOptions): Promise<readonly AdapterCheck[]> {
  const { driver, stage, clock, signal } = options;
  const noise: string[] = [];
  const listening: Driver = {
    ...driver,
    takePollution() {
      const lines = driver.takePollution();
      noise.push(...lines);
      return lines;
    },
  };
  const op = driver.ready.capabilities.includes("chat.stream") ? "chat.stream" : "sse.read";
  const given: Examination = { driver: listening, stage, clock, op };
  const checks: AdapterCheck[] = [];
  const tell = (made: AdapterCheck): AdapterCheck => {
    // Details quote the adapter.
    const check = made.status === "wrong" ? { ...made, detail: redactText(made.detail) } : made;
    checks.push(check);
    options.onCheck?.(check);
    return check;
  };

  const plainest = tell(await checkCalibration(given));
  const broken = plainest.status === "wrong";
  const rest: (readonly [id: string, title: string, check: () => Promise<AdapterCheck>])[] = [
    ["job/unknown-op", "an unknown `op`", () => checkUnknownOp(given)],
    ["job/unknown-members", "unknown members of a job", () => checkUnknownMembers(given)],
    ["job/in-flight", "jobs in flight at once", () => checkJobsInFlight(given)],
    ...canariesFor(op).map((canary) => [canary.id, canary.title, () => checkCanary(given, canary)] as const),
    ...(options.mutate ? plantedDifferences(op) : []).map(
      (difference) => [difference.id, difference.title, () => checkPlanted(given, difference)] as const,
    ),
  ];
  for (const [id, title, check] of rest) {
    if (signal?.aborted === true) break;
    tell(broken ? { id, title, status: "skipped", because: "the calibration came out wrong" } : await check());
  }
  if (signal?.aborted !== true) tell(await checkBye(listening, options.byeMs));
  else await driver.close();
  listening.takePollution();
  if (signal?.aborted !== true) tell(checkNoise(noise));
  return checks;
}

// --- internal ---

async function checkCalibration({ driver, stage, clock }: Examination): Promise<AdapterCheck> {
  const named = { id: "calibration", title: "the plainest streams are reported as they were sent" } as const;
  const { capabilities, profiles } = driver.ready;
  try {
    await calibrate({ driver, stage, clock, signal: undefined, keepPollution: () => {} }, { capabilities, profiles });
    return { ...named, status: "ok" };
  } catch (error) {
    if (!(error instanceof ToolkitError)) throw error;
    return { ...named, status: "wrong", detail: error.detail, next: error.hint };
  }
}

/** An adapter that has to be ended by force has taken the whole time that it was given. */
async function checkBye(driver: Driver, byeMs: number | null): Promise<AdapterCheck> {
  const named = { id: "bye", title: "`bye`, or the end of its input, ends the adapter" } as const;
  const askedAtMs = performance.now();
  await driver.close();
  const tookMs = performance.now() - askedAtMs;
  if (byeMs === null) return { ...named, status: "skipped", because: "every job has a process of its own" };
  if (tookMs < byeMs) return { ...named, status: "ok" };
  const next = "End the process at `bye` and at the end of standard input; close what keeps it alive: timers, sockets.";
  return { ...named, status: "wrong", detail: `it was still there ${byeMs} ms later and was ended`, next };
}

const NOISE_SHOWN = 5;

function checkNoise(noise: readonly string[]): AdapterCheck {
  const named = { id: "output", title: "standard output carries protocol lines and nothing else" } as const;
  if (noise.length === 0) return { ...named, status: "ok" };
  const more = noise.length > NOISE_SHOWN ? [`and ${noise.length - NOISE_SHOWN} more`] : [];
  const next = "Write logs to standard error; answer each job exactly once, with its own id and attempt.";
  return { ...named, status: "wrong", detail: [...noise.slice(0, NOISE_SHOWN), ...more].join("\n"), next };
}
