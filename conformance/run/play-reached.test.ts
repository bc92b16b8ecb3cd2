import { describe, expect, test } from "vitest";
import { createInProcessDriver } from "../adapter/index.ts";
import { RIGHT_CLIENT } from "../models/index.ts";
import { createInProcessStage } from "../server/index.ts";
import type { Answer, Driver } from "../shape/driver.ts";
import { runCatalogue } from "./run-catalogue.ts";
import { HANDFUL } from "./testing/handful.ts";

function failedBeforeAsking(id: string): Answer {
  const message = "other side closed";
  const told = { surface: "throw", class: "transport_reset", native: "SocketError", message, after_chunks: 0 } as const;
  return { kind: "result", result: { type: "result", id, attempt: 1, outcome: "failed", errors: [told] } };
}

/** The client fails the first `times` jobs before it sends anything, as on a connection that was just closed. */
function failingBeforeAsking(driver: Driver, times: number): { readonly driver: Driver; readonly submitted: string[] } {
  const submitted: string[] = [];
  return {
    submitted,
    driver: {
      ...driver,
      submit(job, onProgress) {
        submitted.push(job.id);
        if (submitted.length > times) return driver.submit(job, onProgress);
        return Promise.resolve(failedBeforeAsking(job.id));
      },
    },
  };
}

describe("a failure before any request", () => {
  // The first job is the warm-up, which nobody judges.
  test.each([
    ["once: the case is played again, and judged by that", 2, "pass"],
    ["each time: the case is not played for ever", 3, "fail"],
  ])("%s", async (_, times, status) => {
    const stage = createInProcessStage();
    const right = createInProcessDriver(RIGHT_CLIENT, { fetch: stage.fetch });
    const { driver, submitted } = failingBeforeAsking(right, times);
    const cases = HANDFUL.slice(0, 1);
    const { verdicts } = await runCatalogue({ cases, driver, stage, variants: "none", skipCalibration: true });
    expect(submitted).toHaveLength(3);
    expect(verdicts.map((verdict) => verdict.status === "pass")).toEqual([status === "pass"]);
    await driver.close();
    await stage.close();
  });
});
