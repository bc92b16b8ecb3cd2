/** Reads a file of expected failures, each entry with its line. */
import { DEFAULT_LIMITS, safeParseTotal, ToolkitError, type Limits } from "../../src/base/index.ts";
import { caseProblem } from "../catalogue/case-problem.ts";
import { readDocument } from "../catalogue/read-document.ts";
import { Expect, type PlacedEntry } from "../shape/expectation.ts";
import { indexLines } from "./index-lines.ts";

export type Expectations = {
  /** As the reader named it; for messages. */
  readonly file: string;
  readonly entries: readonly PlacedEntry[];
};

/** YAML_INVALID, LIMIT_EXCEEDED and EXPECT_INVALID carry `file:line`; an unknown member the names it may have meant. */
export function readExpectations(
  bytes: Uint8Array,
  file: string,
  limits: Pick<Limits, "documentDepthMax" | "yamlAliasesMax"> = DEFAULT_LIMITS,
): Expectations {
  const document = readDocument(bytes, file, limits);
  const lineOf = indexLines(new TextDecoder().decode(bytes), limits);
  const parsed = safeParseTotal(Expect, document);
  if (!parsed.success) {
    const { path, detail } = caseProblem(parsed.issues, Expect);
    const inside = path === "" ? "" : `${path.replace(/^\./, "")}: `;
    throw new ToolkitError("EXPECT_INVALID", `${file}:${lineOf(path)}`, `${inside}${detail}`);
  }
  return {
    file,
    entries: parsed.data.expect.map((entry, index) => ({ line: lineOf(`.expect[${index}]`), ...entry })),
  };
}
