/** The command `check`: runs an adapter through the catalogue and prints what came of it. */
import { exitCode } from "../judge/index.ts";
import { appendStepSummary } from "./append-step-summary.ts";
import { attemptAll } from "./attempt-all.ts";
import { checkTargets } from "./check-targets.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { CheckOptions, CheckTarget } from "./check-request.ts";
import { writeExpectations } from "./expect-file.ts";
import { judgeAdapter } from "./judge-adapter.ts";
import { planCheck } from "./plan-check.ts";
import { createProgress } from "./progress.ts";
import { repeatFlags } from "./repeat-command.ts";
import type { Terminal } from "./terminal.ts";
import { withAdapter } from "./with-adapter.ts";
import { writeReports } from "./write-reports.ts";

export async function check(
  command: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
  target: CheckTarget = {
    cwd: terminal.cwd,
    repeat: { kind: "command", command },
    startedAs: command,
  },
): Promise<ExitCode> {
  const plan = planCheck(options, terminal, target);
  checkTargets(
    plan.reporters.flatMap(({ file }) => file ?? []),
    terminal.cwd,
  );
  const progress = createProgress(terminal, plan.cases.length);
  const start = { ...options, command, cwd: target.cwd };
  try {
    progress.say("starting the adapter");
    return await withAdapter(start, { delivery: plan.delivery }, terminal, async (driver, stage) => {
      const report = await judgeAdapter(driver, stage, { plan, options, command, target, progress, terminal });
      progress.clear();
      const repeat = { ...target.repeat, flags: repeatFlags(options) };
      const { writeExpect } = options;
      attemptAll([
        () => writeReports(report, plan.reporters, { cases: plan.cases, repeat, gapMs: options.gapMs }, terminal),
        () => {
          if (plan.reporters.some(({ name }) => name === "github")) appendStepSummary(report, repeat, terminal);
        },
        () => {
          if (writeExpect !== undefined) writeExpectations(writeExpect, report, terminal);
        },
      ]);
      if (terminal.interrupted.aborted) return 130;
      return exitCode({ report, brokenExpectations: report.expectations?.broken.length ?? 0 });
    });
  } finally {
    progress.clear();
  }
}
