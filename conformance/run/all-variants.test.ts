/** Every cut in two, in process: one verdict a case, which names the smallest play that fails. */
import { expect, test } from "vitest";
import { createInProcessDriver } from "../adapter/index.ts";
import { playKeys } from "../expand/index.ts";
import { loadedCase, streamOf } from "../expand/testing/loaded-case.ts";
import { createModelClient, FLAWED_CLIENTS, RIGHT_CLIENT } from "../models/index.ts";
import { printText } from "../reporters/index.ts";
import { createInProcessStage } from "../server/index.ts";
import type { InProcessClient } from "../shape/in-process-client.ts";
import { buildReport } from "./build-report.ts";
import { runCatalogue, type RunOptions } from "./run-catalogue.ts";

// Characters of two, three and four bytes.
const TEXT = "é漢🌊";
const CASES = [
  loadedCase(streamOf([TEXT]), {
    case: {
      level: "must",
      variants: { transfer: [] },
      expect: { any_of: [{ outcome: "completed", message: { choices: [{ content: TEXT }] } }] },
    },
  }),
];

async function run(client: InProcessClient, options: Pick<RunOptions, "variants" | "budget">) {
  const stage = createInProcessStage();
  const driver = createInProcessDriver(client, { fetch: stage.fetch });
  try {
    const outcome = await runCatalogue({ cases: CASES, driver, stage, skipCalibration: true, jobs: 4, ...options });
    const report = buildReport({
      toolVersion: "0.0.0",
      suite: { cases: CASES.length, sha256: "0".repeat(64) },
      ready: driver.ready,
      profiles: outcome.profiles,
      command: null,
      delivery: { mode: "in_process", gap_ms: 0 },
      budget: outcome.budget?.report ?? null,
      complete: outcome.complete,
      gateLevel: "must",
      pollution: outcome.pollution,
      verdicts: outcome.verdicts,
    });
    const text = printText(report, { colour: false, width: 100, repeat: (uid, key) => `again ${uid} ${key}`, show });
    return { report, text, verdict: report.cases[0] };
  } finally {
    await driver.close();
    await stage.close();
  }
}

const show = () => null;

function flawedClient(id: string): InProcessClient {
  const flawed = FLAWED_CLIENTS.find((one) => one.id === id);
  if (flawed === undefined) throw new Error(`there is no ${id}`);
  return createModelClient(id, flawed.parts);
}

test.each(["none", "default", "all"] as const)("variants %s: the right client passes all of them", async (variants) => {
  const { verdict } = await run(RIGHT_CLIENT, { variants });
  const keys = CASES.flatMap((loaded) => playKeys(loaded, { variants }));
  expect(verdict).toMatchObject({ status: "pass", variants: { run: keys.length - 1, failed: [], not_judged: 0 } });
});

test("a client that fails at many cuts has one verdict, which names the first of the single ones", async () => {
  const { report, verdict, text } = await run(flawedClient("decodes-each-slice"), { variants: "all" });
  const [body = new Uint8Array(0)] = CASES[0]?.bodies ?? [];
  const inside = [...body.keys()].filter((offset) => ((body[offset] ?? 0) & 0xc0) === 0x80);
  expect(inside.length).toBe(6);
  expect(report.cases).toHaveLength(1);
  expect(verdict?.key).toBe(`cuts=${inside[0]}`);
  expect(verdict?.variants.failed.slice(0, inside.length)).toEqual(inside.map((offset) => `cuts=${offset}`));
  expect(text.match(/^FAIL {2}/gm)).toHaveLength(1);
  expect(text).toContain(`again t001 cuts=${inside[0]}`);
  expect(text).toMatch(new RegExp(String.raw`failed \(cuts=${inside[0]},[^)]*\sand\s\d+\smore\)`));
});

test("a budget leaves variants out, counts them by axis, and nothing of it is not run", async () => {
  const { report, verdict, text } = await run(RIGHT_CLIENT, { variants: "all", budget: { seconds: 1, seed: 7 } });
  const all = CASES.flatMap((loaded) => playKeys(loaded, { variants: "all" })).length;
  const left = Object.values(report.budget?.left_out ?? {}).reduce((sum, count) => sum + count, 0);
  expect(left).toBeGreaterThan(0);
  expect(verdict).toMatchObject({
    status: "pass",
    variants: { run: all - 1 - left, failed: [], not_judged: 0, left_out: left },
  });
  expect(report.summary.not_run).toBe(0);
  expect(text).toContain("\nbudget   1 s of planned delivery, ");
  expect(text).toMatch(/\nvariants left out by the budget\n +\d+ {2}cuts\n/);
  const again = await run(RIGHT_CLIENT, { variants: "all", budget: { seconds: 1, seed: 7 } });
  expect(again.report).toEqual(report);
});
