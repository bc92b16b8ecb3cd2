/** Opens what the tests of one client share: its adapter, the server, the run; judges one case at a time. */
import { createInProcessDriver } from "../adapter/index.ts";
import { packageVersion } from "../cli/package-facts.ts";
import { requireProfiles } from "../cli/require-profiles.ts";
import { spawnDriver } from "../cli/spawn-driver.ts";
import { startControl } from "../cli/start-control.ts";
import type { Terminal } from "../cli/terminal.ts";
import { withPages } from "../cli/with-pages.ts";
import { inheritVerdicts } from "../control-run/index.ts";
import { failsAlreadyAt, isFailing, withheld } from "../judge/index.ts";
import { casePlays, DEFAULT_CLOCK, openRun, redactVerdict } from "../run/index.ts";
import { createInProcessStage, startHttpStage } from "../server/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { Driver } from "../shape/driver.ts";
import type { Stage } from "../shape/play.ts";
import type { CaseVerdict } from "../shape/report.ts";
import type { TestClientOptions } from "./test-client-options.ts";

export type ClientSession = {
  judge(loaded: LoadedCase): Promise<CaseVerdict>;
  close(): Promise<void>;
};

/** `cases` are those that may be asked for. Rejects with a ToolkitError where nothing can be judged: the adapter does not start, or fails its calibration. */
export async function openClientSession(
  options: TestClientOptions,
  cases: readonly LoadedCase[],
): Promise<ClientSession> {
  const { client, fixtures, variants = "default", gapMs = 5, deadlineMs = DEFAULT_CLOCK.deadlineMs } = options;
  const clock = { ...DEFAULT_CLOCK, deadlineMs };
  const closing = new AbortController();
  const terminal = terminalAt(options.cwd ?? process.cwd(), closing.signal);
  const { passEnv = [], startupMs = 30_000 } = options;
  const profiles = requireProfiles(options.profiles ?? []);
  const { stage, fetch } = await openStage(options);
  let driver: Driver | null = null;
  const close = async (): Promise<void> => {
    closing.abort();
    await driver?.close();
    await stage.close();
  };
  try {
    driver =
      "run" in client
        ? createInProcessDriver(client, { fetch })
        : await spawnDriver(options.mode ?? "stdio", {
            command: client,
            cwd: terminal.cwd,
            passEnv: [...passEnv],
            startupMs,
            runner: { name: "streamproof", version: packageVersion() },
            signal: closing.signal,
          });
    const { ready } = driver;
    const run = await openRun({
      driver,
      stage,
      profiles: profiles.length === 0 ? null : profiles,
      clock,
      jobs: options.jobs ?? 8,
      signal: closing.signal,
    });
    const started = {
      identity: ready.client,
      command: "run" in client ? [process.execPath] : client,
      cwd: terminal.cwd,
      passEnv,
      startupMs,
    };
    const playCase = async (loaded: LoadedCase): Promise<CaseVerdict> => {
      const verdict = await run.play(loaded, () => casePlays(loaded, { variants, gapMs }));
      const { verdicts } = await inheritVerdicts({
        client: ready.client,
        cases: [loaded],
        verdicts: [verdict],
        stage,
        clock,
        gapMs,
        signal: closing.signal,
        start: (name) => startControl(name, started, terminal),
      });
      const [judged = verdict] = fixtures === undefined ? withPages(verdicts) : verdicts;
      return redactVerdict(judged);
    };
    const verdicts = new Map<string, Promise<CaseVerdict>>();
    /** A case that another presumes may be played before its own test asks for it. */
    const verdictOf = (loaded: LoadedCase): Promise<CaseVerdict> => {
      const { uid } = loaded.case;
      const verdict = verdicts.get(uid) ?? playCase(loaded);
      verdicts.set(uid, verdict);
      return verdict;
    };
    return {
      async judge(loaded) {
        const verdict = await verdictOf(loaded);
        if (!isFailing(verdict)) return verdict;
        const presumed = cases.filter((one) => loaded.case.presumes.includes(one.case.uid));
        const known = await Promise.all(presumed.map(verdictOf));
        const already = failsAlreadyAt(loaded.case, verdict, new Map(known.map((one) => [one.uid, one])));
        return already === null ? verdict : withheld(verdict, already);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

// --- internal ---

async function openStage(options: TestClientOptions): Promise<{ readonly stage: Stage; readonly fetch: typeof fetch }> {
  if (options.over !== "in-process") return { stage: await startHttpStage(), fetch };
  const stage = createInProcessStage();
  return { stage, fetch: stage.fetch };
}

/** Where a bare client has to be installed, its installer says so on standard error, and ends with the session. */
function terminalAt(cwd: string, interrupted: AbortSignal): Terminal {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd,
    interrupted,
  };
}
