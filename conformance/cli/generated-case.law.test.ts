/** Generated cases are fair: the right client passes each, and flawed ones do not. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { drawStreams, FAULTS, PROFILES } from "../../generators/index.ts";
import { createInProcessDriver } from "../adapter/index.ts";
import { loadCatalogue } from "../catalogue/load-catalogue.ts";
import { createModelClient, FLAWED_CLIENTS, RIGHT_CLIENT } from "../models/index.ts";
import { runCatalogue } from "../run/index.ts";
import { createInProcessStage } from "../server/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import { PROFILE_NAMES } from "../shape/profile.ts";
import type { InProcessClient } from "../shape/in-process-client.ts";
import { generatedCase } from "./generated-case.ts";
import { CASES_FOLDER } from "./generated-file.ts";
import { runCommand } from "./run-command.ts";
import { captureTerminal } from "./testing/captured-terminal.ts";

const folder = mkdtempSync(path.join(tmpdir(), "streamproof-generated-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function drawCases(
  dialect: string,
  count: number,
  faults: readonly string[],
  quirks: readonly string[] = [],
): Promise<readonly LoadedCase[]> {
  const out = `${dialect}-${count}-${faults.length}-${quirks.length}`;
  const argv = ["generate", "--dialect", dialect, "--count", String(count), "--out", out];
  const changes = [...faults.flatMap((id) => ["--fault", id]), ...quirks.flatMap((id) => ["--quirk", id])];
  const { terminal, err } = captureTerminal(folder);
  expect(await runCommand([...argv, ...changes], terminal), err()).toBe(0);
  return loadCatalogue(path.join(folder, out));
}

async function failures(client: InProcessClient, cases: readonly LoadedCase[]): Promise<readonly string[]> {
  const stage = createInProcessStage();
  const driver = createInProcessDriver(client, { fetch: stage.fetch });
  try {
    const clock = { deadlineMs: 4_000, startMs: 2_000 };
    const { verdicts } = await runCatalogue({
      cases,
      driver,
      stage,
      profiles: PROFILE_NAMES,
      variants: "none",
      skipCalibration: true,
      clock,
      jobs: 8,
    });
    return verdicts
      .filter(({ status }) => status !== "pass" && status !== "observed")
      .map(
        ({ id, status, findings }) => `${id} ${status} ${findings.map(({ code, path: at }) => `${code}@${at}`).join()}`,
      );
  } finally {
    await driver.close();
    await stage.close();
  }
}

test.each(Object.keys(PROFILES))("law: the right client passes what is drawn of %s", async (dialect) => {
  expect(await failures(RIGHT_CLIENT, await drawCases(dialect, 12, []))).toEqual([]);
});

test("law: a drawn case is of its dialect where reasoning is due, or usage that is not the chunk's, else core", async () => {
  for (const dialect of ["openai", "deepseek", "groq-compound", "moonshot"] as const) {
    const isApart = dialect === "groq-compound" || dialect === "moonshot";
    const drawn = await drawCases(dialect, 30, []);
    const profiles = drawn.map(({ case: one }) => {
      const [due] = one.expect.any_of;
      const isReasoned = due?.message?.choices.some(({ reasoning }) => reasoning !== null) === true;
      const isDialect = isReasoned || (isApart && due?.usage !== null);
      expect(one.profile, one.uid).toBe(isDialect ? PROFILES[dialect].dialect : "core");
      return one.profile;
    });
    expect(new Set(profiles).size).toBe(dialect === "openai" || isApart ? 1 : 2);
  }
});

test("law: the right client passes what is drawn of faults", async () => {
  expect(await failures(RIGHT_CLIENT, await drawCases("openrouter-c", 48, [...FAULTS.keys()]))).toEqual([]);
});

test("law: so it does what is drawn of ends in mid-stream, in each way to end a line", async () => {
  const ends = [...FAULTS.keys()].filter((id) => id.startsWith("truncation/"));
  for (const quirks of [["framing/crlf"], ["framing/cr", "framing/byte-order-mark"]]) {
    expect(await failures(RIGHT_CLIENT, await drawCases("openai", 60, ends, quirks))).toEqual([]);
  }
});

/** So many events of an answer are enough for one choice to have begun, and another not. */
const EVENTS_MAX = 8;

/** YAML takes fewer characters than JSON. */
const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

test("law: so it does answers of several choices that end before each has begun", async () => {
  const fault = FAULTS.get("truncation/between-events");
  if (fault === undefined) throw new TypeError("truncation/between-events is gone");
  const several = [...drawStreams({ profile: PROFILES.openai, seed: 1, count: 120 })].filter(
    ({ whole }) => whole.truth.message.choices.filter(({ content }) => content !== null).length > 1,
  );
  const into = path.join(folder, "several");
  mkdirSync(path.join(into, CASES_FOLDER), { recursive: true });
  const ends = several.flatMap((drawn) => Array.from({ length: EVENTS_MAX }, (_, at) => ({ drawn, at })));
  expect(ends.length).toBeGreaterThan(3 * EVENTS_MAX);
  for (const [number, { drawn, at }] of ends.entries()) {
    const struck = fault.apply(drawn.whole, (below) => Math.min(at, below - 1));
    const broken = { ...struck, fault, whole: drawn.whole, offsets: [], slices: [struck.bytes] };
    const document = generatedCase({ ...drawn, number, broken }, "by hand", "0.1.0");
    const json = JSON.stringify(document).replaceAll(/[\u007f-\uffff]/g, escaped);
    writeFileSync(path.join(into, CASES_FOLDER, `${number}.yaml`), json);
  }
  const cases = loadCatalogue(into);
  expect(cases).toHaveLength(ends.length);
  expect(await failures(RIGHT_CLIENT, cases)).toEqual([]);
});

const FLAWED = [
  "says-stop-at-the-end",
  "swallows-error-chunks",
  "skips-malformed-chunks",
  "drops-blank-deltas",
  "takes-any-id-for-a-new-call",
  "mixes-reasoning-into-content",
];

test("flawed clients do not", async () => {
  const whole = await drawCases("dashscope", 40, []);
  const faulty = await drawCases("deepseek", 36, [...FAULTS.keys()]);
  for (const id of FLAWED) {
    const parts = FLAWED_CLIENTS.find((flawed) => flawed.id === id)?.parts;
    if (parts === undefined) throw new TypeError(`no flawed client is called ${id}`);
    expect(await failures(createModelClient(id, parts), [...whole, ...faulty.map(renamed)]), id).not.toEqual([]);
  }
});

/** Two catalogues in one: uids count from zero in both. */
function renamed(loaded: LoadedCase): LoadedCase {
  return { ...loaded, case: { ...loaded.case, uid: loaded.case.uid.replace("g", "h") } };
}
