/** The error that a failing case's test throws: the page that `check` prints of it. */
import { explainPlay } from "../cli/explain-play.ts";
import { repeatCommand, repeatFlags } from "../cli/repeat-command.ts";
import { createPaint } from "../reporters/paint.ts";
import { caseHeadline } from "../reporters/case-headline.ts";
import { printCase } from "../reporters/print-case.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { CaseVerdict } from "../shape/report.ts";
import type { TestClientOptions } from "./test-client-options.ts";

const WIDTH = 100;

export class CaseFailure extends Error {
  override readonly name = "CaseFailure";
  readonly verdict: CaseVerdict;

  constructor(verdict: CaseVerdict, loaded: LoadedCase, options: TestClientOptions) {
    const page = printCase(
      verdict,
      {
        colour: false,
        width: WIDTH,
        repeat: (uid, key) => repeatOf(options, uid, key),
        show: (_, key) => explainPlay(loaded, key),
      },
      createPaint(false),
    );
    super([caseHeadline(verdict), "", ...page].join("\n"));
    this.verdict = verdict;
    // Where it was thrown is a line of ours: what the reader needs is the page.
    this.stack = `${this.name}: ${this.message}`;
  }
}

// --- internal ---

function repeatOf(options: TestClientOptions, uid: string, key: string): string {
  const { client, mode, profiles = [], fixtures, passEnv = [] } = options;
  // A function has no command of its own; its test has, and plays every variant of the case.
  if ("run" in client) return `npx vitest run -t ${uid}`;
  const flags = repeatFlags({
    profile: profiles,
    passEnv,
    ...(mode === undefined ? {} : { mode }),
    ...(fixtures === undefined ? {} : { fixtures }),
  });
  return repeatCommand({ kind: "command", command: client, flags }, uid, key);
}
