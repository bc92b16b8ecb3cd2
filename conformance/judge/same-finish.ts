/** Compares finish reasons, with the closed table of the names that clients rename them to. */

/** OpenAI's five values, each with the other names that clients and servers give it (lower case, underscores). */
const RENAMED = {
  stop: ["stop", "end_turn", "stop_sequence", "eos", "eos_token", "end", "complete", "completed"],
  length: ["length", "max_tokens", "max_output_tokens", "max_length", "model_length"],
  tool_calls: ["tool_calls", "tool_call", "tool_use", "function_call"],
  content_filter: ["content_filter", "content_filtered", "safety"],
  function_call: ["function_call", "function_calls", "tool_calls", "tool_call", "tool_use"],
} as const satisfies Record<string, readonly string[]>;

/** What clients say where the stream gave no finish reason: none of them claims that the answer is whole. */
const NO_FINISH = ["unknown", "other", "error", "incomplete", "abort", "aborted", "cancel", "cancelled", "canceled"];

const CATCH_ALL = ["other", "unknown"];

export type ReportedFinish = { readonly finish: string | null; readonly raw: string | null };

export type FinishDifference = "lost" | "changed" | "invented";

/** Null where the reported finish reason is the due one, else how it differs. */
export function finishDifference(due: string | null, reported: ReportedFinish): FinishDifference | null {
  const finish = none(reported.finish);
  const raw = none(reported.raw);
  const expected = none(due);
  if (expected === null) {
    const claims = [finish, raw].filter((value) => value !== null && !NO_FINISH.includes(spell(value)));
    return claims.length === 0 ? null : "invented";
  }
  if (finish === null && raw === null) return "lost";
  if (finish === null) return sameFinish(expected, raw) ? null : "changed";
  if (sameFinish(expected, finish)) return null;
  const vague = CATCH_ALL.includes(spell(finish));
  // The renamed value says nothing and the raw one beside it says it all.
  if (vague && raw !== null && sameFinish(expected, raw)) return null;
  if (vague && !Object.hasOwn(RENAMED, spell(expected))) return null;
  // Clients that end on a call say so even where the server said stop, and show the server's word beside it.
  if (spell(expected) === "stop" && raw !== null && sameFinish("stop", raw) && sameFinish("tool_calls", finish))
    return null;
  return spell(finish) === "unknown" && raw === null ? "lost" : "changed";
}

// --- internal ---

function none(value: string | null | undefined): string | null {
  return value === undefined || value === "" ? null : value;
}

/** `toolCalls`, `Tool-Calls` and `TOOL_CALLS` are one name; enumerations of other languages are spelled so. */
function spell(value: string): string {
  return value
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(/[-\s.]+/g, "_")
    .toLowerCase()
    .replace(/^finish_reason_/, "");
}

function sameFinish(due: string, reported: string | null): boolean {
  if (reported === null) return false;
  if (due === reported) return true;
  const [expected, actual] = [spell(due), spell(reported)];
  if (expected === actual) return true;
  return Object.values(RENAMED).some((names: readonly string[]) => names.includes(expected) && names.includes(actual));
}
