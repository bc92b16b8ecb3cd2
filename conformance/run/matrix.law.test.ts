import { describe, expect, test } from "vitest";
import { createInProcessDriver } from "../adapter/index.ts";
import { loadCatalogue } from "../catalogue/index.ts";
import { isWireCase } from "../expand/index.ts";
import { FLAWED_CLIENTS, RIGHT_CLIENT } from "../models/index.ts";
import { createInProcessStage } from "../server/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { InProcessClient } from "../shape/in-process-client.ts";
import type { CaseVerdict } from "../shape/report.ts";
import { createModelClient } from "../models/index.ts";
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

// A case whose subject is an axis shows a flaw only in its variants; of the others the plain play says enough.
const plainCases = CATALOGUE.filter((loaded) => loaded.case.subject === null);
const subjectCases = CATALOGUE.filter((loaded) => loaded.case.subject !== null);

async function broken(client: InProcessClient): Promise<readonly CaseVerdict[]> {
  const verdicts = [...(await run(client, plainCases, "none")), ...(await run(client, subjectCases, "default"))];
  return verdicts.filter(
    (verdict) =>
      !["pass", "observed", "skip"].includes(verdict.status) &&
      (verdict.findings.some((finding) => finding.severity === "fail") || verdict.findings.length === 0),
  );
}

describe("law: each flawed client breaks exactly the cases that its author listed", () => {
  test.for(FLAWED_CLIENTS)("$id", { concurrent: true }, async ({ id, breaks, parts }, { expect }) => {
    const verdicts = await broken(createModelClient(id, parts));
    expect(verdicts.map((verdict) => verdict.uid).sort(), verdicts.map(summary).join("\n")).toEqual(
      breaks.map(({ uid }) => uid).sort(),
    );
  });
});

test("law: every case is broken by some flawed client", () => {
  const caught = new Set(FLAWED_CLIENTS.flatMap(({ breaks }) => breaks.map(({ uid }) => uid)));
  expect(
    CATALOGUE.filter((loaded) => loaded.case.level !== "observe")
      .map((loaded) => loaded.case.uid)
      .filter((uid) => !caught.has(uid)),
  ).toEqual([]);
});
