/** Declares the tests of one client: a Vitest test for each case of the catalogue. */
import { afterAll, beforeAll, describe, test, type TestContext } from "vitest";
import { ToolkitError } from "../../src/base/index.ts";
import { loadCatalogue, selectCases } from "../catalogue/index.ts";
import { dayOfToday, DEFAULT_EXPECT_FILE, holdAgainst, openExpectations } from "../cli/expect-file.ts";
import { caseHeadline } from "../reporters/case-headline.ts";
import { caseWeight } from "../reporters/case-weight.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { CaseVerdict } from "../shape/report.ts";
import { CaseFailure } from "./case-failure.ts";
import { openClientSession, type ClientSession } from "./client-session.ts";
import type { TestClientOptions } from "./test-client-options.ts";

/**
 * Declares a suite `name` with a test for each case. A test fails where `check` would not meet its gate, is skipped
 * with its reason where the client need not run the case, and is annotated with what is observed or only warned of.
 * The suite fails where the adapter cannot be judged at all, or an expected failure no longer holds.
 * @throws ToolkitError where the options do not go together, name no case, or name a file that cannot be read.
 */
export function testClient(name: string, options: TestClientOptions): void {
  if (options.over === "in-process" && !("run" in options.client)) {
    const detail = "a command makes its requests over HTTP; only a function can be given a fetch";
    throw new ToolkitError("USAGE", `testClient ${name}: over`, detail);
  }
  const catalogue = loadCatalogue(options.fixtures);
  const cases = selectCases(catalogue, options.only ?? []);
  const terminal = { cwd: options.cwd ?? process.cwd() };
  const expectations = openExpectations(options.expect === undefined ? {} : { expect: options.expect }, terminal, true);
  const asked = { variants: options.variants ?? "default" } as const;
  const gate = options.gate ?? "must";
  const seen: CaseVerdict[] = [];

  function hold(verdicts: readonly CaseVerdict[]): ReturnType<typeof holdAgainst> | null {
    return expectations === null ? null : holdAgainst(expectations, verdicts, catalogue, asked, dayOfToday());
  }

  async function testCase(session: ClientSession, loaded: LoadedCase, context: TestContext): Promise<void> {
    const verdict = await session.judge(loaded);
    seen.push(verdict);
    const [held = verdict] = hold([verdict])?.verdicts ?? [];
    if (held.status === "not_judged") context.skip(held.because ?? "it was not judged");
    if (held.status === "skip") context.skip(held.because ?? "the client need not run it");
    if (held.status === "not_run" || caseWeight(held, gate) === "error") throw new CaseFailure(held, loaded, options);
    if (held.status !== "pass") await context.annotate(`${held.status}: ${remarkOf(held)}`, "notice");
  }

  describe(name, () => {
    let session: ClientSession | null = null;
    // Everything that is waited for has a ceiling of the runner's own, which says more than a test's.
    beforeAll(async () => {
      session = await openClientSession(options, cases).catch((error: unknown) => Promise.reject(withoutStack(error)));
    }, 0);
    afterAll(async () => {
      await session?.close();
      const broken = hold(seen)?.report.broken ?? [];
      const file = options.expect === undefined || options.expect === false ? DEFAULT_EXPECT_FILE : options.expect;
      const [first] = broken;
      if (first === undefined) return;
      const lines = broken.map((entry) => `${file}:${entry.line} ${entry.case}: ${entry.because}`);
      throw withoutStack(new ToolkitError("EXPECT_BROKEN", `${file}:${first.line}`, lines.join("\n")));
    }, 0);
    for (const loaded of cases) {
      const { uid, id, rule } = loaded.case;
      test(`${uid} ${id}: ${rule}`, { timeout: 0 }, async (context) => {
        if (session === null) throw new Error("the adapter is not ready");
        await testCase(session, loaded, context);
      });
    }
  });
}

// --- internal ---

/** What the reader needs is the message with its next step: the lines of code would be ours. */
function withoutStack(error: unknown): unknown {
  if (!(error instanceof ToolkitError)) return error;
  error.message = `${error.message}\n${error.hint}`;
  error.stack = `${error.name}: ${error.message}`;
  return error;
}

function remarkOf(verdict: CaseVerdict): string {
  if (verdict.expected !== undefined) return verdict.expected.reason;
  if (verdict.status === "observed") return verdict.matched ?? verdict.because ?? "no end that is listed";
  return caseHeadline(verdict);
}
