/** Runs a thousand jobs through one adapter, prints the memory held after 200 and at the end, and the handles left open. */
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { spawnStdioDriver } from "../conformance/adapter/index.ts";
import { runCatalogue } from "../conformance/run/index.ts";
import { HANDFUL } from "../conformance/run/testing/handful.ts";
import { startHttpStage } from "../conformance/server/index.ts";

const ROUNDS = 250;
const CHECKPOINTS = [200, 400, 600, 800, 1_000];

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function openHandles(): string {
  const counts = new Map<string, number>();
  for (const name of process.getActiveResourcesInfo()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${count} ${name}`).join(", ") || "none";
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function say(when: string): void {
  collectGarbage();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.stdout.write(
    `${when.padEnd(12)} rss ${megabytes(rss)}  heap ${megabytes(heapUsed)}  external ${megabytes(external)}  open: ${openHandles()}\n`,
  );
}

const adapter = path.resolve(import.meta.dirname, "../conformance/adapter/misbehaving/honest-client.mjs");
const stage = await startHttpStage({});
const driver = await spawnStdioDriver({ command: [process.execPath, adapter] });
say("start");
const { verdicts } = await runCatalogue({
  cases: Array.from({ length: ROUNDS }, () => HANDFUL).flat(),
  driver,
  stage,
  variants: "none",
  skipCalibration: true,
  onProgress(progress) {
    if (progress.kind === "play" && CHECKPOINTS.includes(progress.played)) say(`${progress.played} jobs`);
  },
});
const processes = driver.generation();
await driver.close();
await stage.close();
const passed = verdicts.filter(({ status }) => status === "pass").length;
// Handles that are closed are gone a few turns of the loop later.
for (let turn = 0; turn < 50 && process.getActiveResourcesInfo().length > 0; turn += 1) await sleep(10);
say("closed");
process.stdout.write(`${passed} of ${verdicts.length} jobs passed, in ${processes} process\n`);
