/**
 * Prints what fuzzing finds by itself: each flawed client in scope with the draw that showed it, then twenty of them
 * as processes of their own with the smallest stream. `--check` fails below the bounds; `--right RUNS` draws so many
 * streams for the right client instead, and fails at the first failure.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { spawnStdioDriver } from "../conformance/adapter/index.ts";
import { fuzzScope, propertiesFor, runFuzz, type FuzzFailure } from "../conformance/fuzz/index.ts";
import type { Level } from "../conformance/shape/case.ts";
import { FLAWS_IN_SCOPE } from "../conformance/fuzz/testing/flaws-in-scope.ts";
import { fuzzInProcess } from "../conformance/fuzz/testing/fuzz-in-process.ts";
import { createModelClient, FLAWED_CLIENTS, RIGHT_CLIENT } from "../conformance/models/index.ts";
import { startHttpStage } from "../conformance/server/index.ts";
import { decodeBytes } from "../src/wire/index.ts";

const SEED = 20_260_101;
const RUNS_MAX = 2_000;
const FOUND_SHARE_MIN = 0.85;
const SHRINK_RUNS_MAX = 400;
const EVENTS_MAX = 3;

/** One a dimension: bytes, line ends, fields, blocks, envelope, choices, text, calls, usage, finish, ends. */
const PLANTED = [
  "decodes-each-slice",
  "normalises-line-ends-read-by-read",
  "trims-each-read",
  "reads-comments-as-data",
  "wants-a-space",
  "takes-each-data-line-for-an-event",
  "splits-lines-as-unicode-does",
  "forgets-the-last-event-id",
  "passes-over-empty-data",
  "skips-chunks-without-choice",
  "ignores-the-choice-index",
  "drops-content-at-finish",
  "drops-equal-deltas",
  "appends-null",
  "ignores-the-tool-index",
  "mends-each-argument-fragment",
  "concatenates-finish-reasons",
  "swallows-resets",
  "swallows-error-chunks",
  "posts-again-after-output",
] as const;

/** What both tables tell of a client, after its name: its level, then what `shown` gives. */
const COLUMNS = [
  "level",
  "draws to the first find",
  "property",
  "finding",
  "events",
  "bytes",
  "runs to shrink",
  "runs in all",
] as const;

const { values } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    right: { type: "string" },
    seed: { type: "string", default: String(SEED) },
    level: { type: "string", default: "must" },
    dialect: { type: "string" },
    "skip-shrink": { type: "boolean", default: false },
    "skip-find": { type: "boolean", default: false },
  },
});
const seed = Number(values.seed);

/** Events of the whole stream, `[DONE]` apart. */
function eventsOf({ draw }: FuzzFailure): number {
  const { items } = decodeBytes([draw.bytes]);
  return items.filter((item) => item.kind === "event" && item.data.trim() !== "[DONE]").length;
}

function row(cells: readonly (string | number)[]): void {
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
}

function head(cells: readonly string[]): void {
  row(cells);
  row(cells.map(() => "---"));
}

function shown(failure: FuzzFailure): readonly (string | number)[] {
  const { property, code, foundAtRun, draw, shrinkRuns, clientRuns } = failure;
  return [foundAtRun, property, code, eventsOf(failure), draw.bytes.length, shrinkRuns, clientRuns];
}

/** False where too few are found. */
async function tableOfFound(only: readonly string[]): Promise<boolean> {
  const clients = FLAWED_CLIENTS.filter(({ id }) => only.length === 0 || only.includes(id));
  const missed: string[] = [];
  let count = 0;
  head(["client", ...COLUMNS]);
  for (const { id, parts } of clients) {
    const scope = FLAWS_IN_SCOPE[id];
    if (scope === undefined || "out" in scope) continue;
    count += 1;
    const { level } = scope;
    const options = { seed, level, runsMax: RUNS_MAX, jobs: 8, deadlineMs: 5_000 };
    const { failures } = await fuzzInProcess(createModelClient(id, parts), options);
    const [failure] = failures;
    if (failure === undefined) missed.push(id);
    row([id, level, ...(failure === undefined ? [`not in ${RUNS_MAX}`, "", "", "", "", "", ""] : shown(failure))]);
  }
  const out = clients.filter(({ id }) => "out" in (FLAWS_IN_SCOPE[id] ?? {}));
  process.stdout.write("\n");
  head(["out of scope", "because"]);
  for (const { id } of out) {
    const scope = FLAWS_IN_SCOPE[id];
    if (scope !== undefined && "out" in scope) row([id, scope.out]);
  }
  const found = count - missed.length;
  const share = count === 0 ? 1 : found / count;
  const rest = missed.length === 0 ? "" : `; missed: ${missed.join(", ")}`;
  process.stdout.write(`\nfound ${found} of ${count} (${(100 * share).toFixed(1)} %), seed ${seed}${rest}\n\n`);
  return share >= FOUND_SHARE_MIN;
}

