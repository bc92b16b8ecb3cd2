import { expect, test } from "vitest";
import { createInProcessDriver } from "../adapter/index.ts";
import { loadCatalogue } from "../catalogue/index.ts";
import { isWireCase } from "../expand/index.ts";
import { RIGHT_CLIENT } from "../models/index.ts";
import { startHttpStage } from "../server/index.ts";
import { runCatalogue } from "./run-catalogue.ts";

// What lies in the transport is the runtime's doing here, and another test's: this client brings no transport of its own.
const CASES = loadCatalogue().filter(({ case: one }) => !isWireCase(one));

test("law: the right client has no finding over real HTTP either", async () => {
  const stage = await startHttpStage({});
  const driver = createInProcessDriver(RIGHT_CLIENT);
  try {
    const { verdicts } = await runCatalogue({ cases: CASES, driver, stage, jobs: 8 });
    const wrong = verdicts.filter(
      ({ status, findings, variants }) =>
        !["pass", "observed"].includes(status) || findings.length > 0 || variants.failed.length > 0,
    );
    expect(wrong).toEqual([]);
  } finally {
    await driver.close();
    await stage.close();
  }
});
