import { expect, test } from "vitest";
import { createInProcessDriver } from "../adapter/index.ts";
import { loadCatalogue } from "../catalogue/index.ts";
import { isWireCase } from "../expand/index.ts";
import { RIGHT_CLIENT } from "../models/index.ts";
import { startHttpStage } from "../server/index.ts";
import { runCatalogue } from "./run-catalogue.ts";

// What lies in the transport is the runtime's doing here, and another test's: this client brings no transport of its own.
const CASES = loadCatalogue().filter(({ case: one }) => !isWireCase(one));

// Every variant of every case is played in-process; over HTTP the areas in which the transport could make a difference.
const CUT_AREAS = /^(?:framing|done|ends|errors|abort|transport|recorded)\//;

/** The cases of events are many and small: of them those are cut over HTTP that are about cuts. */
const isCut = ({ case: one }: (typeof CASES)[number]): boolean =>
  CUT_AREAS.test(one.id) || (one.op === "sse.read" && one.subject !== null);

test("law: the right client has no finding over real HTTP either", async () => {
  const stage = await startHttpStage({});
  const driver = createInProcessDriver(RIGHT_CLIENT);
  try {
    const run = (cases: typeof CASES, variants: "default" | "none") =>
      runCatalogue({ cases, driver, stage, variants, jobs: 8 });
    const cut = await run(CASES.filter(isCut), "default");
    const whole = await run(
      CASES.filter((loaded) => !isCut(loaded)),
      "none",
    );
    const verdicts = [...cut.verdicts, ...whole.verdicts];
    expect(verdicts).toHaveLength(CASES.length);
    const wrong = verdicts.filter(
      ({ status, findings, variants }) =>
        !["pass", "observed"].includes(status) || findings.length > 0 || variants.failed.length > 0,
    );
    expect(wrong).toEqual([]);
  } finally {
    await driver.close();
    await stage.close();
  }
}, 120_000);
