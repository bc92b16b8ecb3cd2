/** The benchmarks: every claim about speed, timed turn about in processes of plain node, with its target beside it. */
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs, promisify } from "node:util";
import type { Bench, Pair } from "./bench/bench.ts";
import { buildBenches } from "./bench/build-benches.ts";
import { installPeers, type Peers } from "./bench/install-peers.ts";
import { judgeBench, type BenchRow } from "./bench/judge-bench.ts";
import type { Effort, Measured } from "./bench/measure-sides.ts";
import { benchesOf } from "./bench/open-bench.ts";
import { printBench, TABLE_HEAD } from "./bench/print-bench.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const USAGE = `Usage: npm run bench -- [--only NAME]... [--json FILE] [--strict] [--rounds N] [--round-ms MS]

--only     benches, or pairs as BENCH/PAIR, whose names start so (repeatable); pairs that take minutes want
           their whole name: "run-every-variant/all"
--json     writes all numbers to FILE
--strict   exit code 1 where a target is missed or a bench is skipped
--rounds   rounds that count (default 11)
--round-ms what a side runs for in one round (default 40)
`;

const { values: flags } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    json: { type: "string" },
    strict: { type: "boolean", default: false },
    rounds: { type: "string", default: "11" },
    "round-ms": { type: "string", default: "40" },
    help: { type: "boolean", default: false },
  },
});
if (flags.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}

const roundMs = Number(flags["round-ms"]);
const effort: Effort = { rounds: Number(flags.rounds), roundMs, warmMs: roundMs * 6 };
const wanted = (bench: string, { name, isOnDemand = false }: Pair): boolean =>
  isOnDemand
    ? flags.only.includes(`${bench}/${name}`)
    : flags.only.length === 0 ||
      flags.only.some((only) => bench.startsWith(only) || `${bench}/${name}`.startsWith(only));

const built = buildBenches(ROOT, (what) => process.stderr.write(`bench: ${what}\n`));
const rows: BenchRow[] = [];
try {
  const chosen: { readonly module: string; readonly bench: Bench }[] = [];
  for (const module of built.modules) {
    for (const bench of benchesOf(await import(pathToFileURL(module).href))) {
      const pairs = bench.pairs.filter((pair) => wanted(bench.name, pair));
      if (pairs.length > 0) chosen.push({ module, bench: { ...bench, pairs } });
    }
  }
  const peers: Peers = chosen.some(({ bench }) => bench.peers.length > 0)
    ? installPeers(path.join(import.meta.dirname, "bench", "peers"), process.env)
    : { folder: null, because: "no chosen bench wants them" };
  process.stdout.write(
    `node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}; ${effort.rounds} rounds of ${roundMs} ms a side\n\n${TABLE_HEAD}`,
  );
  for (const { module, bench } of chosen) {
    // One that fails is told of, and the others are timed all the same.
    const row = await runBench(module, bench, peers).catch((error: unknown) => failed(bench, error));
    rows.push(row);
    process.stdout.write(printBench(row));
  }
  if (chosen.length === 0) process.stdout.write(`no bench is called ${flags.only.join(", ")}\n`);
} finally {
  built.remove();
}

const missed = rows
  .filter((row) => row.status === "failed" || (row.status === "measured" && !row.met))
  .map((row) => row.bench);
const skipped = rows.filter((row) => row.status === "skipped").map((row) => row.bench);
process.stdout.write(
  `\n${rows.length - missed.length - skipped.length} met, ${missed.length} MISSED${missed.length === 0 ? "" : ` (${missed.join(", ")})`}, ${skipped.length} skipped\n`,
);
if (flags.json !== undefined)
  writeFileSync(flags.json, `${JSON.stringify({ node: process.version, effort, benches: rows }, null, 2)}\n`);
if (rows.length === 0 || (flags.strict && missed.length + skipped.length > 0)) process.exitCode = 1;

async function runBench(module: string, bench: Bench, peers: Peers): Promise<BenchRow> {
  if (bench.peers.length > 0 && peers.folder === null) {
    return {
      bench: bench.name,
      title: bench.title,
      status: "skipped",
      because: `without ${bench.peers.join(", ")}: ${peers.because}`,
    };
  }
  const measured: { readonly pair: string; readonly measured: Measured }[] = [];
  for (const { name } of bench.pairs) {
    const args = [built.timePair, module, bench.name, name, peers.folder ?? "", JSON.stringify(effort)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
    measured.push({ pair: name, measured: JSON.parse(stdout) as Measured });
  }
  return judgeBench(bench, measured);
}

/** The sentence that its process ended with, without the way there. */
function failed({ name, title }: Bench, error: unknown): BenchRow {
  const lines = String(error).split("\n");
  return {
    bench: name,
    title,
    status: "failed",
    because: lines.findLast((line) => /^\w*Error: /.test(line)) ?? lines[0] ?? "",
  };
}
