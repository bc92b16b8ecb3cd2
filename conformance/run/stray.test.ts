/** Whose a rejection is that nobody awaited, where several jobs are in flight. */
import { expect, test } from "vitest";
import { createInProcessDriver } from "../adapter/index.ts";
import { loadCatalogue } from "../catalogue/index.ts";
import { RIGHT_CLIENT } from "../models/index.ts";
import { createInProcessStage } from "../server/index.ts";
import type { InProcessClient } from "../shape/in-process-client.ts";
import { runCatalogue } from "./run-catalogue.ts";

/** The right client, whose adapter lays the stray rejection of one job into the results of all that are in flight. */
function misattributing(): InProcessClient {
  let inFlight = 0;
  return {
    ...RIGHT_CLIENT,
    async run(job, context) {
      inFlight += 1;
      const isAlone = inFlight === 1;
      const result = await RIGHT_CLIENT.run(job, context);
      const isShared = !isAlone || inFlight > 1;
      inFlight -= 1;
      const stray = { native: "Error", message: "somebody's", surface: "stray" } as const;
      return isShared ? { ...result, errors: [...(result.errors ?? []), stray] } : result;
    },
  };
}

test("a job with a rejection that may be another's is judged by its run alone", async () => {
  const stage = createInProcessStage();
  const driver = createInProcessDriver(misattributing(), { fetch: stage.fetch });
  try {
    const cases = loadCatalogue().filter(({ case: one }) => one.id.startsWith("usage/"));
    const { verdicts } = await runCatalogue({ cases, driver, stage, variants: "none", skipCalibration: true, jobs: 8 });
    expect(verdicts.filter(({ status }) => status !== "pass" && status !== "observed")).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(10);
  } finally {
    await driver.close();
    await stage.close();
  }
});
