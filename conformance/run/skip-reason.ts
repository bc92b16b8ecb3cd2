/** Says why a client need not run a case, in the order profile, op, needs. */
import type { Case } from "../shape/case.ts";
import type { Capability } from "../shape/capability.ts";
import { impliedNeeds } from "../shape/implied-needs.ts";

export type Claim = { readonly profiles: readonly string[]; readonly capabilities: readonly Capability[] };

/** One sentence, or null where the case is to be run. The same reason reads the same for every case. */
export function skipReason(given: Case, claim: Claim): string | null {
  if (!claim.profiles.includes(given.profile)) return `profile ${given.profile} is not claimed`;
  if (!claim.capabilities.includes(given.op)) return `the adapter does not declare ${given.op}`;
  const missing = [...given.needs, ...impliedNeeds(given)].find((need) => !claim.capabilities.includes(need));
  return missing === undefined ? null : `the adapter does not declare ${missing}`;
}
