/** Compares tool calls by position, and names how they differ. */
import type { Finding } from "../shape/finding.ts";
import type { ExpectedChoice } from "../shape/case.ts";
import type { ReportedToolCall } from "../shape/protocol.ts";
import { failure } from "./judgement.ts";
import { isEmptyText, sameText } from "./same-text.ts";
import { sameJson } from "./same-json.ts";

export type DueToolCall = NonNullable<ExpectedChoice["tool_calls"]>[number];

const EXACT = { match: "exact", nullIsAbsent: true } as const;

export function compareToolCalls(
  due: readonly DueToolCall[],
  reported: readonly ReportedToolCall[],
  path: string,
): readonly Finding[] {
  if (due.length === reported.length) {
    return due.flatMap((call, index) => compareCall(call, reported[index] ?? {}, `${path}[${index}]`));
  }
  if (reported.length < due.length) {
    const merged = reported.findIndex((call) => joinsTwo(due, call));
    if (merged >= 0) return [failure("tool_call.merged", `${path}[${merged}]`, due, reported)];
  }
  return compareUneven(due, reported, path);
}

// --- internal ---

type Placed<Call> = { readonly call: Call; readonly index: number };

/** Rows of different lengths: what agrees in order is set aside, then what has the same id, then what is left. */
function compareUneven(
  due: readonly DueToolCall[],
  reported: readonly ReportedToolCall[],
  path: string,
): readonly Finding[] {
  const extra: Placed<ReportedToolCall>[] = reported.map((call, index) => ({ call, index }));
  let missing: Placed<DueToolCall>[] = [];
  let from = 0;
  for (const [index, call] of due.entries()) {
    const found = extra.findIndex((other) => other.index >= from && compareCall(call, other.call, "").length === 0);
    const other = extra[found];
    if (other === undefined) missing.push({ call, index });
    else {
      from = other.index + 1;
      extra.splice(found, 1);
    }
  }
  const findings: Finding[] = [];
  missing = missing.filter(({ call }) => {
    const found = extra.findIndex((other) => !isEmptyText(call.id) && other.call.id === call.id);
    const other = extra[found];
    if (other === undefined) return true;
    extra.splice(found, 1);
    findings.push(...compareCall(call, other.call, `${path}[${other.index}]`));
    return false;
  });
  const paired = Math.min(missing.length, extra.length);
  for (const [index, { call }] of missing.slice(0, paired).entries()) {
    const other = extra[index];
    if (other !== undefined) findings.push(...compareCall(call, other.call, `${path}[${other.index}]`));
  }
  for (const { call, index } of missing.slice(paired)) {
    findings.push(failure("tool_call.lost", `${path}[${index}]`, call, null));
  }
  for (const { call, index } of extra.slice(paired)) {
    findings.push(failure("tool_call.invented", `${path}[${index}]`, null, call));
  }
  return findings;
}

function compareCall(due: DueToolCall, reported: ReportedToolCall, path: string): readonly Finding[] {
  const findings: Finding[] = [];
  // A due id of null means that the server sent none; clients may then give the call one of their own.
  if (!isEmptyText(due.id) && due.id !== reported.id) {
    findings.push(failure("tool_call.changed", `${path}.id`, due.id, reported.id));
  }
  if (due.name !== undefined && (due.name ?? "") !== (reported.name ?? "")) {
    findings.push(failure("tool_call.changed", `${path}.name`, due.name, reported.name));
  }
  const difference = argumentsDifference(due, reported);
  if (difference === null) return findings;
  const [member, expected, actual] = difference;
  if (member === "arguments_json" && isUnparsable(due.arguments)) {
    const whole = { arguments: due.arguments, arguments_json: actual, status: reported.status ?? null };
    return [...findings, failure("tool_call.completed", path, COMPLETED_DUE, whole)];
  }
  return [...findings, failure("tool_call.changed", `${path}.${member}`, expected, actual)];
}

const COMPLETED_DUE = "no parsed arguments, or a call that is marked partial or invalid, or none";

type Difference = readonly [member: string, due: unknown, reported: unknown];

/** Every form of the arguments that the client hands out must be right; a form that it lacks is not held against it. */
function argumentsDifference(due: DueToolCall, reported: ReportedToolCall): Difference | null {
  if (due.arguments === undefined && due.arguments_json === undefined) return null;
  const raw = reported.arguments;
  const parsed = reported.arguments_json;
  const hasRaw = raw !== null && raw !== undefined;
  const hasParsed = parsed !== undefined && !(parsed === null && (hasRaw || !dueIsNull(due)));
  // What is marked as unfinished claims nothing about the parse of arguments that have none.
  const unfinished = reported.status === "partial" || reported.status === "invalid";
  const excused = unfinished && isUnparsable(due.arguments);
  if (!hasRaw && !hasParsed)
    return excused || hasNoArguments(due) ? null : ["arguments", due.arguments ?? due.arguments_json, null];
  if (hasRaw && !rawIsRight(due, raw)) return ["arguments", due.arguments ?? due.arguments_json, raw];
  if (hasParsed && !excused && !parsedIsRight(due, parsed)) {
    return ["arguments_json", due.arguments_json ?? due.arguments, parsed];
  }
  return null;
}

function rawIsRight(due: DueToolCall, raw: NonNullable<ReportedToolCall["arguments"]>): boolean {
  if (due.arguments !== undefined) return sameText(due.arguments, raw, EXACT);
  // The digest of a spelling that the case leaves open proves nothing.
  if (typeof raw !== "string") return true;
  return jsonFits(due.arguments_json, parse(raw));
}

function parsedIsRight(due: DueToolCall, parsed: unknown): boolean {
  if (due.arguments_json !== undefined) return jsonFits(due.arguments_json, parsed);
  if (typeof due.arguments !== "string") return true;
  return jsonFits(parse(due.arguments), parsed);
}

const UNPARSABLE = Symbol("no JSON");

/** The value of the arguments' text. No text at all is how a call without arguments is often sent: `{}`. */
function parse(text: string): unknown {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    return UNPARSABLE;
  }
}

function isUnparsable(text: DueToolCall["arguments"]): boolean {
  return typeof text === "string" && parse(text) === UNPARSABLE;
}

function jsonFits(due: unknown, reported: unknown): boolean {
  return due !== UNPARSABLE && reported !== UNPARSABLE && sameJson(due, reported);
}

function dueIsNull(due: DueToolCall): boolean {
  return due.arguments_json === null || (typeof due.arguments === "string" && parse(due.arguments) === null);
}

function hasNoArguments(due: DueToolCall): boolean {
  const value = due.arguments_json ?? (typeof due.arguments === "string" ? parse(due.arguments) : undefined);
  return value !== undefined && sameJson(value, {});
}

/** True where one reported call holds the ids, or the arguments, of two due calls in a row. */
function joinsTwo(due: readonly DueToolCall[], reported: ReportedToolCall): boolean {
  return due.some((one, index) =>
    due
      .slice(index + 1)
      .some((other) => joins(one.id, other.id, reported.id) || joins(text(one), text(other), reported.arguments)),
  );
}

function joins(one: unknown, other: unknown, reported: unknown): boolean {
  if (typeof one !== "string" || typeof other !== "string" || typeof reported !== "string") return false;
  return one !== "" && other !== "" && reported.includes(one + other);
}

function text(due: DueToolCall): unknown {
  return due.arguments ?? (due.arguments_json === undefined ? undefined : JSON.stringify(due.arguments_json));
}
