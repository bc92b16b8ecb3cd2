/** Prints a report as JUnit XML: a test case for each case, a failure for each that weighs against the run. */
import type { CaseVerdict, Report } from "../shape/report.ts";
import { statusKind } from "../shape/status-kind.ts";
import type { PrintOptions } from "./case-explanation.ts";
import { boundText } from "./bound-text.ts";
import { caseHeadline } from "./case-headline.ts";
import { caseWeight } from "./case-weight.ts";
import { escapeTerminal } from "./escape-terminal.ts";
import { createPaint } from "./paint.ts";
import { gateText } from "./gate-text.ts";
import { printCase } from "./print-case.ts";
import { writeXml, type XmlElement } from "./write-xml.ts";

const MESSAGE_CHARS_MAX = 400;
const BODY_CHARS_MAX = 8_000;

/** No times: the report holds none. Ends with a newline. */
export function printJunit(report: Report, options: PrintOptions): string {
  const tests = [
    ...report.cases.map((verdict) => caseElement(verdict, report, options)),
    ...brokenElements(report),
    ...(report.complete ? [] : [INTERRUPTED]),
    ...(report.complete && report.gate.met === null ? [withoutVerdict(report.gate)] : []),
  ];
  const counts = {
    tests: tests.length,
    failures: countHolding(tests, "failure"),
    errors: countHolding(tests, "error"),
    skipped: countHolding(tests, "skipped"),
  };
  const { name, version } = report.client.identity;
  const suite: XmlElement = {
    name: "testsuite",
    attributes: { name: shown(`${name} ${version}`), ...counts },
    children: [{ name: "properties", children: runProperties(report) }, ...tests],
  };
  return writeXml({ name: "testsuites", attributes: { name: "streamproof", ...counts }, children: [suite] });
}

// --- internal ---

const INTERRUPTED: XmlElement = {
  name: "testcase",
  attributes: { classname: "run", name: "complete" },
  children: [
    { name: "error", attributes: { message: "the run was interrupted: this report is partial", type: "interrupted" } },
  ],
};

/** A page without a failure must not look as if all were well. */
function withoutVerdict(gate: Report["gate"]): XmlElement {
  return {
    name: "testcase",
    attributes: { classname: "run", name: "verdict" },
    children: [{ name: "error", attributes: { message: shown(gateText(gate)), type: "no_verdict" } }],
  };
}

function caseElement(verdict: CaseVerdict, report: Report, options: PrintOptions): XmlElement {
  const [area = "", what = ""] = verdict.id.split("/");
  return {
    name: "testcase",
    attributes: { classname: shown(area), name: shown(`${what} (${verdict.uid})`) },
    children: [
      {
        name: "properties",
        children: Object.entries({
          uid: verdict.uid,
          level: verdict.level,
          status: verdict.status,
          variant: verdict.key,
          rule: verdict.rule,
        }).map(([name, value]) => property(name, value)),
      },
      ...outcomeElements(verdict, report, options),
    ],
  };
}

function outcomeElements(verdict: CaseVerdict, report: Report, options: PrintOptions): readonly XmlElement[] {
  if (verdict.expected !== undefined) {
    const { reason, issue } = verdict.expected;
    return [skipped("xfail", `expected to fail: ${reason}${issue === undefined ? "" : ` (${issue})`}`)];
  }
  if (statusKind(verdict.status) === "left_out") return [skipped(verdict.status, verdict.because ?? "no reason given")];
  const weight = caseWeight(verdict, report.gate.level);
  if (weight === "none") return [];
  const body = boundText(printCase(verdict, options, createPaint(false)).join("\n"), BODY_CHARS_MAX);
  if (weight === "warning") return [{ name: "system-out", children: body }];
  const isNoVerdict = verdict.status === "adapter_error" || verdict.status === "harness_error";
  return [
    {
      name: isNoVerdict ? "error" : "failure",
      attributes: {
        message: boundText(caseHeadline(verdict), MESSAGE_CHARS_MAX),
        type: verdict.findings[0]?.code ?? verdict.status,
      },
      children: body,
    },
  ];
}

function brokenElements({ expectations }: Report): readonly XmlElement[] {
  return (expectations?.broken ?? []).map(({ line, case: name, because }) => ({
    name: "testcase",
    attributes: { classname: "expectations", name: shown(`${expectations?.file ?? ""}:${line} ${name}`) },
    children: [{ name: "failure", attributes: { message: shown(because), type: "expectation" } }],
  }));
}

function runProperties(report: Report): readonly XmlElement[] {
  const { tool, suite, client, gate, delivery, budget, complete } = report;
  return Object.entries({
    tool: `${tool.name} ${tool.version}`,
    suite: suite.sha256,
    profiles: client.profiles.join(", "),
    delivery: delivery.mode,
    ...(budget === undefined ? {} : { budget: `${budget.seconds} s, seed ${budget.seed}` }),
    gate: `${gate.level}: ${gateText(gate)}`,
    complete: String(complete),
  }).map(([name, value]) => property(name, value));
}

function property(name: string, value: string): XmlElement {
  return { name: "property", attributes: { name, value: shown(value) } };
}

function skipped(type: string, message: string): XmlElement {
  return { name: "skipped", attributes: { type, message: shown(message) } };
}

function countHolding(tests: readonly XmlElement[], name: string): number {
  return tests.filter((test) => typeof test.children === "object" && test.children.some((child) => child.name === name))
    .length;
}

/** Names and messages stand on one line each in every viewer. */
function shown(text: string): string {
  return boundText(escapeTerminal(text), MESSAGE_CHARS_MAX);
}
