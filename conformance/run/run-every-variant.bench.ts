/** The catalogue in its default variants over one stdio adapter, against bare requests for the very same scripts. */
import { createHash } from "node:crypto";
import { Agent } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Bench, Pair } from "../../scripts/bench/bench.ts";
import { inLanes } from "../../scripts/bench/in-lanes.ts";
import { modelAdapter } from "../../scripts/bench/model-adapter.ts";
import { requestBarely } from "../../scripts/bench/request-barely.ts";
import { spawnStdioDriver } from "../adapter/index.ts";
import { loadCatalogue } from "../catalogue/index.ts";
import { expandCase } from "../expand/index.ts";
import { startHttpStage } from "../server/index.ts";
import type { Case, LoadedCase } from "../shape/case.ts";
import type { Play, Stage } from "../shape/play.ts";
import { runCatalogue, type RunOutcome } from "./index.ts";
import { jobOfPlay } from "./job-of-play.ts";

const AT_ONCE = 8;
const SEED = "every variant, 2026";
/** What the runner may still hold when a run is over and its verdicts are let go, more than after the first run. */
const GROWTH_MB_MAX = 4;

function heapMb(): number {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}

async function check(cases: readonly LoadedCase[], stage: Stage): Promise<RunOutcome & { readonly played: number }> {
  const driver = await spawnStdioDriver({
    command: modelAdapter(new URL("../models/index.js", import.meta.url)),
    cwd: process.cwd(),
  });
  let played = 0;
  try {
    const outcome = await runCatalogue({
      cases,
      driver,
      stage,
      jobs: AT_ONCE,
      onProgress: (progress) => {
        if (progress.kind === "play") ({ played } = progress);
      },
    });
    return { ...outcome, played };
  } finally {
    await driver.close();
  }
}

type Played = { readonly given: Case; readonly play: Play };

/** What a run has played, plain ones first, as the runner goes about it. */
function playsOf(cases: readonly LoadedCase[], { verdicts }: RunOutcome): readonly Played[] {
  const all = cases.flatMap((loaded, at): readonly Played[] => {
    const verdict = verdicts[at];
    if (verdict === undefined || verdict.status === "skip") return [];
    const plays = expandCase(loaded, { variants: "default" });
    return (verdict.variants.not_judged > 0 ? plays.slice(0, 1) : plays).map((play) => ({ given: loaded.case, play }));
  });
  return [...all.filter(({ play }) => play.key === "plain"), ...all.filter(({ play }) => play.key !== "plain")];
}

async function requestOnce({ given, play }: Played, stage: Stage, agent: Agent): Promise<void> {
  const open = stage.open(play.script);
  await requestBarely(jobOfPlay(given, open, { id: "j", attempt: 1, deadlineMs: 1 }), agent);
  await open.close();
}

function pairOf(name: string, isChosen: (loaded: LoadedCase) => boolean, bounds: Omit<Pair, "name" | "setUp">): Pair {
  return {
    name,
    ...bounds,
    setUp: async () => {
      const cases = loadCatalogue().filter(isChosen);
      const stage = await startHttpStage();
      const agent = new Agent({ keepAlive: true });
      const plays = playsOf(cases, await check(cases, stage));
      const before = heapMb();
      let runs = 0;
      let oddRuns = 0;
      return {
        a: async () => {
          const { played } = await check(cases, stage);
          runs += 1;
          if (played !== plays.length) oddRuns += 1;
        },
        b: () => inLanes(AT_ONCE, plays, (played) => requestOnce(played, stage, agent)),
        also: () => {
          const grownMb = heapMb() - before;
          const what = `${plays.length} plays of ${cases.length} cases${oddRuns > 0 ? `, ${oddRuns} runs with another number` : ""}`;
          const text = `${what}; heap grown by ${grownMb.toFixed(1)} MB in ${runs} runs (≤ ${GROWTH_MB_MAX} MB)`;
          return { text, met: grownMb <= GROWTH_MB_MAX && oddRuns === 0 };
        },
        tearDown: async () => {
          agent.destroy();
          await stage.close();
        },
      };
    },
  };
}

function isInThird({ case: { uid } }: LoadedCase): boolean {
  return createHash("sha256").update(`${SEED} ${uid}`).digest().readUInt16BE() % 3 === 0;
}

export const benches: readonly Bench[] = [
  {
    name: "run-every-variant",
    title: `cases in their default variants over one stdio adapter, against bare requests for the same scripts, gaps and all, ${AT_ONCE} at once`,
    ratio: "time",
    target: 1.5,
    peers: [],
    pairs: [
      pairOf("a third of the catalogue", isInThird, { roundsMax: 3 }),
      pairOf("all", () => true, { roundsMax: 1, isOnDemand: true }),
    ],
  },
];
