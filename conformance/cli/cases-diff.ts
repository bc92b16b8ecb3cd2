/** The command `cases diff`: what differs between two reports or two catalogues, a line a case. */
import { statSync } from "node:fs";
import path from "node:path";
import { safeParseTotal, ToolkitError } from "../../src/base/index.ts";
import { loadCatalogue } from "../catalogue/index.ts";
import { readBytes } from "../catalogue/read-bytes.ts";
import { escapeInvisible } from "../reporters/escape-invisible.ts";
import { escapeTerminal } from "../reporters/index.ts";
import { Report } from "../shape/report.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** What is compared of a case; a catalogue has no statuses. */
export type ComparedCase = {
  readonly uid: string;
  readonly id: string;
  readonly level: string;
  readonly status?: string;
};

export type CaseDifference =
  | ({ readonly change: "added" | "removed" } & ComparedCase)
  | {
      readonly change: "changed";
      readonly uid: string;
      readonly id: string;
      readonly members: Readonly<Record<string, { readonly from: string; readonly to: string }>>;
    };

const MEMBERS = ["id", "level", "status"] as const;

/** By uid, in the order of `later`, what was removed last. Pure. */
export function compareCases(
  earlier: readonly ComparedCase[],
  later: readonly ComparedCase[],
): readonly CaseDifference[] {
  const before = new Map(earlier.map((one) => [one.uid, one]));
  const after = new Set(later.map(({ uid }) => uid));
  const found = later.flatMap((one): readonly CaseDifference[] => {
    const old = before.get(one.uid);
    if (old === undefined) return [{ change: "added", ...one }];
    const members = Object.fromEntries(
      MEMBERS.filter((name) => old[name] !== one[name]).map((name) => [
        name,
        { from: old[name] ?? "", to: one[name] ?? "" },
      ]),
    );
    return Object.keys(members).length === 0 ? [] : [{ change: "changed", uid: one.uid, id: one.id, members }];
  });
  const removed = earlier.filter(({ uid }) => !after.has(uid));
  return [...found, ...removed.map((one) => ({ change: "removed", ...one }) as const)];
}

/** 0 whether they differ or not: a difference is an answer, no failure. */
export function diffCases(
  a: string,
  b: string,
  options: { readonly json?: boolean },
  terminal: Pick<Terminal, "cwd" | "stdout">,
): ExitCode {
  const [earlier, later] = [readSide(a, terminal.cwd), readSide(b, terminal.cwd)];
  if (earlier.kind !== later.kind)
    throw new ToolkitError(
      "USAGE",
      "cases diff",
      `${a} is a ${earlier.kind}, ${b} a ${later.kind}; give two of a kind`,
    );
  const differences = compareCases(earlier.cases, later.cases);
  for (const one of differences)
    terminal.stdout.write(
      `${options.json === true ? escapeInvisible(JSON.stringify(one)) : escapeTerminal(lineOf(one))}\n`,
    );
  return 0;
}

// --- internal ---

type Side = { readonly kind: "report" | "catalogue"; readonly cases: readonly ComparedCase[] };

function readSide(shown: string, cwd: string): Side {
  const file = path.resolve(cwd, shown);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) {
    const cases = loadCatalogue(file).map(({ case: { uid, id, level } }) => ({ uid, id, level }));
    return { kind: "catalogue", cases };
  }
  const read = safeParseTotal(Report, parseJson(readBytes(file, shown), shown));
  if (!read.success) {
    const [issue] = read.issues;
    throw new ToolkitError(
      "JSON_INVALID",
      `${shown}:${issue?.path.join(".") ?? ""}`,
      `is no report, which \`streamproof schema report\` describes: ${issue?.message ?? "it does not fit"}`,
    );
  }
  return { kind: "report", cases: read.data.cases.map(({ uid, id, level, status }) => ({ uid, id, level, status })) };
}

function parseJson(bytes: Uint8Array, shown: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new ToolkitError("JSON_INVALID", shown, error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}

function lineOf(one: CaseDifference): string {
  const head = `${one.change.padEnd(7)}  ${one.uid}  ${one.id}`;
  if (one.change !== "changed") return `${head}  ${one.level}${one.status === undefined ? "" : ` ${one.status}`}`;
  return `${head}  ${Object.entries(one.members)
    .map(([name, { from, to }]) => `${name} ${from} -> ${to}`)
    .join(", ")}`;
}
