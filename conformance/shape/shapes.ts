/** Every shape of the toolkit by name, those of the wire and those of a conformance run. */
import type { z } from "zod";
import { DIALECT_SHAPES } from "../../src/dialect/index.ts";
import { SCHEMA_SHAPES } from "../../src/schema/index.ts";
import { Case } from "./case.ts";
import { Expect } from "./expectation.ts";
import { AdapterMessage, RunnerMessage } from "./protocol.ts";
import { Report } from "./report.ts";

export const SHAPES: Readonly<Record<string, { readonly title: string; readonly schema: z.ZodType }>> = {
  ...SCHEMA_SHAPES,
  ...DIALECT_SHAPES,
  case: { title: "A case: one rule, one exchange script, its variants, what must come of it", schema: Case },
  expect: { title: "Expected failures: the file streamproof.expect.yaml", schema: Expect },
  "protocol-adapter": {
    title: "Client protocol 1: what an adapter writes, one JSON object a line",
    schema: AdapterMessage,
  },
  "protocol-runner": {
    title: "Client protocol 1: what the runner writes, one JSON object a line",
    schema: RunnerMessage,
  },
  report: { title: "The report of one run", schema: Report },
};
