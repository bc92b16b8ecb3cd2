/** What a case expects can be said in its profile, and what only some dialects can say is in the profile of one. */
import { describe, expect, test } from "vitest";
import { DIALECTS, type Dialect, type Expressible } from "../../src/dialect/index.ts";
import type { Case } from "../shape/case.ts";
import { loadCatalogue } from "./load-catalogue.ts";

const CASES = loadCatalogue().map((loaded) => loaded.case);

/** What every client of the format must be able to read: OpenAI's own. */
const CORE: Expressible = DIALECTS.openai.expressible;

function expressibleOf(profile: Case["profile"]): Expressible {
  if (profile === "core") return CORE;
  const dialect: Dialect = DIALECTS[profile];
  return dialect.expressible;
}

/** The accepted endings that a client of this profile could not reach; a failure can always be reached. */
function unreachable({ profile, expect: due }: Case): readonly string[] {
  const { reasoning, refusal, toolCalls, choices, finishReasons } = expressibleOf(profile);
  return due.any_of.flatMap(({ outcome, message }) => {
    if (outcome !== "completed" || message === undefined) return [];
    const said = message.choices.flatMap((choice) => [
      ...(choice.reasoning && reasoning.length === 0 ? ["reasoning"] : []),
      ...(choice.refusal && !refusal ? ["a refusal"] : []),
      ...((choice.tool_calls ?? []).length > 0 && !toolCalls ? ["calls"] : []),
      ...(choice.finish_reason && !finishReasons.includes(choice.finish_reason)
        ? [`an end by ${choice.finish_reason}`]
        : []),
    ]);
    const many = message.choices.length > 1 && choices === "one" ? ["several choices"] : [];
    return [...said, ...many].length === 0 ? [] : [[...said, ...many].join(", ")];
  });
}

/** Wrong only where no ending is left. */
const isWrong = (one: Case): boolean => unreachable(one).length === one.expect.any_of.length;

/** Its rule is about values outside every list: any word would do. */
const ABOUT_UNKNOWN_VALUES = ["c307"];

describe("law: some ending of each case can be reached by whoever speaks its profile alone", () => {
  test.each(CASES.map((one) => [`${one.uid} ${one.id}`, one] as const))("%s", (_name, one) => {
    expect(isWrong(one)).toBe(ABOUT_UNKNOWN_VALUES.includes(one.uid));
  });

  test("reasoning whose profile was forgotten is found out, and calls in a dialect that has none", () => {
    const reasoned = CASES.filter(({ profile, needs }) => profile !== "core" && needs.includes("report.reasoning"));
    expect(reasoned.length).toBeGreaterThan(3);
    expect(reasoned.filter((one) => !isWrong({ ...one, profile: "core" }))).toEqual([]);
    const calling = CASES.filter(({ id }) => id === "tools/parallel-interleaved");
    expect(calling.map((one) => isWrong({ ...one, profile: "perplexity" }))).toEqual([true]);
  });
});
