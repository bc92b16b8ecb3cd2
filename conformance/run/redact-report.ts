/** Takes secrets out of whatever a report says that came from outside. */
import { redactText, redactValue } from "../../src/base/index.ts";
import { boundText } from "../judge/index.ts";
import type { CaseVerdict, ControlRun, Report } from "../shape/report.ts";

export function redactVerdict(verdict: CaseVerdict): CaseVerdict {
  const { because, evidence, findings } = verdict;
  return {
    ...verdict,
    because: because === null ? null : redactText(because),
    findings: findings.map((finding) => ({
      ...finding,
      path: redactText(finding.path),
      expected: redactValue(finding.expected),
      actual: redactValue(finding.actual),
    })),
    evidence:
      evidence === null
        ? null
        : {
            ...evidence,
            errors: evidence.errors.map(redactValue),
            request: evidence.request === null ? null : redactText(evidence.request),
            ...(evidence.stderr === undefined ? {} : { stderr: evidence.stderr.map(redactText) }),
          },
  };
}

export function redactControl(control: ControlRun): ControlRun {
  const { because } = control;
  return { ...control, because: because === null ? null : redactText(boundText(because, 0)) };
}

/** Argument by argument; what follows a flag of a secret's name is looked at together with it. */
export function redactCommand(command: NonNullable<Report["client"]["command"]>): string[] {
  return command.map((argument, index) => {
    const flag = command[index - 1] ?? "";
    const cleaned = redactText(argument);
    if (cleaned !== argument || !/^--?[a-z]/i.test(flag) || flag.includes("=")) return cleaned;
    const together = redactText(`${flag} ${argument}`);
    return together.startsWith(`${flag} `) ? together.slice(flag.length + 1) : cleaned;
  });
}
