/** Compares the choices of a report with those that were due, in the members that the client declares. */
import type { Case, ExpectedChoice, ExpectedMessage } from "../shape/case.ts";
import type { Finding, FindingCode } from "../shape/finding.ts";
import type { Ready } from "../shape/protocol.ts";
import { compareToolCalls } from "./compare-tool-calls.ts";
import { failure } from "./judgement.ts";
import { declares, type ChoiceView, type MessageView } from "./read-report.ts";
import { finishDifference } from "./same-finish.ts";
import { sameJson } from "./same-json.ts";
import { isEmptyText, sameText, type MaybeText, type TextRule } from "./same-text.ts";
import { textDifference, type TextDifference } from "./text-difference.ts";

export type MessageComparison = {
  readonly claim: Ready;
  readonly compare: Case["compare"];
  readonly reported: MessageView;
  /** The fold of the chunks that were sent, for a client that is judged on the chunks it yields; else null. */
  readonly sent: MessageView | null;
};

export function compareMessage(due: ExpectedMessage, given: MessageComparison): readonly Finding[] {
  const severalChoices = declares(given.claim, "report.choices");
  const findings: Finding[] = [];
  const only = due.choices.find((choice) => choice.index === 0) ?? due.choices[0];
  const wanted = severalChoices || only === undefined ? due.choices : [only];
  for (const choice of wanted) {
    const path = `message.choices[${choice.index}]`;
    const reported = choiceAt(given.reported.choices, choice.index, severalChoices);
    const sent = given.sent === null ? null : choiceAt(given.sent.choices, choice.index, severalChoices);
    if (reported === NO_CHOICE && choice.index > 0 && due.choices.length > 1) {
      if (!isEmptyDue(choice, given.claim)) findings.push(failure("choice.lost", path, choice, null));
      continue;
    }
    findings.push(...compareChoice(choice, reported, sent, given, path));
  }
  findings.push(...inventedChoices(due, given, severalChoices));
  return findings;
}

// --- internal ---

const NO_CHOICE: ChoiceView = {
  index: 0,
  content: null,
  reasoning: null,
  refusal: null,
  toolCalls: [],
  finish: null,
  finishRaw: null,
};

/** A client that shows one choice only is not asked for its index. Choices that all bear one index count by place. */
function choiceAt(choices: readonly ChoiceView[], index: number, severalChoices: boolean): ChoiceView {
  if (!severalChoices) return choices.find((choice) => choice.index === index) ?? choices[0] ?? NO_CHOICE;
  const byPlace = new Set(choices.map((choice) => choice.index)).size < choices.length;
  return (byPlace ? choices[index] : choices.find((choice) => choice.index === index)) ?? NO_CHOICE;
}

function inventedChoices(due: ExpectedMessage, given: MessageComparison, severalChoices: boolean): readonly Finding[] {
  if (due.choices.length > 0 && !severalChoices) return [];
  const shown = severalChoices ? given.reported.choices : given.reported.choices.slice(0, 1);
  const byPlace = new Set(shown.map((choice) => choice.index)).size < shown.length;
  return shown.flatMap((choice, place) => {
    const index = byPlace ? place : choice.index;
    if (due.choices.some((other) => other.index === index) || isEmptyView(choice, given.claim)) return [];
    if (given.sent?.choices.some((other) => other.index === index && !isEmptyView(other, given.claim)) === true)
      return [];
    return [failure("choice.invented", `message.choices[${index}]`, null, shownChoice(choice, given.claim))];
  });
}

function isEmptyView(choice: ChoiceView, claim: Ready): boolean {
  if (!isEmptyText(choice.content)) return false;
  if (declares(claim, "report.reasoning") && !isEmptyText(choice.reasoning)) return false;
  if (declares(claim, "report.refusal") && !isEmptyText(choice.refusal)) return false;
  return !declares(claim, "report.tool_calls") || choice.toolCalls.length === 0;
}

/** A choice in the members that the client declares: a finding quotes no others. */
function shownChoice(choice: ChoiceView, claim: Ready): Readonly<Record<string, unknown>> {
  return {
    content: choice.content,
    ...(declares(claim, "report.reasoning") ? { reasoning: choice.reasoning } : {}),
    ...(declares(claim, "report.refusal") ? { refusal: choice.refusal } : {}),
    ...(declares(claim, "report.tool_calls") ? { tool_calls: choice.toolCalls } : {}),
    ...(declares(claim, "report.finish_reason") ? { finish_reason: choice.finish ?? choice.finishRaw } : {}),
  };
}

function isEmptyDue(choice: ExpectedChoice, claim: Ready): boolean {
  const { content, reasoning, refusal } = choice;
  const view = { ...NO_CHOICE, content, reasoning, refusal };
  return isEmptyView(view, claim) && (choice.tool_calls ?? []).length === 0;
}

function compareChoice(
  due: ExpectedChoice,
  reported: ChoiceView,
  sent: ChoiceView | null,
  given: MessageComparison,
  path: string,
): readonly Finding[] {
  const { claim, compare } = given;
  const rule: TextRule = { match: compare.content, nullIsAbsent: compare.null_is_absent };
  const findings: Finding[] = [];
  const text = (name: keyof typeof TEXT_CODES, expected: MaybeText, actual: MaybeText, wire: MaybeText | null) => {
    if (expected === undefined || sameText(expected, actual, rule)) return;
    if (sent !== null && sameText(wire, actual, { ...rule, match: "exact" })) return;
    findings.push(failure(TEXT_CODES[name][textDifference(expected, actual)], `${path}.${name}`, expected, actual));
  };
  text("content", due.content, reported.content, sent?.content);
  if (declares(claim, "report.reasoning")) text("reasoning", due.reasoning, reported.reasoning, sent?.reasoning);
  if (declares(claim, "report.refusal")) text("refusal", due.refusal, reported.refusal, sent?.refusal);
  if (due.tool_calls !== undefined && declares(claim, "report.tool_calls")) {
    const asSent = sent !== null && sameJson(sent.toolCalls, reported.toolCalls);
    if (!asSent) findings.push(...compareToolCalls(due.tool_calls, reported.toolCalls, `${path}.tool_calls`));
  }
  if (due.finish_reason !== undefined && declares(claim, "report.finish_reason")) {
    const difference = finishDifference(due.finish_reason, { finish: reported.finish, raw: reported.finishRaw });
    const asSent = sent !== null && sent.finish === reported.finish;
    const actual = reported.finish ?? reported.finishRaw;
    if (difference !== null && !asSent) {
      findings.push(failure(`finish.${difference}`, `${path}.finish_reason`, due.finish_reason, actual));
    }
  }
  return findings;
}

const TEXT_CODES = {
  content: {
    lost: "content.lost",
    changed: "content.changed",
    duplicated: "content.duplicated",
    invented: "content.invented",
  },
  reasoning: {
    lost: "reasoning.lost",
    changed: "reasoning.changed",
    duplicated: "reasoning.duplicated",
    invented: "reasoning.changed",
  },
  refusal: {
    lost: "refusal.lost",
    changed: "refusal.changed",
    duplicated: "refusal.changed",
    invented: "refusal.changed",
  },
} as const satisfies Record<string, Record<TextDifference, FindingCode>>;
