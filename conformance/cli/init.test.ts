/** The scaffolds, written by the command and examined as they stand. */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { spawnStdioDriver } from "../adapter/index.ts";
import { examineAdapter } from "../doctor/index.ts";
import { startHttpStage, type HttpStage } from "../server/index.ts";
import { SCAFFOLDS, type Language } from "./init.ts";
import { runCommand } from "./run-command.ts";
import { captureTerminal } from "./testing/captured-terminal.ts";

const folder = mkdtempSync(path.join(tmpdir(), "streamproof-init-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...argv: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const captured = captureTerminal(folder, { PATH: process.env["PATH"], NO_COLOR: "1" });
  const code = await runCommand(argv, captured.terminal);
  return { code, out: captured.out(), err: captured.err() };
}

function isHere(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    process.stdout.write(`skipped: the scaffold of ${program} is not driven, for there is no ${program} on the PATH\n`);
    return false;
  }
}

const LANGUAGES = Object.keys(SCAFFOLDS) as readonly Language[];
const PRESENT: Readonly<Record<Language, boolean>> = {
  javascript: true,
  python: isHere("python3", ["--version"]),
  go: isHere("go", ["version"]),
};

describe("as they stand", () => {
  let stage: HttpStage;
  beforeAll(async () => {
    stage = await startHttpStage({});
  });
  afterAll(async () => stage.close());

  test.each(LANGUAGES.filter((language) => PRESENT[language]))(
    "%s passes its calibration, every other check of the doctor, and the cases",
    async (language) => {
      const { code, out } = await run("init", "--adapter", language, "--out", `with ${language}`);
      expect(code).toBe(0);
      const cwd = path.join(folder, `with ${language}`);
      const { build, command } = SCAFFOLDS[language];
      for (const line of [`cd 'with ${language}'`, ...build, `doctor --mutate -- ${command}`])
        expect(out).toContain(line);
      for (const line of build) {
        const [program = "", ...args] = line.split(" ");
        execFileSync(program, args, { cwd, stdio: "pipe", env: { ...process.env, GOPROXY: "off", GOFLAGS: "" } });
      }
      const [program = "", ...args] = command.split(" ");
      const driver = await spawnStdioDriver({
        command: [program === "node" ? process.execPath : program, ...args],
        cwd,
      });
      const clock = { deadlineMs: 5_000, startMs: 5_000 };
      const checks = await examineAdapter({ driver, stage, clock, byeMs: 3_000, mutate: true });
      expect(checks.filter(({ status }) => status === "wrong")).toEqual([]);
      expect(checks[0]).toMatchObject({ id: "calibration", status: "ok" });
      expect(checks.filter(({ status }) => status === "skipped").map(({ id }) => id)).toEqual(
        language === "python" ? ["job/in-flight"] : [],
      );
      // The next step that `init` prints: nobody should have to mend what they were given.
      const { terminal, out: report } = captureTerminal(cwd, { PATH: process.env["PATH"], NO_COLOR: "1" });
      const only = ["chunk/data-null", "content/typed-parts", "content/bytes-that-are-no-utf-8", "framing/*"].flatMap(
        (glob) => ["--only", glob],
      );
      const flags = ["--variants", "none", "--gate", "should", "--no-controls"];
      expect(await runCommand(["check", ...only, ...flags, "--", program, ...args], terminal), report()).toBe(0);
    },
    120_000,
  );
});

describe("files", () => {
  test("every scaffold names what to fill in and how to run it", async () => {
    for (const language of LANGUAGES) {
      const { code } = await run("init", "--adapter", language, "--out", `bare-${language}`);
      expect(code).toBe(0);
      const written = path.join(folder, `bare-${language}`);
      const texts = readdirSync(written).map((file) => readFileSync(path.join(written, file), "utf8"));
      expect(texts.filter((text) => text.includes("FILL IN")).length).toBeGreaterThanOrEqual(2);
      expect(readFileSync(path.join(written, "README.md"), "utf8")).toContain(`-- ${SCAFFOLDS[language].command}`);
    }
  });

  test("a file that is there is named and kept, and nothing else is written", async () => {
    const out = mkdtempSync(path.join(folder, "taken-"));
    writeFileSync(path.join(out, "client.mjs"), "mine");
    const { code, err } = await run("init", "--adapter", "javascript", "--out", out);
    expect(code).toBe(2);
    expect(err).toContain("client.mjs");
    expect(readFileSync(path.join(out, "client.mjs"), "utf8")).toBe("mine");
    expect(existsSync(path.join(out, "adapter.mjs"))).toBe(false);
  });

  test("a link that leads nowhere is there as well", async () => {
    const out = mkdtempSync(path.join(folder, "linked-"));
    symlinkSync(path.join(folder, "nowhere"), path.join(out, "client.mjs"));
    const { code, err } = await run("init", "--adapter", "javascript", "--out", out);
    expect([code, err]).toEqual([2, expect.stringContaining("client.mjs would be overwritten")]);
    expect(readdirSync(out)).toEqual(["client.mjs"]);
  });

  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.stdout.write("skipped: a file that may not be written, for root may write anywhere\n");
  test.skipIf(isRoot)("where one file cannot be written, none is left", async () => {
    const out = mkdtempSync(path.join(folder, "locked-"));
    chmodSync(out, 0o500);
    const { code } = await run("init", "--adapter", "javascript", "--out", out);
    expect([code, readdirSync(out)]).toEqual([2, []]);
  });

  test("an out that cannot be a folder is named", async () => {
    writeFileSync(path.join(folder, "a-file"), "");
    const { code, err } = await run("init", "--adapter", "go", "--out", "a-file");
    expect([code, err]).toEqual([2, expect.stringContaining("a-file")]);
  });

  test("no language and an unknown one are told with the known ones", async () => {
    expect(await run("init")).toMatchObject({ code: 2, err: expect.stringContaining("--adapter") });
    const { code, err } = await run("init", "--adapter", "cobol");
    expect(code).toBe(2);
    for (const language of LANGUAGES) expect(err).toContain(language);
  });
});
