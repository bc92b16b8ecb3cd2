import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createInProcessDriver } from "../adapter/index.ts";
import { loadCatalogue } from "../catalogue/index.ts";
import { isWireCase } from "../expand/index.ts";
import { createModelClient, FLAWED_CLIENTS, RIGHT_CLIENT } from "../models/index.ts";
import type { ModelDecoder, ModelFold, ModelParts } from "../models/model-parts.ts";
import { RIGHT_PARTS } from "../models/right-parts.ts";
import { startHttpStage, type HttpStage } from "../server/index.ts";
import { createRawFetch, type RawHabits } from "../server/testing/raw-fetch.ts";
import type { InProcessClient } from "../shape/in-process-client.ts";
import type { CaseVerdict } from "../shape/report.ts";
import { runCatalogue } from "./run-catalogue.ts";

const CASES = loadCatalogue().filter(({ case: one }) => isWireCase(one) || one.tags.includes("transport"));

/** It leaves a missing finish reason to its caller, as most clients do: what is cut only its transport can tell. */
const PARTS = { ...RIGHT_PARTS, checkEnd: () => {} };

/** Shows each chunk, or each event of a plain stream, as it comes, and says so. */
function clientOf(changes: Partial<ModelParts>): InProcessClient {
  const parts = { ...PARTS, ...changes };
  return {
    ready: { ...RIGHT_CLIENT.ready, capabilities: [...RIGHT_CLIENT.ready.capabilities, "observe.progress"] },
    run(job, context) {
      let shown = 0;
      const createFold = (): ModelFold => {
        const fold = parts.createFold();
        return { push: (chunk) => (fold.push(chunk), context.progress(++shown)), end: () => fold.end() };
      };
      const createDecoder = (): ModelDecoder => {
        const decoder = parts.createDecoder();
        const push = (slice: Uint8Array) => {
          const events = decoder.push(slice);
          if (events.length > 0) context.progress((shown += events.length));
          return events;
        };
        return { push, end: () => decoder.end() };
      };
      const shows = job.op === "sse.read" ? { createDecoder } : { createFold };
      return createModelClient("raw socket", { ...parts, ...shows }).run(job, context);
    },
  };
}

let stage: HttpStage;
beforeAll(async () => {
  stage = await startHttpStage();
});
afterAll(() => stage.close());

async function run(
  habits: Partial<RawHabits>,
  parts: Partial<ModelParts>,
  variants: "none" | "default",
): Promise<readonly CaseVerdict[]> {
  const driver = createInProcessDriver(clientOf(parts), { fetch: createRawFetch(habits) });
  try {
    const outcome = await runCatalogue({
      cases: CASES,
      driver,
      stage,
      variants,
      skipCalibration: true,
      clock: { deadlineMs: 4_000, startMs: 2_000 },
      jobs: 8,
    });
    return outcome.verdicts;
  } finally {
    await driver.close();
  }
}

const summary = ({ uid, status, key, findings, because, variants }: CaseVerdict): string =>
  `${uid} ${status} ${key} ${findings.map(({ code, actual }) => `${code} ${JSON.stringify(actual)}`).join(", ")} ${because ?? ""} ${variants.failed.join(" ")}`;

const isBroken = ({ status, findings }: CaseVerdict): boolean =>
  !["pass", "observed", "skip"].includes(status) &&
  (findings.length === 0 || findings.some(({ severity }) => severity === "fail"));

test("law: a client that reads HTTP as its standards say passes every case of the transport, in every variant", async () => {
  const verdicts = await run({}, {}, "default");
  expect(verdicts.filter((verdict) => verdict.variants.failed.length > 0 || isBroken(verdict)).map(summary)).toEqual(
    [],
  );
  expect(verdicts.filter(({ status }) => status === "skip").map(summary)).toEqual([]);
  expect(verdicts.length).toBeGreaterThanOrEqual(20);
});

type Flawed = {
  readonly flaw: string;
  readonly habits: Partial<RawHabits>;
  readonly parts?: Partial<ModelParts>;
  readonly breaks: readonly string[];
};

