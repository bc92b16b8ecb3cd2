/** Appends the summary of a run to the file that GitHub shows beside a workflow's step. */
import { appendFileSync } from "node:fs";
import { ToolkitError } from "../../src/base/index.ts";
import { printStepSummary } from "../reporters/index.ts";
import type { Report } from "../shape/report.ts";
import type { Terminal } from "./terminal.ts";
import { repeatCommand, type RepeatHow } from "./repeat-command.ts";

/** Does nothing outside of GitHub's runners: they name the file in `GITHUB_STEP_SUMMARY`. */
export function appendStepSummary(report: Report, repeat: RepeatHow, terminal: Pick<Terminal, "env">): void {
  const file = terminal.env["GITHUB_STEP_SUMMARY"];
  if (file === undefined || file === "") return;
  try {
    appendFileSync(file, printStepSummary(report, { repeat: (uid, key) => repeatCommand(repeat, uid, key) }));
  } catch (error) {
    throw new ToolkitError(
      "FILE_UNWRITABLE",
      "GITHUB_STEP_SUMMARY",
      error instanceof Error ? error.message : String(error),
      {
        cause: error,
      },
    );
  }
}
