/** Ctrl-C at any time: a partial report that says so, and nothing is left behind. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { ToolkitError } from "../../src/base/index.ts";
import { spawnStdioDriver } from "../adapter/index.ts";
import { BUILT_PROGRAM } from "../cli/testing/built-program.ts";
import { livingProcesses } from "../adapter/testing/living-processes.ts";
import { startHttpStage } from "../server/index.ts";
import { Report } from "../shape/report.ts";
import { runCatalogue } from "./run-catalogue.ts";
import { HANDFUL } from "./testing/handful.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const ADAPTER = fileURLToPath(new URL("../adapter/misbehaving/hangs-at.mjs", import.meta.url));
const FOLDER = mkdtempSync(path.join(tmpdir(), "interrupt-"));

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

type Running = { readonly program: ChildProcess; readonly ended: Promise<unknown[]>; readonly marker: string };

/** The command line in a process of its own, once its adapter hangs. */
async function startHanging(name: string, ...phase: readonly string[]): Promise<Running> {
  const marker = path.join(FOLDER, name);
  const flags = ["--reporter", `json=${marker}.json`, "--deadline-ms", "60000", "--variants", "none"];
  const argv = [BUILT_PROGRAM, "check", ...flags, "--", process.execPath, ADAPTER, marker, ...phase];
  const program = spawn(process.execPath, argv, { cwd: ROOT, stdio: "ignore" });
  const ended = once(program, "exit");
  await expect.poll(() => existsSync(marker), { timeout: 20_000, interval: 20 }).toBe(true);
  return { program, ended, marker };
}

function reportOf(marker: string): Report {
  return Report.parse(JSON.parse(readFileSync(`${marker}.json`, "utf8")));
}

describe.concurrent("Ctrl-C", () => {
  test("once, while jobs are in flight: 130, a partial report, no adapter left", async ({ expect }) => {
    const { program, ended, marker } = await startHanging("running", "running");
    expect(livingProcesses(`${marker} running`)).toHaveLength(1 + 1);
    program.kill("SIGINT");
    expect(await ended).toEqual([130, null]);
    const report = reportOf(marker);
    expect(report.complete).toBe(false);
    expect(report.cases.some((verdict) => verdict.status !== "not_run")).toBe(true);
    expect(report.cases.some(({ status, because }) => status === "not_run" && because === "interrupted")).toBe(true);
    // What the interruption itself did to a job is held against nobody.
    expect(report.summary).toMatchObject({ crash: 0, timeout: 0, flaky: 0, adapter_error: 0 });
    expect(livingProcesses(marker)).toEqual([]);
  });

  test("once, during the calibration: 130, and a report in which nothing was run", async ({ expect }) => {
    const { program, ended, marker } = await startHanging("calibrating", "calibrating");
    program.kill("SIGINT");
    expect(await ended).toEqual([130, null]);
    const report = reportOf(marker);
    expect(report.complete).toBe(false);
    expect(report.cases.every(({ status }) => status === "not_run" || status === "skip")).toBe(true);
    expect(livingProcesses(marker)).toEqual([]);
  });

  test("once, with an adapter that minds no signal: at once all the same", async ({ expect }) => {
    const { program, ended, marker } = await startHanging("twice", "running", "stubborn");
    program.kill("SIGINT");
    expect(await ended).toEqual([130, null]);
    await expect.poll(() => livingProcesses(marker), { timeout: 2_000, interval: 20 }).toEqual([]);
  });

  test("once, while the adapter starts: 130 at once, for there is nothing to report", async ({ expect }) => {
    const { program, ended, marker } = await startHanging("starting", "starting");
    program.kill("SIGINT");
    expect(await ended).toEqual([130, null]);
    expect(existsSync(`${marker}.json`)).toBe(false);
    await expect.poll(() => livingProcesses(marker), { timeout: 2_000, interval: 20 }).toEqual([]);
  });
});

describe.concurrent("an interruption by signal", () => {
  test("gives up a start under way", async ({ expect }) => {
    const marker = path.join(FOLDER, "given-up");
    const interruption = new AbortController();
    const command = [process.execPath, ADAPTER, marker, "starting"];
    const started = spawnStdioDriver({ command, signal: interruption.signal }).catch((error: unknown) => error);
    await expect.poll(() => existsSync(marker), { timeout: 20_000, interval: 20 }).toBe(true);
    interruption.abort();
    const error = await started;
    expect(error).toBeInstanceOf(ToolkitError);
    expect(error).toMatchObject({ code: "ADAPTER_START", detail: expect.stringContaining("the start was given up") });
    expect(livingProcesses(marker)).toEqual([]);
  });

  test("ends a restart that takes long, and all that waits for it", async ({ expect }) => {
    const marker = path.join(FOLDER, "restart");
    const adapter = fileURLToPath(new URL("../adapter/misbehaving/fails-restart.mjs", import.meta.url));
    const interruption = new AbortController();
    const stage = await startHttpStage({});
    const driver = await spawnStdioDriver({
      command: [process.execPath, adapter, marker],
      startupMs: 60_000,
      signal: interruption.signal,
    });
    const running = runCatalogue({
      cases: HANDFUL,
      driver,
      stage,
      variants: "none",
      skipCalibration: true,
      jobs: 1,
      signal: interruption.signal,
    });
    // The process that never gets ready counts itself before it hangs.
    await expect.poll(() => readFileSync(marker, "utf8").length, { timeout: 20_000, interval: 20 }).toBe(2);
    interruption.abort();
    const { complete, verdicts } = await running;
    await driver.close();
    await stage.close();
    expect(complete).toBe(false);
    expect(verdicts.map(({ status }) => status)).toEqual(["pass", "not_run", "not_run", "not_run"]);
    expect(livingProcesses(marker)).toEqual([]);
  });
});
