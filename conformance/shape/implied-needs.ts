/** Says which capabilities follow from a case's own members, beside what its rule is about. */
import type { Case } from "./case.ts";
import type { Capability } from "./capability.ts";

export function impliedNeeds({ abort, request }: Pick<Case, "abort" | "request">): readonly Capability[] {
  return [
    ...(abort === null ? [] : [`action.abort.${abort.how}` as const]),
    ...(request.n !== undefined && request.n > 1 ? (["report.choices"] as const) : []),
    ...(request.logprobs === true ? (["report.logprobs"] as const) : []),
  ];
}
