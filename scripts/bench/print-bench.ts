/** Prints what became of a bench as lines of a table. */
import type { BenchRow } from "./judge-bench.ts";

const NAME_WIDTH = 44;

export const TABLE_HEAD = line("bench", "ours", "theirs", "ratio", "rounds", "target");

export function printBench(row: BenchRow): string {
  const title = `\n${row.bench}: ${row.title}\n`;
  if (row.status !== "measured") return `${title}${line(`  ${row.status.toUpperCase()}`, "", "", "", "", row.because)}`;
  const pairs = row.pairs.map(
    (pair) =>
      line(
        `  ${pair.pair}`,
        time(pair.aMs),
        time(pair.bMs),
        ratio(pair.ratio),
        `${short(pair.from)}–${short(pair.to)}`,
        pair.met ? "" : "MISSED",
      ) + (pair.also === undefined ? "" : `    ${pair.also.text}${pair.also.met ? "" : "  MISSED"}\n`),
  );
  const summary = line(
    `  ${row.pairs.length === 1 ? "" : "all"}`,
    "",
    "",
    ratio(row.ratio),
    "",
    `${row.target}  ${row.met ? "met" : "MISSED"}`,
  );
  return `${title}${pairs.join("")}${summary}`;
}

function line(name: string, ours: string, theirs: string, ratio: string, rounds: string, target: string): string {
  return (
    `${name.padEnd(NAME_WIDTH)} ${ours.padStart(11)} ${theirs.padStart(11)} ${ratio.padStart(9)}  ${rounds.padEnd(13)} ${target}`.trimEnd() +
    "\n"
  );
}

function time(ms: number): string {
  if (ms >= 1) return `${ms.toFixed(ms >= 100 ? 0 : 2)} ms`;
  return ms >= 0.001 ? `${(ms * 1_000).toFixed(2)} µs` : `${(ms * 1_000_000).toFixed(1)} ns`;
}

function short(value: number): string {
  return value.toFixed(value >= 10 ? 1 : 2);
}

function ratio(value: number): string {
  return `${short(value)} ×`;
}
