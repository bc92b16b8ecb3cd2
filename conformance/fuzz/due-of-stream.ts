/** Says what may come of a drawn answer, from its truth alone. */
import type { DrawnStream, FaultDue, Members, Truth } from "../../generators/index.ts";
import { isMembers } from "../../generators/quirks/map-chunk.ts";
import type { Alternative } from "../shape/case.ts";
import { ErrorClass } from "../shape/protocol.ts";
import { isCutShort } from "./fit-scope.ts";

type Choice = Truth["message"]["choices"][number];
type Call = Choice["tool_calls"][number];

/** The whole answer, as the truth has it; `mayFail` where a failure that is told is as right. */
export function duesOfTruth(stream: DrawnStream, mayFail: boolean): readonly Alternative[] {
  const { choices } = stream.truth.message;
  const usages = [stream.truth.usage, ...earlierUsages(stream)];
  const wholes = usages.map((usage): Alternative => ({ outcome: "completed", message: messageOf(choices), usage }));
  // A refusal is text to some and a failure to others (refusal/streamed).
  const isFailure = mayFail || choices.some(({ refusal }) => refusal !== null);
  if (choices.every((choice) => !isCutShort(choice))) return isFailure ? [...wholes, { outcome: "failed" }] : wholes;
  // Cut arguments are handed out as they came, left out, or told: never repaired (tools/arguments-cut-at-length).
  const without = choices.map((choice) =>
    isCutShort(choice) ? { ...choice, tool_calls: choice.tool_calls.slice(0, -1) } : choice,
  );
  return [...wholes, ...wholes.map((whole) => ({ ...whole, message: messageOf(without) })), { outcome: "failed" }];
}

/** Whoever is allowed to call the rest an answer may not add a finish to it. */
export function dueOfFault({ truth }: DrawnStream, due: FaultDue): readonly Alternative[] {
  const classes = [...due.errors, "unclassified"].flatMap((name) => ErrorClass.safeParse(name).data ?? []);
  return due.outcomes.map((outcome): Alternative => {
    if (outcome === "failed") return { outcome, errors: { classes } };
    const choices = truth.message.choices.map(({ index }, at) => ({ index, finish_reason: due.finishes[at] ?? null }));
    return { outcome, message: { choices } };
  });
}

// --- internal ---

/** Running totals that are tried; those of longer streams are seldom reported. */
const EARLIER_MAX = 40;

/**
 * Which of several running totals is reported is an open question; that it is none of them, or their sum, is not
 * (usage/running-totals-are-not-added). Totals of nothing are no totals (usage/zeros-before-the-end).
 */
function earlierUsages({ chunks, truth }: DrawnStream): readonly Members[] {
  const last = JSON.stringify(truth.usage);
  const sent = new Map<string, Members>();
  for (const { usage } of chunks) {
    if (!isMembers(usage) || JSON.stringify(usage) === last) continue;
    const { prompt_tokens, completion_tokens } = usage;
    if (typeof prompt_tokens !== "number" || typeof completion_tokens !== "number") continue;
    if (prompt_tokens + completion_tokens > 0) sent.set(JSON.stringify(usage), usage);
  }
  return truth.usage === null ? [] : [...sent.values()].slice(-EARLIER_MAX);
}

function messageOf(choices: readonly Choice[]): NonNullable<Alternative["message"]> {
  return {
    choices: choices.map(({ index, content, reasoning, refusal, tool_calls, finish_reason }) => ({
      index,
      ...(refusal === null ? { content } : {}),
      reasoning,
      refusal,
      tool_calls: tool_calls.map(dueOfCall),
      finish_reason,
    })),
  };
}

/** Empty arguments are none (tools/no-arguments); white space around them is no part of the value. */
function dueOfCall({ id, name, arguments: said }: Call): object {
  if (said === "") return { id, name, arguments_json: {} };
  let value: unknown;
  try {
    value = JSON.parse(said);
  } catch {
    return { id, name, arguments: said };
  }
  return said === said.trim()
    ? { id, name, arguments: said, arguments_json: value }
    : { id, name, arguments_json: value };
}
