import { expect, test } from "vitest";
import { createInProcessDriver } from "../adapter/index.ts";
import { loadCatalogue } from "../catalogue/index.ts";
import { exitCode } from "../judge/index.ts";
import { RIGHT_CLIENT } from "../models/index.ts";
import { createInProcessStage } from "../server/index.ts";
import type { Stage } from "../shape/play.ts";
import { runCatalogue } from "./run-catalogue.ts";

test("a script that our own side cannot play is a harness error, and the other cases are judged", async () => {
  const stage = createInProcessStage();
  const refusing: Stage = {
    open(script) {
      if (script.exchanges[0]?.status === 401 && opened > 0) throw new Error("planted");
      opened += 1;
      return stage.open(script);
    },
    close: () => stage.close(),
  };
  let opened = 0;
  const driver = createInProcessDriver(RIGHT_CLIENT, { fetch: stage.fetch });
  const cases = loadCatalogue().filter(({ case: one }) => ["c504", "s3ed"].includes(one.uid));
  const { verdicts } = await runCatalogue({ cases, driver, stage: refusing, variants: "none", skipCalibration: true });
  expect(Object.fromEntries(verdicts.map(({ uid, status, because }) => [uid, [status, because]]))).toEqual({
    c504: ["harness_error", "the script could not be played: planted"],
    s3ed: ["pass", null],
  });
  expect(exitCode({ report: { gate: { met: true }, cases: verdicts } })).toBe(3);
  await driver.close();
  await stage.close();
});
