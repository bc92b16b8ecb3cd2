/** Bounds what a report keeps of both sides of a play, however much a client said. */
import { DEFAULT_LIMITS } from "../../src/base/index.ts";
import { boundText, boundValue } from "../judge/index.ts";
import type { CaseVerdict } from "../shape/report.ts";

type Evidence = NonNullable<CaseVerdict["evidence"]>;

export function boundEvidence(evidence: Evidence): Evidence {
  const { errorsKept, requestCharsKept } = DEFAULT_LIMITS;
  const { errors, request } = evidence;
  const kept = errors.slice(0, errorsKept).map((error) => boundValue(error));
  const rest = errors.length - kept.length;
  return {
    ...evidence,
    errors: rest === 0 ? kept : [...kept, `and ${rest} more`],
    request: request === null ? null : boundText(request, 0, requestCharsKept),
  };
}
