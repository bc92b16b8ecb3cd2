/** The delivery table: how often 10 slices arrive as 10 reads, in pause and in strict mode; `npx tsx scripts/bench/delivery.ts [RUNS]`. */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { availableParallelism, loadavg } from "node:os";
import path from "node:path";
import { startHttpStage } from "../../conformance/server/index.ts";
import type { PlayScript } from "../../conformance/shape/play.ts";

const RUNS = Number(process.argv[2] ?? 300);
const SLICES = 10;
const GAP_MS = 5;
const BUSY_MS = 3;

/** A read is told from two that were merged by its length alone. */
const slices = Array.from({ length: SLICES }, (_, index) => Buffer.from(`${"x".repeat(40 + index)}\n`));
const due = slices.map(({ length }) => length).join();
const script: PlayScript = {
  exchanges: [
    {
      status: 200,
      headers: [["content-type", "text/event-stream"]],
      slices,
      // One before the first too: the head is a write of its own.
      gapsBefore: slices.map((_, index) => index),
      // Not chunked: HTTP parsers hand out chunk by chunk whatever was read.
      transfer: "length",
      end: { kind: "fin" },
    },
  ],
  gapMs: GAP_MS,
};

const CLIENTS = [
  { name: "fetch", reader: "fetch", host: "127.0.0.1", dial: "127.0.0.1" },
  { name: "http.get", reader: "http.get", host: "127.0.0.1", dial: "127.0.0.1" },
  { name: "raw socket", reader: "socket", host: "127.0.0.1", dial: "127.0.0.1" },
  { name: "fetch to `::`, IPv4", reader: "fetch", host: "::", dial: "127.0.0.1" },
  { name: "http.get to `::`, mapped IPv4", reader: "http.get", host: "::", dial: "[::ffff:127.0.0.1]" },
] as const;

type Told = { readonly reads: readonly number[] } | { readonly failed: string };

async function ask(child: ChildProcess, client: string, url: string, busyMs: number): Promise<Told> {
  const told = once(child, "message");
  child.send({ client, url, busyMs });
  return (await told)[0] as Told;
}

type Cell = { readonly asDue: number; readonly failed: number; readonly fallbacks: number; readonly msEach: number };

/** Every run counts; none is made again. */
async function measure(mode: "pause" | "strict", client: (typeof CLIENTS)[number], busyMs: number): Promise<Cell> {
  const stage = await startHttpStage({ delivery: mode, host: client.host });
  const child = fork(path.join(import.meta.dirname, "delivery-client.mjs"), { execArgv: [] });
  const port = new URL(stage.origin).port;
  let [asDue, failed, fallbacks] = [0, 0, 0];
  const begun = performance.now();
  try {
    // The first request of a process is slower; it is no run.
    for (let run = -1; run < RUNS; run += 1) {
      const play = stage.open(script);
      const url = play.eventsUrl.replace(/\/\/.*:\d+/, `//${client.dial}:${port}`);
      const told = await ask(child, client.reader, url, busyMs);
      if (run >= 0) {
        if ("failed" in told) failed += 1;
        else if (told.reads.join() === due) asDue += 1;
        fallbacks += play.record().deliveries[0]?.strictFallbacks ?? 0;
      }
      await play.close();
    }
  } finally {
    child.disconnect();
    await stage.close();
  }
  return { asDue, failed, fallbacks, msEach: (performance.now() - begun) / (RUNS + 1) };
}

function print({ asDue, failed, fallbacks, msEach }: Cell): string {
  const share = `${((100 * asDue) / RUNS).toFixed(1)} %`;
  const odd = [failed > 0 ? `${failed} failed` : "", fallbacks > 0 ? `${fallbacks} fallbacks` : ""].filter(Boolean);
  return `${share}${odd.length > 0 ? ` (${odd.join(", ")})` : ""}, ${msEach.toFixed(0)} ms`;
}

const load = (): string => loadavg()[0]?.toFixed(1) ?? "?";
process.stdout.write(
  `node ${process.version}, ${availableParallelism()} cores, load ${load()}; ${SLICES} slices, ${RUNS} runs a cell\n\n` +
    `| client | pause ${GAP_MS} ms, idle | pause ${GAP_MS} ms, busy | strict, idle | strict, busy |\n|---|---|---|---|---|\n`,
);
for (const client of CLIENTS) {
  const cells: string[] = [];
  for (const mode of ["pause", "strict"] as const) {
    for (const busyMs of [0, BUSY_MS]) cells.push(print(await measure(mode, client, busyMs)));
  }
  process.stdout.write(`| ${client.name} | ${cells.join(" | ")} |\n`);
}
process.stdout.write(`\nload at the end ${load()}\n`);
