/** Draws a million streams, one after the other, and prints what memory is held on the way: it is to stay flat. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { drawStreams, PROFILES } from "../generators/index.ts";

const COUNT = Number(process.argv[2] ?? 1_000_000);
const CHECKPOINTS = new Set([0.01, 0.1, 0.25, 0.5, 0.75, 1].map((share) => Math.round(COUNT * share)));

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

const started = performance.now();
let drawn = 0;
let bytes = 0;
for (const { whole } of drawStreams({ profile: PROFILES["openrouter-c"], seed: 7, count: COUNT })) {
  drawn += 1;
  bytes += whole.bytes.length;
  if (!CHECKPOINTS.has(drawn)) continue;
  collectGarbage();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.stdout.write(
    `${String(drawn).padStart(8)} streams, ${megabytes(bytes)}: heap ${megabytes(heapUsed)}  external ${megabytes(external)}  rss ${megabytes(rss)}  ${((performance.now() - started) / 1_000).toFixed(0)} s\n`,
  );
}
