/** Says which plays of a case went badly. */
import { isFailing } from "../judge/index.ts";
import { ExpectedStatus, type ExpectEntry } from "../shape/expectation.ts";
import type { CaseVerdict } from "../shape/report.ts";

type BadVerdict = CaseVerdict & { readonly status: ExpectedStatus };

/** A pass with a remark is no failure, except to an entry that asks for `warn` by name. */
export function isBad(verdict: CaseVerdict, entry: Pick<ExpectEntry, "status">): verdict is BadVerdict {
  if (!ExpectedStatus.safeParse(verdict.status).success) return false;
  return verdict.status !== "warn" || entry.status === "warn" || isFailing(verdict);
}

/** The play that the verdict shows, where it is bad, and the variants that failed. */
export function badKeys(verdict: CaseVerdict, entry: Pick<ExpectEntry, "status">): readonly string[] {
  return [...new Set([...(isBad(verdict, entry) ? [verdict.key] : []), ...verdict.variants.failed])];
}
