/** Withholds the verdict on what failed by a bug that another case of the run has shown already. */
import type { Case } from "../shape/case.ts";
import type { CaseVerdict } from "../shape/report.ts";
import { isFailing } from "./case-verdict.ts";

/** As much of a case as is asked. */
export type Presuming = Pick<Case, "uid" | "presumes">;

/** The first of the presumed cases that fails among `verdicts`; null where none does, or the case itself does not fail. */
export function failsAlreadyAt(
  { presumes }: Presuming,
  verdict: CaseVerdict,
  verdicts: ReadonlyMap<string, CaseVerdict>,
): CaseVerdict | null {
  if (!isFailing(verdict)) return null;
  for (const uid of presumes) {
    const presumed = verdicts.get(uid);
    if (presumed !== undefined && isFailing(presumed)) return presumed;
  }
  return null;
}

/** One bug, one failure: the findings stay in the report, and weigh nothing. Pure; in the order given. */
export function withholdPresumed(
  verdicts: readonly CaseVerdict[],
  cases: readonly Presuming[],
): readonly CaseVerdict[] {
  const byUid = new Map(verdicts.map((verdict) => [verdict.uid, verdict]));
  const presuming = new Map(cases.map((one) => [one.uid, one]));
  return verdicts.map((verdict) => {
    const given = presuming.get(verdict.uid);
    const presumed = given === undefined ? null : failsAlreadyAt(given, verdict, byUid);
    return presumed === null ? verdict : withheld(verdict, presumed);
  });
}

export function withheld(verdict: CaseVerdict, presumed: CaseVerdict): CaseVerdict {
  const because = `fails as well where ${presumed.id} (${presumed.uid}) fails: one bug, one failure`;
  return { ...verdict, status: "not_judged", because };
}