/** The same, as users run it: another process, real HTTP. Null where nothing was found. */
async function fuzzProcess(id: string, level: Level): Promise<FuzzFailure | null> {
  const stage = await startHttpStage({ delivery: "strict" });
  const adapter = path.resolve(import.meta.dirname, "serve-model.ts");
  const driver = await spawnStdioDriver({
    command: [process.execPath, "--import", import.meta.resolve("tsx"), adapter, id],
  });
  try {
    const { failures } = await runFuzz({
      client: { driver, stage, clock: { deadlineMs: 5_000, startMs: 10_000 } },
      scope: fuzzScope(driver.ready, { level }),
      properties: propertiesFor(driver.ready),
      seed,
      runsMax: RUNS_MAX,
      jobs: 4,
      nowMs: () => performance.now(),
    });
    return failures[0] ?? null;
  } finally {
    await driver.close();
    await stage.close();
  }
}

/** False where one is not found, or not made small. */
async function tableOfShrunk(only: readonly string[]): Promise<boolean> {
  let isSmall = true;
  head(["planted, as a process", ...COLUMNS, "fails only"]);
  for (const id of PLANTED.filter((one) => only.length === 0 || only.includes(one))) {
    const scope = FLAWS_IN_SCOPE[id];
    const level = scope !== undefined && "level" in scope ? scope.level : "must";
    const failure = await fuzzProcess(id, level);
    const isGood =
      failure !== null &&
      failure.isComplete &&
      failure.clientRuns <= SHRINK_RUNS_MAX &&
      eventsOf(failure) <= EVENTS_MAX;
    isSmall &&= isGood;
    row([
      id,
      level,
      ...(failure === null ? ["not found", "", "", "", "", "", "", ""] : [...shown(failure), failure.matters ?? ""]),
    ]);
  }
  process.stdout.write(`\nbounds: ${SHRINK_RUNS_MAX} runs of the client, ${EVENTS_MAX} events, [DONE] apart\n`);
  return isSmall;
}

/** False at any failure: a false alarm is a bug of ours. */
async function drawForRight(runsMax: number): Promise<boolean> {
  const level = values.level === "observe" ? "observe" : values.level === "should" ? "should" : "must";
  const client =
    values.dialect === undefined
      ? RIGHT_CLIENT
      : { ...RIGHT_CLIENT, ready: { ...RIGHT_CLIENT.ready, profiles: [values.dialect] } };
  const options = { seed, level, runsMax, jobs: 8, deadlineMs: 30_000, keepGoing: true } as const;
  const outcome = await fuzzInProcess(client, {
    ...options,
    ...(values.dialect === undefined ? {} : { dialect: values.dialect }),
  });
  const { runs, failures, flaky, unsound, unjudged } = outcome;
  const kinds = [...failures, ...flaky].map(({ property, code, draw, path: way, seed: from }) =>
    [
      property,
      code,
      `--seed ${from} --path ${way}`,
      JSON.stringify(new TextDecoder().decode(draw.bytes).slice(0, 400)),
    ].join(" "),
  );
  process.stdout.write(
    `right client, level ${level}, dialect ${values.dialect ?? "all claimed"}, seed ${seed}: ${runs} draws, ${failures.length} failures, ${flaky.length} flaky, ${unsound} unsound, ${unjudged.count} unjudged\n${kinds.map((kind) => `${kind}\n`).join("")}`,
  );
  return kinds.length === 0 && unsound === 0 && unjudged.count === 0;
}

const isMet =
  values.right !== undefined
    ? await drawForRight(Number(values.right))
    : [
        values["skip-find"] || (await tableOfFound(values.only)),
        values["skip-shrink"] || (await tableOfShrunk(values.only)),
      ].every(Boolean);
if ((values.check || values.right !== undefined) && !isMet) process.exitCode = 1;
