/** The door of `conformance/reporters`: from a report to text, one file a format. */
import type { Report } from "../shape/report.ts";
import type { PrintOptions } from "./case-explanation.ts";
import { printJson } from "./print-json.ts";
import { printText } from "./print-text.ts";

export type { CaseExplanation, PrintOptions } from "./case-explanation.ts";
export { escapeTerminal } from "./escape-terminal.ts";
export { printSlices, type SlicesWindow } from "./print-slices.ts";
export { printJson, printText };

/** Every reporter by the name that the command line takes. */
export const REPORTERS = {
  text: printText,
  json: printJson,
} as const satisfies Record<string, (report: Report, options: PrintOptions) => string>;

export type ReporterName = keyof typeof REPORTERS;
