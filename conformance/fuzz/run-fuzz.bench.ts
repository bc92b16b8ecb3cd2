/** Fuzzing over stdio without gaps, against plain jobs of the same adapter. */
import type { Bench } from "../../scripts/bench/bench.ts";
import { modelAdapter } from "../../scripts/bench/model-adapter.ts";
import { spawnStdioDriver } from "../adapter/index.ts";
import { loadCatalogue } from "../catalogue/index.ts";
import { runCatalogue } from "../run/index.ts";
import { startHttpStage } from "../server/index.ts";
import type { Stage } from "../shape/play.ts";
import { FUZZ_PROPERTY_NAMES, fuzzScope, runFuzz } from "./index.ts";

const JOBS = 200;
const AT_ONCE = 4;
const SEED = 20_260_101;
const PLAIN_UID = "s3ed";

/** The same stage but that slices follow each other at once. */
function withoutGaps(stage: Stage): Stage {
  return {
    open: (script) =>
      stage.open({ ...script, exchanges: script.exchanges.map((exchange) => ({ ...exchange, gapsBefore: [] })) }),
    close: () => stage.close(),
  };
}

export const benches: readonly Bench[] = [
  {
    name: "fuzz",
    title: `${JOBS} drawn streams without gaps over one stdio adapter, against ${JOBS} plain jobs of its, ${AT_ONCE} at once`,
    ratio: "speed",
    target: 0.5,
    peers: [],
    pairs: [
      {
        name: "the right client",
        setUp: async () => {
          const plain = loadCatalogue().find((loaded) => loaded.case.uid === PLAIN_UID);
          if (plain === undefined) throw new Error(`no case ${PLAIN_UID}`);
          const cases = Array.from({ length: JOBS }, () => plain);
          const stage = withoutGaps(await startHttpStage());
          const command = modelAdapter(new URL("../models/index.js", import.meta.url));
          const driver = await spawnStdioDriver({ command, cwd: process.cwd() });
          const scope = fuzzScope(driver.ready, {});
          let seed = SEED;
          return {
            a: async () => {
              seed += JOBS;
              const outcome = await runFuzz({
                client: { driver, stage, clock: { deadlineMs: 20_000, startMs: 20_000 } },
                scope,
                properties: FUZZ_PROPERTY_NAMES,
                seed,
                runsMax: JOBS,
                jobs: AT_ONCE,
                nowMs: () => performance.now(),
              });
              const [failure] = outcome.failures;
              if (failure !== undefined) throw new Error(`${failure.property} ${failure.code}, seed ${failure.seed}`);
            },
            b: async () => {
              await runCatalogue({ cases, driver, stage, variants: "none", jobs: AT_ONCE, skipCalibration: true });
            },
            tearDown: async () => {
              await driver.close();
              await stage.close();
            },
          };
        },
      },
    ],
  },
];
