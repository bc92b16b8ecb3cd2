/** Who inherits what, told with bare clients of a few lines each. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ToolkitError } from "../../src/base/index.ts";
import { createInProcessDriver, type InProcessClient, type InProcessResult } from "../adapter/index.ts";
import { loadedCase, streamOf } from "../expand/testing/loaded-case.ts";
import { RIGHT_CLIENT } from "../models/index.ts";
import { verdictWithoutPlay } from "../judge/index.ts";
import { startHttpStage } from "../server/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { Driver } from "../shape/driver.ts";
import type { FindingCode } from "../shape/finding.ts";
import type { Stage } from "../shape/play.ts";
import type { ClientIdentity, Job } from "../shape/protocol.ts";
import type { CaseVerdict } from "../shape/report.ts";
import { inheritVerdicts, type Inherited } from "./inherit-verdicts.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startHttpStage();
});
afterAll(() => stage.close());

const RUNTIME: ClientIdentity = { name: "c", version: "1", runtime: "node 1.2.3", transport: "undici 9.9.9" };

const CUT: LoadedCase = loadedCase(streamOf(["Half of", " the"], { done: false }), {
  case: {
    id: "transport/cut",
    level: "must",
    input: "broken",
    variants: { cuts: ["event"], eol: [], spacing: [], transfer: ["length"] },
    expect: { any_of: [{ outcome: "failed", errors: { classes: ["truncated", "transport_reset"] } }] },
  },
  exchange: { end: "rst" },
});

function failed(over: Partial<CaseVerdict> = {}, code: FindingCode = "truncation.hidden"): CaseVerdict {
  const findings = [{ code, severity: "fail" as const, path: "outcome", expected: "failed", actual: "completed" }];
  return { ...verdictWithoutPlay(CUT.case, "skip", ""), because: null, status: "fail", findings, ...over };
}

/** A bare client that is right, but for what `change` makes of the answer to a stream with this text in it. */
function bare(change: (told: InProcessResult, job: Job) => InProcessResult, identity = RUNTIME): InProcessClient {
  return {
    ready: { ...RIGHT_CLIENT.ready, client: { ...identity, entry: "bare model" } },
    run: async (job, context) => {
      const told = await RIGHT_CLIENT.run(job, context);
      return JSON.stringify(told).includes("Half of the") ? change(told, job) : told;
    },
  };
}

const HIDING = bare((told) => ({ ...told, outcome: "completed", errors: [] }));
const HONEST = bare((told) => told);

async function inherit(
  verdict: CaseVerdict,
  control: InProcessClient | ToolkitError,
  client = RUNTIME,
): Promise<Inherited & { readonly closed: boolean; readonly started: readonly string[] }> {
  const started: string[] = [];
  let closed = false;
  const done = await inheritVerdicts({
    client,
    cases: [CUT],
    verdicts: [verdict],
    stage,
    clock: { deadlineMs: 4_000, startMs: 4_000 },
    gapMs: 1,
    signal: new AbortController().signal,
    start: async (name): Promise<Driver> => {
      started.push(name);
      if (control instanceof ToolkitError) throw control;
      const driver = createInProcessDriver(control);
      return { ...driver, close: () => ((closed = true), driver.close()) };
    },
  });
  return { ...done, closed, started };
}

test("what the bare client fails as well is inherited, and says from what", async () => {
  const { verdicts, controls, closed } = await inherit(failed(), HIDING);
  expect(verdicts).toEqual([
    {
      ...failed(),
      status: "inherited",
      because: "bare model of node 1.2.3 (undici 9.9.9) fails likewise: truncation.hidden",
    },
  ]);
  expect(controls).toEqual([{ name: "node-fetch", version: "node 1.2.3 (undici 9.9.9)", ran: true, because: null }]);
  expect(closed).toBe(true);
});

test("what the bare client does well is the client's own failure", async () => {
  const { verdicts, controls } = await inherit(failed(), HONEST);
  expect(verdicts).toEqual([failed()]);
  expect(controls).toMatchObject([{ ran: true }]);
});

test("a failure of another kind excuses nothing", async () => {
  const verdict = failed({}, "content.duplicated");
  expect((await inherit(verdict, HIDING)).verdicts).toEqual([verdict]);
  const more = failed({ findings: [...failed().findings, ...verdict.findings] });
  expect((await inherit(more, HIDING)).verdicts).toEqual([more]);
});

test("every play that the client failed must fail in the bare client, too", async () => {
  const both = failed({ key: "plain", variants: { run: 2, failed: ["cuts=event"], not_judged: 0 } });
  expect((await inherit(both, HIDING)).verdicts[0]?.status).toBe("inherited");
  const asked: string[] = [];
  // Fails the first of two plays only.
  const once = bare((told, job) => {
    asked.push(job.id);
    return asked.length === 1 ? { ...told, outcome: "completed", errors: [] } : told;
  });
  expect((await inherit(both, once)).verdicts).toEqual([both]);
  expect(asked).toHaveLength(2);
});

test("a bare client of another version excuses nothing", async () => {
  const other = bare((told) => ({ ...told, outcome: "completed", errors: [] }), {
    ...RUNTIME,
    transport: "undici 9.9.10",
  });
  const { verdicts, controls } = await inherit(failed(), other);
  expect(verdicts).toEqual([failed()]);
  expect(controls).toEqual([
    {
      name: "node-fetch",
      version: "node 1.2.3 (undici 9.9.10)",
      ran: false,
      because: "it runs on node 1.2.3 (undici 9.9.10), the client on node 1.2.3 (undici 9.9.9)",
    },
  ]);
});

test("a bare client that cannot run, or is none, leaves the verdict and says why", async () => {
  const gone = await inherit(failed({ because: "kept" }), new ToolkitError("CLIENT_INSTALL", "x", "no such program"));
  expect(gone.verdicts).toEqual([failed({ because: "kept" })]);
  expect(gone.controls).toEqual([{ name: "node-fetch", version: null, ran: false, because: "no such program" }]);
  const unknown = await inherit(failed(), HIDING, { name: "c", version: "1", runtime: "bun 1.0", transport: "fetch" });
  expect(unknown).toMatchObject({ verdicts: [failed()], controls: [{ name: "none", ran: false }], started: [] });
});

test("a bare client that fails its own calibration is not believed", async () => {
  const mute: InProcessClient = { ...HIDING, run: async () => ({ outcome: "completed", chunks: [], errors: [] }) };
  const { verdicts, controls } = await inherit(failed(), mute);
  expect(verdicts).toEqual([failed()]);
  expect(controls).toMatchObject([{ ran: false, because: expect.stringContaining("calibration/") }]);
});

test("where nothing could be inherited nobody is started", async () => {
  const passed = failed({ status: "pass", findings: [] });
  expect(await inherit(passed, HIDING)).toMatchObject({ verdicts: [passed], controls: null, started: [] });
});

test("a deadline is inherited only from a deadline", async () => {
  const late = failed({ status: "timeout", findings: [], because: "no result within 4000 ms" });
  expect((await inherit(late, HIDING)).verdicts).toEqual([late]);
});
