/** Says which capabilities a case's own members ask for: a request holds nothing that a client did not declare. */
import type { Case } from "./case.ts";
import type { Capability } from "./capability.ts";

export function impliedNeeds({ abort, request }: Pick<Case, "abort" | "request">): readonly Capability[] {
  return [
    ...(request.include_usage === true ? (["report.usage"] as const) : []),
    ...(request.tools === true ? (["report.tool_calls"] as const) : []),
    ...(abort === null ? [] : [`action.abort.${abort.how}` as const]),
    ...(request.n !== undefined && request.n > 1 ? (["report.choices"] as const) : []),
    ...(request.logprobs === true ? (["report.logprobs"] as const) : []),
  ];
}
