/** Which variants `check` and `clients check` play, end to end over HTTP. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { caseText } from "../catalogue/testing/fixtures-in.ts";
import { loadCatalogue } from "../catalogue/index.ts";
import { playKeys } from "../expand/index.ts";
import { Report } from "../shape/index.ts";
import { runCommand } from "./run-command.ts";
import { captureTerminal } from "./testing/captured-terminal.ts";
import { eventReader } from "./testing/event-reader.ts";

const top = mkdtempSync(path.join(tmpdir(), "streamproof-variants-"));
afterAll(() => rmSync(top, { recursive: true, force: true }));

const fixtures = path.join(top, "fixtures");
mkdirSync(path.join(fixtures, "crafted", "test"), { recursive: true });
const body = JSON.stringify("data: é\n\ndata: [DONE]\n\n");
const chunk =
  '{id: a, object: chat.completion.chunk, created: 1, model: m, choices: [{index: 0, delta: {content: "é"}, finish_reason: stop}]}';
writeFileSync(
  path.join(fixtures, "crafted", "test", "read.yaml"),
  caseText({
    id: "test/read",
    op: "sse.read",
    exchanges: `[{body: ${body}}]`,
    expect: "{any_of: [{outcome: completed, events: [{data: é}, {data: '[DONE]'}]}]}",
  }),
);
writeFileSync(
  path.join(fixtures, "crafted", "test", "plain.yaml"),
  caseText({
    uid: "t002",
    exchanges: `[{chunks: [${chunk}]}]`,
    variants: "{cuts: [event, seams, two_way], transfer: []}",
    expect: "{any_of: [{outcome: completed, message: {choices: [{content: é}]}}]}",
  }),
);
writeFileSync(path.join(top, "adapter.mjs"), eventReader("whole"));

async function run(...argv: string[]) {
  const { terminal, out, err } = captureTerminal(top, { PATH: process.env["PATH"], NO_COLOR: "1" });
  const file = path.join(top, "report.json");
  rmSync(file, { force: true });
  const dashes = argv.indexOf("--");
  const reporters = ["--reporter", "text", "--reporter", `json=${file}`, "--fixtures", fixtures];
  const at = dashes === -1 ? argv.length : dashes;
  const code = await runCommand([...argv.slice(0, at), ...reporters, ...argv.slice(at)], terminal);
  const report = () => Report.parse(JSON.parse(readFileSync(file, "utf8")));
  return { code, out: out(), err: err(), report };
}

const ADAPTER = ["--", process.execPath, "adapter.mjs"];
const keysOf = (uid: string, variants: "none" | "default" | "all"): readonly string[] =>
  loadCatalogue(fixtures)
    .filter((loaded) => loaded.case.uid === uid)
    .flatMap((loaded) => playKeys(loaded, { variants }));

test.each(["none", "default", "all"] as const)("check --variants %s plays just those", async (variants) => {
  const { code, err, report } = await run("check", "--only", "t001", "--variants", variants, ...ADAPTER);
  const plays = keysOf("t001", variants).length;
  expect([code, report().cases[0]]).toMatchObject([0, { status: "pass", variants: { run: plays - 1, failed: [] } }]);
  if (variants === "all") expect(err).toContain(`--variants all: ${plays} plays, some 1 min of planned delivery`);
  else expect(err).toBe("");
});

const PYTHON = spawnSync("python3", ["--version"]).status === 0;
if (!PYTHON) console.info("skipped: there is no python3, so `clients check python-stdlib` is not run");

test.skipIf(!PYTHON).each(["none", "default", "all"] as const)(
  "clients check --variants %s plays just those (needs python3)",
  async (variants) => {
    const { code, err, report } = await run(
      "clients",
      "check",
      "python-stdlib",
      "--gap-ms",
      "1",
      "--variants",
      variants,
    );
    const plays = keysOf("t002", variants).length;
    expect([code, report().cases.find(({ uid }) => uid === "t002")]).toMatchObject([
      0,
      { status: "pass", variants: { run: plays - 1, failed: [], not_judged: 0 } },
    ]);
    expect(err.includes("plays, some")).toBe(variants === "all");
  },
);

test("a budget is printed with what it left out, and its seed is in the report", async () => {
  const budget = ["--variants", "all", "--budget", "1", "--seed", "5"];
  const { code, out, err, report } = await run("check", "--only", "t001", ...budget, "--gap-ms", "200", ...ADAPTER);
  expect(code).toBe(0);
  expect(out).toMatch(/^budget {3}1 s of planned delivery, [\d.]+ s used; seed 5$/m);
  expect(out).toMatch(/^variants left out by the budget$/m);
  expect(err).not.toContain("bounds it");
  const { budget: told, cases } = report();
  expect(told).toMatchObject({ seconds: 1, seed: 5 });
  expect(cases[0]?.variants.left_out).toBe(Object.values(told?.left_out ?? {}).reduce((sum, one) => sum + one, 0));
});

test("an expected failure in a variant that the budget left out is not looked at, and not stale", async () => {
  writeFileSync(
    path.join(top, "expect.yaml"),
    "schema: streamproof/expect@1\nexpect:\n  - {case: t001, variant: cuts=3, reason: it fails there}\n",
  );
  const flags = ["check", "--only", "t001", "--variants", "all", "--expect", "expect.yaml"];
  const spared = await run(...flags, "--budget", "1", "--gap-ms", "500", ...ADAPTER);
  expect([spared.code, spared.report().expectations?.entries[0]?.state]).toEqual([0, "left_out"]);
  const played = await run(...flags, ...ADAPTER);
  expect([played.code, played.report().expectations?.entries[0]?.state]).toEqual([1, "broken"]);
});

test.each([
  [["--seed", "3"], "--seed"],
  [["--budget", "3", "--variant", "plain"], "--budget"],
  [["--budget", "0"], "Give whole seconds from 1"],
  [["--variants", "some"], "Allowed choices are default, none, all"],
])("%j is refused", async (flags, said) => {
  const { code, err } = await run("check", ...flags, ...ADAPTER);
  expect(code).toBe(2);
  expect(err).toContain(said);
});
