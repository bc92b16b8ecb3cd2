/** The door of `conformance/reporters`: from a report to text, one file a format. */
import type { Report } from "../shape/report.ts";
import type { PrintOptions } from "./case-explanation.ts";
import { printGithub } from "./print-github.ts";
import { printJson } from "./print-json.ts";
import { printJunit } from "./print-junit.ts";
import { printText } from "./print-text.ts";

export type { CaseExplanation, PrintOptions } from "./case-explanation.ts";
export { escapeTerminal } from "./escape-terminal.ts";
export { printSlices, type SlicesWindow } from "./print-slices.ts";
export { printStepSummary } from "./print-step-summary.ts";
export { printJson, printText };

export type ReporterName = "text" | "json" | "junit" | "github";
export type Reporter = (report: Report, options: PrintOptions) => string;

/** Every reporter by the name that the command line takes. */
export const REPORTERS: Readonly<Record<ReporterName, Reporter>> = {
  text: printText,
  json: printJson,
  junit: printJunit,
  github: printGithub,
};
export { wireText } from "./wire-text.ts";