/** A flawed reader of events, by its id: what it does at the end of a read only a network shows. */
function decoderOf(id: string): Pick<ModelParts, "createDecoder"> {
  const found = FLAWED_CLIENTS.find((one) => one.id === id);
  if (found === undefined) throw new TypeError(`no flawed client is called ${id}`);
  return { createDecoder: found.parts.createDecoder };
}

const FLAWED: readonly Flawed[] = [
  {
    flaw: "shows an event that a CR ends when the next one comes",
    habits: {},
    parts: decoderOf("waits-for-what-follows-a-cr"),
    breaks: ["e305"],
  },
  { flaw: "takes any interim answer for the answer", habits: { interim: () => false }, breaks: ["t001", "t002"] },
  {
    flaw: "fails on a 100 that it did not ask for, as Node 20's undici does",
    habits: { interim: (status) => status !== 100 },
    breaks: ["t001"],
  },
  { flaw: "knows of 100 only", habits: { interim: (status) => status === 100 }, breaks: ["t002"] },
  {
    flaw: "reads the whole line as the size of a chunk",
    habits: { chunkSize: (line) => (/^[0-9a-f]+$/i.test(line) ? Number.parseInt(line, 16) : Number.NaN) },
    breaks: ["t003", "t004"],
  },
  {
    flaw: "knows of one chunk extension only, as Node 20's parser does",
    habits: { chunkSize: (line) => (/^[0-9a-f]+(?:;[^;]*)?$/i.test(line) ? Number.parseInt(line, 16) : Number.NaN) },
    breaks: ["t004"],
  },
  {
    flaw: "wants nothing behind the last chunk",
    habits: { trailers: "refuse" },
    // Who stops reading at [DONE] never meets them.
    parts: { afterDone: "wait_for_close" },
    breaks: ["t005"],
  },
  { flaw: "takes any end for the end of a declared length", habits: { shortLength: "end" }, breaks: ["t006"] },
  { flaw: "takes any end for the last chunk", habits: { missingLastChunk: "end" }, breaks: ["c516"] },
  {
    flaw: "accepts gzip and does not decode it",
    habits: { decoding: "never" },
    // The noise holds no event, so an answer that was cut looks like an empty one, and nothing is ever shown.
    breaks: ["t008", "t009", "t020"],
  },
  { flaw: "decodes gzip when all of it has come", habits: { decoding: "at_the_end" }, breaks: ["t020"] },
  { flaw: "does not look whether gzip came to its end", habits: { unfinishedCoding: "end" }, breaks: ["t009"] },
  {
    flaw: "reads the whole body before it shows any of it",
    habits: { body: "at_the_end" },
    breaks: ["e305", "t019", "t020"],
  },
  { flaw: "follows a 307 with a bare GET", habits: { redirect307: "bare_get" }, breaks: ["t011"] },
  { flaw: "insists on HTTP/1.1", habits: { versions: ["1.1"] }, breaks: ["t015"] },
  { flaw: "takes no answer for an empty one", habits: { noAnswer: "empty" }, breaks: ["t016"] },
  {
    flaw: "fails when the answer comes before its request was sent",
    habits: { earlyAnswer: "failure" },
    breaks: ["t014"],
  },
  {
    flaw: "fails when a connection ends that was to be kept, whole answer or not",
    habits: { endBehindAnswer: "failure" },
    breaks: ["t017"],
  },
  {
    flaw: "uses a connection again with a body half read",
    habits: { unreadBody: "used_again" },
    breaks: ["t018"],
  },
];

describe("law: each flawed reader of HTTP breaks exactly the cases that its author listed", () => {
  test.for(FLAWED)("$flaw", async ({ habits, parts = {}, breaks }, { expect }) => {
    const broken = (await run(habits, parts, "none")).filter(isBroken);
    expect(broken.map(({ uid }) => uid).toSorted(), broken.map(summary).join("\n")).toEqual(breaks);
  });
});

test("law: every case of the transport is broken by some flawed reader, where it can be broken", () => {
  const caught = new Set(FLAWED.flatMap(({ breaks }) => breaks));
  const judged = CASES.filter(({ case: one }) => isWireCase(one) && one.level !== "observe");
  expect(judged.map(({ case: one }) => one.uid).filter((uid) => !caught.has(uid))).toEqual([]);
});
