/** Fuzzes a client of this process, with a seed that is written down. */
import { createInProcessDriver } from "../../adapter/index.ts";
import { createInProcessStage } from "../../server/index.ts";
import type { InProcessClient } from "../../shape/in-process-client.ts";
import { propertiesFor, fuzzScope, runFuzz, type FuzzOptions, type FuzzOutcome } from "../index.ts";
import type { Level } from "../../shape/case.ts";

export const SEED = 20_260_101;

export type InProcessFuzz = Partial<Omit<FuzzOptions, "client" | "scope">> & {
  readonly level?: Level;
  readonly dialect?: string;
  readonly quirks?: readonly string[];
  readonly withoutQuirks?: readonly string[];
  readonly faults?: readonly string[];
  readonly streamBytesMax?: number;
  readonly signal?: AbortSignal;
  readonly deadlineMs?: number;
};

export async function fuzzInProcess(client: InProcessClient, options: InProcessFuzz = {}): Promise<FuzzOutcome> {
  const {
    level = "must",
    dialect,
    quirks,
    withoutQuirks,
    faults,
    streamBytesMax,
    signal,
    deadlineMs = 2_000,
    ...rest
  } = options;
  const stage = createInProcessStage();
  const driver = createInProcessDriver(client, { fetch: stage.fetch });
  try {
    return await runFuzz({
      properties: propertiesFor(driver.ready),
      seed: SEED,
      runsMax: 2_000,
      nowMs: () => performance.now(),
      ...rest,
      client: { driver, stage, clock: { deadlineMs, startMs: 5_000 }, signal },
      scope: fuzzScope(driver.ready, { dialect, level, quirks, withoutQuirks, faults, streamBytesMax }),
    });
  } finally {
    await driver.close();
    await stage.close();
  }
}

/** A client that does something else in some of its runs, counted from 1. */
export function inRuns(
  client: InProcessClient,
  isOdd: (run: number) => boolean,
  instead: InProcessClient["run"],
): InProcessClient {
  let runs = 0;
  return {
    ready: client.ready,
    run(job, context) {
      runs += 1;
      return isOdd(runs) ? instead(job, context) : client.run(job, context);
    },
  };
}
