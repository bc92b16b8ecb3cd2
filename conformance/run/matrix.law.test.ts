import { describe, expect, test } from "vitest";
import { createInProcessDriver } from "../adapter/index.ts";
import { loadCatalogue } from "../catalogue/index.ts";
import { isWireCase } from "../expand/index.ts";
import { FLAWED_CLIENTS, RIGHT_CLIENT, type FlawedClient } from "../models/index.ts";
import { createInProcessStage } from "../server/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { InProcessClient } from "../shape/in-process-client.ts";
import type { CaseVerdict } from "../shape/report.ts";
import { EVENT_BREAKS } from "../models/event-breaks.ts";
import { createModelClient, createModelReader } from "../models/index.ts";
import type { ModelParts } from "../models/model-parts.ts";
import { RIGHT_PARTS } from "../models/right-parts.ts";
import { runCatalogue } from "./run-catalogue.ts";

// Without a network nothing of a transport's rule is to be seen: those cases have tests of their own over HTTP.
const CATALOGUE = loadCatalogue().filter((loaded) => !isWireCase(loaded.case));

async function run(
  client: InProcessClient,
  cases: readonly LoadedCase[],
  variants: "none" | "default",
): Promise<readonly CaseVerdict[]> {
  const stage = createInProcessStage();
  const driver = createInProcessDriver(client, { fetch: stage.fetch });
  try {
    const outcome = await runCatalogue({
      cases,
      driver,
      stage,
      variants,
      skipCalibration: client !== RIGHT_CLIENT,
      clock: { deadlineMs: 4_000, startMs: 2_000 },
      jobs: 8,
    });
    return outcome.verdicts;
  } finally {
    await driver.close();
    await stage.close();
  }
}

const summary = (verdict: CaseVerdict): string =>
  `${verdict.uid} ${verdict.status} ${verdict.key} ${verdict.findings.map((finding) => `${finding.code}@${finding.path}`).join(",")}${verdict.because ?? ""} ${verdict.variants.failed.join(" ")}`;

test("law: the right client has no finding in any variant of any case", async () => {
  const verdicts = await run(RIGHT_CLIENT, CATALOGUE, "default");
  const wrong = verdicts.filter(
    (verdict) =>
      (verdict.status !== "pass" && verdict.status !== "observed") ||
      verdict.findings.length > 0 ||
      verdict.variants.failed.length > 0,
  );
  expect(wrong.map(summary)).toEqual([]);
  expect(verdicts.reduce((plays, verdict) => plays + 1 + verdict.variants.run, 0)).toBeGreaterThan(
    CATALOGUE.length * 4,
  );
});

// What is only observed nobody breaks.
const JUDGED = CATALOGUE.filter((loaded) => loaded.case.level !== "observe");

/** The steps by which a model reads a plain event stream. */
const READING = ["createDecoder", "checkHead"] as const satisfies readonly (keyof ModelParts)[];

/** A reader of events skips the chats; a client that reads as the right one does reads its events as that one does. */
function casesFor({ role, parts }: FlawedClient): readonly LoadedCase[] {
  if (role === "reader") return JUDGED.filter((loaded) => loaded.case.op === "sse.read");
  const readsRight = READING.every((step) => parts[step] === RIGHT_PARTS[step]);
  return readsRight ? JUDGED.filter((loaded) => loaded.case.op === "chat.stream") : JUDGED;
}

function never(): never {
  throw new Error("no step of a chat");
}

test("law: an event stream is read by the decoder and the look at the head, and by no other step", async () => {
  const { createDecoder, checkHead } = RIGHT_PARTS;
  const parts: ModelParts = {
    createDecoder,
    checkHead,
    isDone: never,
    readChunk: never,
    errorOf: never,
    createFold: never,
    afterDone: "go_on",
    checkEnd: never,
    onTransportError: "post_again",
    abortReaches: false,
  };
  // What is about its cuts is not judged as written.
  const events = JUDGED.filter(({ case: one }) => one.op === "sse.read" && one.subject === null);
  const verdicts = await run(createModelReader("reads alone", parts), events, "none");
  expect(verdicts.filter(({ status }) => status !== "pass").map(summary)).toEqual([]);
  expect(verdicts.length).toBeGreaterThan(60);
});

/** Who breaks at one cut breaks where all of them are made: so a cut by itself tells nothing new of a flaw. */
function withoutTwoWayCuts(loaded: LoadedCase): LoadedCase {
  const { variants } = loaded.case;
  const cuts = variants.cuts.filter((axis) => axis !== "two_way");
  return { ...loaded, case: { ...loaded.case, variants: { ...variants, cuts } } };
}

async function broken(client: InProcessClient, cases: readonly LoadedCase[]): Promise<readonly CaseVerdict[]> {
  // A case whose subject is an axis shows a flaw only in its variants; of the others the plain play says enough.
  const plain = cases.filter((loaded) => loaded.case.subject === null);
  const withSubject = cases.filter((loaded) => loaded.case.subject !== null).map(withoutTwoWayCuts);
  const verdicts = [...(await run(client, plain, "none")), ...(await run(client, withSubject, "default"))];
  return verdicts.filter(
    (verdict) =>
      !["pass", "observed", "skip"].includes(verdict.status) &&
      (verdict.findings.some((finding) => finding.severity === "fail") || verdict.findings.length === 0),
  );
}

describe("law: each flawed client breaks exactly the cases that its author listed", () => {
  test.for(FLAWED_CLIENTS)("$id", { concurrent: true }, async (flawed, { expect }) => {
    const { id, role, breaks, parts } = flawed;
    const client = role === "reader" ? createModelReader(id, parts) : createModelClient(id, parts);
    const verdicts = await broken(client, casesFor(flawed));
    expect(verdicts.map((verdict) => verdict.uid).sort(), verdicts.map(summary).join("\n")).toEqual(
      breaks.map(({ uid }) => uid).sort(),
    );
  });
});

test("every flawed client has a name of its own, and what is said of it is said of one that is there", () => {
  const ids = FLAWED_CLIENTS.map(({ id }) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  expect(Object.keys(EVENT_BREAKS).filter((id) => !ids.includes(id))).toEqual([]);
});

test("law: every case is broken by some flawed client", () => {
  const caught = new Set(FLAWED_CLIENTS.flatMap(({ breaks }) => breaks.map(({ uid }) => uid)));
  expect(
    CATALOGUE.filter((loaded) => loaded.case.level !== "observe")
      .map((loaded) => loaded.case.uid)
      .filter((uid) => !caught.has(uid)),
  ).toEqual([]);
});
