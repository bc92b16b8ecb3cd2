/** `generate`: the same command gives the same bytes, the files are what their formats say, and mistakes are named. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { drawStreams, FAULTS, GENERATOR_VERSION, PROFILES } from "../../generators/index.ts";
import { readGoVcr, bodyBytes } from "../../src/cassette/index.ts";
import { lintNeeds } from "../catalogue/lint/lint-needs.ts";
import { loadCatalogue } from "../catalogue/load-catalogue.ts";
import type { LoadedCase } from "../shape/case.ts";
import { openGenerateFolder } from "./testing/generate-folder.ts";
import { BUILT_PROGRAM } from "./testing/built-program.ts";

const { folder, run, manifestOf, digestOf, remove } = openGenerateFolder();
afterAll(remove);

test("the same command gives the same files, another seed gives others", async () => {
  const command = ["--dialect", "openrouter-c", "--quirk", "comments/before-each", "--count", "20", "--seed"];
  expect((await run(...command, "7", "--out", "one")).code).toBe(0);
  expect((await run(...command, "7", "--out", "two")).code).toBe(0);
  expect((await run(...command, "8", "--out", "three")).code).toBe(0);
  expect(digestOf("two")).toBe(digestOf("one"));
  expect(digestOf("three")).not.toBe(digestOf("one"));
});

test("a run goes on where another ended, with the same streams", async () => {
  const command = ["--dialect", "groq", "--format", "sse", "--seed", "5"];
  expect((await run(...command, "--count", "6", "--out", "at-once")).code).toBe(0);
  expect((await run(...command, "--count", "2", "--first", "4", "--out", "later")).code).toBe(0);
  expect(manifestOf("later")).toEqual(manifestOf("at-once").slice(4));
});

test("cases are a catalogue, with the very bytes that were drawn", async () => {
  for (const dialect of ["openai", "perplexity", "opencode"] as const) {
    expect((await run("--dialect", dialect, "--count", "40", "--seed", "3", "--out", `cases-${dialect}`)).code).toBe(0);
    const cases = new Map(loadCatalogue(path.join(folder, `cases-${dialect}`)).map((one) => [one.case.uid, one]));
    expect(cases.size).toBe(40);
    for (const { number, whole } of drawStreams({ profile: PROFILES[dialect], seed: 3, count: 40 })) {
      const loaded = cases.get(`g${number.toString(36).padStart(3, "0")}`);
      expect(Buffer.from(loaded?.bodies[0] ?? []).equals(whole.bytes)).toBe(true);
      const [due, ...others] = loaded?.case.expect.any_of ?? [];
      const [truth] = whole.truth.message.choices;
      // What else may stand beside a refusal, and that it may be told as a failure, is left open (refusal/streamed).
      if (truth?.refusal === null) expect(due?.message?.choices[0]?.content).toBe(truth.content);
      else expect(others.at(-1)).toMatchObject({ outcome: "failed" });
    }
  }
});

async function casesWith(quirk: string): Promise<readonly LoadedCase[]> {
  const out = `with-${quirk.replace("/", "-")}`;
  if (!existsSync(path.join(folder, out))) await run("--quirk", quirk, "--count", "40", "--out", out);
  return loadCatalogue(path.join(folder, out)).filter(({ case: one }) => one.tags.includes(quirk));
}

const levelsOf = (cases: readonly LoadedCase[]) => new Set(cases.map(({ case: one }) => one.level));

test("a case is no stricter than the catalogue is of what was drawn", async () => {
  expect(levelsOf(await casesWith("tools/empty-later"))).toEqual(new Set(["should"]));
  expect(levelsOf(await casesWith("usage/missing"))).toEqual(new Set(["observe"]));
});

test("what a title says is so: usage that does not come was asked for, and a stream without the quirk is not called by it", async () => {
  const missing = await casesWith("usage/missing");
  expect(missing.every(({ case: one }) => one.request.include_usage === true)).toBe(true);
  expect(missing.every(({ case: one }) => one.title.endsWith("Usage was asked for and does not come."))).toBe(true);
  // Of 40 streams some have no call.
  expect((await casesWith("tools/empty-later")).length).toBeLessThan(40);
});

test("a case needs what is compared in it, refusals as well, and no more", async () => {
  const faults = [...FAULTS.keys()].flatMap((id) => ["--fault", id]);
  expect((await run("--count", "90", "--out", "needs-whole")).code).toBe(0);
  expect((await run("--count", "90", "--dialect", "vllm", "--out", "needs-reasoned")).code).toBe(0);
  expect((await run(...faults, "--count", "240", "--out", "needs-broken")).code).toBe(0);
  const needed: string[] = [];
  for (const out of ["needs-whole", "needs-reasoned", "needs-broken"]) {
    const cases = loadCatalogue(path.join(folder, out));
    expect(cases.flatMap(lintNeeds)).toEqual([]);
    for (const { case: one } of cases) {
      const isCompared = one.expect.any_of.some(({ message }) =>
        message?.choices.some(({ refusal }) => typeof refusal === "string"),
      );
      expect(one.needs.includes("report.refusal"), one.uid).toBe(isCompared);
    }
    needed.push(...cases.flatMap(({ case: one }) => one.needs));
  }
  const names = ["choices", "reasoning", "refusal", "tool_calls", "usage"];
  expect([...new Set(needed)].toSorted()).toEqual(names.map((name) => `report.${name}`));
});

test("every fault makes a case", async () => {
  const faults = [...FAULTS.keys()].flatMap((id) => ["--fault", id]);
  expect((await run(...faults, "--count", "36", "--out", "faults")).code).toBe(0);
  const cases = loadCatalogue(path.join(folder, "faults"));
  expect(cases.every((one) => one.case.input === "broken")).toBe(true);
  expect(new Set(cases.flatMap((one) => one.case.tags)).size).toBe(2 + FAULTS.size);
});

test("each line of the manifest names a file, its digest and its truth", async () => {
  expect((await run("--format", "json", "--count", "5", "--seed", "11", "--out", "json")).code).toBe(0);
  const manifest = manifestOf("json");
  expect(manifest).toHaveLength(5);
  const drawn = [...drawStreams({ profile: PROFILES.openai, seed: 11, count: 5 })];
  for (const [at, line] of manifest.entries()) {
    const content = readFileSync(path.join(folder, "json", String(line["file"])));
    expect(line["sha256"]).toBe(createHash("sha256").update(content).digest("hex"));
    expect(line).toMatchObject({
      seed: 11,
      number: at,
      generator_version: GENERATOR_VERSION,
      truth: drawn[at]?.whole.truth,
    });
    const { body_base64 } = JSON.parse(content.toString());
    expect(Buffer.from(body_base64, "base64").equals(drawn[at]?.whole.bytes ?? Buffer.of())).toBe(true);
  }
});

test("cassettes, event streams and chunks hold what was drawn", async () => {
  for (const format of ["go-vcr", "sse", "chunks"]) {
    expect((await run("--dialect", "deepseek", "--format", format, "--count", "10", "--out", format)).code).toBe(0);
  }
  for (const { number, whole } of drawStreams({ profile: PROFILES.deepseek, seed: 1, count: 10 })) {
    const name = `deepseek-1-00${number}`;
    const read = (format: string, ending: string) => readFileSync(path.join(folder, format, `${name}.${ending}`));
    expect(read("sse", "sse").equals(whole.bytes)).toBe(true);
    const [exchange] = readGoVcr(read("go-vcr", "yaml"), name).exchanges;
    expect(Buffer.from(bodyBytes(exchange?.response.body ?? "")).equals(whole.bytes)).toBe(true);
    const chunks = read("chunks", "jsonl").toString().split("\n").slice(0, -1);
    expect(chunks.map((line) => JSON.parse(line))).toEqual(whole.chunks);
  }
});

describe("mistakes are named, with the next step", () => {
  test.each([
    [["--dialect", "opnai"], 'no dialect is called "opnai"; did you mean openai'],
    [["--dialect", "minimax"], "no streams are drawn of it; there are openai"],
    [["--quirk", "role/every"], "did you mean role/"],
    [["--fault", "truncation/anywere"], "did you mean truncation/anywhere"],
    [["--format", "ssee"], "did you mean sse"],
    [["--count", "0"], "Give a whole number from 1."],
    [["--count", "-3"], "Give a whole number from 1."],
    [["--count", "ten"], "Give a whole number from 1."],
    [["--seed", "-1"], "Give a whole number from 0"],
    [["--seed", "1.5"], "Give a whole number from 0"],
    [["--count", "46657"], "at most 46656"],
    [["--count", "1", "--first", "46656"], "at most 46656"],
    [["--quirk", "usage/with-finish", "--dialect", "mistral"], "it changes nothing in a stream of mistral; it does in"],
    [["--quirk", "tools/*", "--dialect", "perplexity"], "it changes nothing in a stream of perplexity; it does in"],
    [["--fault", "after-finish", "--dialect", "perplexity"], "it changes nothing in a stream of perplexity"],
    [["--format", "chunks", "--fault", "truncation/anywhere"], "take sse or json"],
  ])("%j", async (argv, told) => {
    const { code, err } = await run(...argv, "--out", "never");
    expect(code).toBe(2);
    expect(err).toContain(told);
    expect(readdirSync(folder)).not.toContain("never");
  });

  test("a folder that is not empty, a file in place of one, no folder at all", async () => {
    writeFileSync(path.join(folder, "a-file"), "");
    expect((await run("--count", "1", "--out", "once")).code).toBe(0);
    for (const [argv, told] of [
      [["--out", "once"], "not empty"],
      [["--out", "a-file"], "it is a file; name a folder"],
      [[], "name the folder"],
    ] as const) {
      const { code, err } = await run("--count", "1", ...argv);
      expect(code).toBe(2);
      expect(err).toContain(told);
    }
  });
});

test("a dialect's name stands for all of its profiles, the same ones each time", async () => {
  const told = await run("--dialect", "openrouter", "--count", "12", "--seed", "3", "--format", "sse", "--out", "eras");
  expect(told.out).toContain("12 streams of openrouter, in 3 profiles, written to eras");
  const lines = manifestOf("eras");
  expect(new Set(lines.map((line) => line["dialect"]))).toEqual(
    new Set(["openrouter-a", "openrouter-b", "openrouter-c"]),
  );
  await run("--dialect", "openrouter", "--count", "12", "--seed", "3", "--format", "sse", "--out", "eras-again");
  expect(manifestOf("eras-again")).toEqual(lines);
});

test("every name is listed", async () => {
  const { code, out } = await run("--list");
  expect(code).toBe(0);
  for (const name of [...Object.keys(PROFILES), "openrouter", ...FAULTS.keys()]) expect(out).toContain(` ${name} `);
});

describe("standard output", () => {
  test("takes a line a stream, the same as the files would say", async () => {
    const command = [
      "--dialect",
      "mistral",
      "--fault",
      "truncation/inside-character",
      "--count",
      "4",
      "--format",
      "json",
    ];
    const { code, out, err } = await run(...command, "--out", "-");
    expect(code).toBe(0);
    expect(err).toContain("4 streams of");
    expect((await run(...command, "--out", "as-files")).code).toBe(0);
    const files = manifestOf("as-files").map((line) =>
      JSON.parse(readFileSync(path.join(folder, "as-files", String(line["file"])), "utf8")),
    );
    expect(
      out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(files);
  });

  test("takes chunks, and nothing that is made of files", async () => {
    const { out } = await run("--count", "2", "--format", "chunks", "--out", "-");
    const chunks = [...drawStreams({ profile: PROFILES.openai, seed: 1, count: 2 })].flatMap(
      ({ whole }) => whole.chunks,
    );
    expect(
      out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(chunks);
    for (const format of ["case", "sse", "go-vcr"]) {
      const { code, err } = await run("--format", format, "--out", "-");
      expect(code).toBe(2);
      expect(err).toContain("to standard output go json and chunks");
    }
  });

  test("may be closed before the end: `| head -1` is no failure", async () => {
    const argv = [BUILT_PROGRAM, "generate", "--format", "json", "--count", "1000000", "--out", "-"];
    const child = spawn(process.execPath, argv, { stdio: ["ignore", "pipe", "pipe"] });
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.stdout.once("data", () => child.stdout.destroy());
    const [code] = await once(child, "close");
    expect(err.split("\n").filter((line) => line !== "" && !line.startsWith("npm warn"))).toEqual([]);
    expect(code).toBe(0);
  });
});
