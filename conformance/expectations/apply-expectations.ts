/** Holds the verdicts of a run against what was expected of them: what was foreseen becomes xfail, what no longer fails xpass. */
import { ToolkitError } from "../../src/base/index.ts";
import { selectCases, type Named } from "../catalogue/select-cases.ts";
import type { ExpectationsReport, PlacedEntry } from "../shape/expectation.ts";
import type { CaseVerdict } from "../shape/report.ts";
import { badKeys, isBad } from "./bad-keys.ts";
import { weighEntry, type PlayKeys } from "./weigh-entry.ts";
import type { Expectations } from "./read-expectations.ts";

export type ExpectationFacts = {
  readonly expectations: Expectations;
  readonly verdicts: readonly CaseVerdict[];
  /** Every case there is, also those that this run left out: an entry for one of those is not stale. */
  readonly catalogue: readonly Named[];
  /** The variant keys of a case; asked only of cases that have a verdict. */
  readonly keysOf: (uid: string) => PlayKeys;
  /** `2027-01-31`, in UTC. */
  readonly today: string;
};

export type AppliedExpectations = {
  /** In the order given. */
  readonly verdicts: readonly CaseVerdict[];
  readonly report: ExpectationsReport;
};

type Held = { readonly state: "met" | "broken" | "left_out"; readonly because: string };

/** Pure: the day comes in as an argument. A case is xfail only where each of its failing plays was expected. */
export function applyExpectations(facts: ExpectationFacts): AppliedExpectations {
  const verdicts = new Map(facts.verdicts.map((verdict) => [verdict.uid, verdict]));
  /** By uid: the keys that were expected to fail, with the entries that say so. */
  const foreseen = new Map<string, Map<string, PlacedEntry>>();
  const passed = new Set<string>();
  // A file may name one case in thousands of entries, and each search goes through the whole catalogue.
  const known = new Map<string, ReturnType<typeof casesOf>>();
  const held = facts.expectations.entries.map((entry): Held => {
    const meant = known.get(entry.case) ?? casesOf(entry, facts.catalogue);
    known.set(entry.case, meant);
    if (typeof meant === "string") return { state: "broken", because: meant };
    if (entry.until !== undefined && entry.until < facts.today) return expired(entry.until);
    const weigh = weighEntry(entry);
    const weighed = meant.map((uid) => weigh(verdicts.get(uid), () => facts.keysOf(uid)));
    const met = weighed.filter((one) => one.kind === "met");
    for (const { uid, keys } of met) {
      const known = foreseen.get(uid) ?? new Map<string, PlacedEntry>();
      for (const key of keys) if (!known.has(key)) known.set(key, entry);
      foreseen.set(uid, known);
    }
    if (met.length > 0) return { state: "met", because: "" };
    if (weighed.some((one) => one.kind === "undecided")) return { state: "left_out", because: "" };
    const [otherwise] = weighed.filter((one) => one.kind === "otherwise");
    if (otherwise !== undefined) return { state: "broken", because: otherwise.because };
    const passing = weighed.filter((one) => one.kind === "passes");
    const [first] = passing;
    if (first === undefined) return { state: "left_out", because: "" };
    for (const { uid } of passing) passed.add(uid);
    return { state: "broken", because: passing.length === 1 ? first.because : EACH_PASSES };
  });
  return {
    verdicts: facts.verdicts.map((verdict) => told(verdict, foreseen.get(verdict.uid), passed)),
    report: reportOf(facts.expectations, held),
  };
}

// --- internal ---

const EACH_PASSES = "each of its cases passes; delete the entry";

function expired(until: string): Held {
  return {
    state: "broken",
    because: `it expired on ${until}; look at the failure again, then delete the entry or set a later date`,
  };
}

/** The uids that an entry means, or why it means none. */
function casesOf(entry: PlacedEntry, catalogue: readonly Named[]): readonly string[] | string {
  try {
    return selectCases(catalogue, [entry.case]).map((one) => one.case.uid);
  } catch (error) {
    if (!(error instanceof ToolkitError) || error.code !== "CASE_UNKNOWN") throw error;
    return `${error.detail.replace(/^no case has this name/, "no case of the catalogue has this name")}; mend the name or delete the entry`;
  }
}

/** A warning beside a pass stays a warning: the broken entry tells of the pass. */
function told(
  verdict: CaseVerdict,
  foreseen: ReadonlyMap<string, PlacedEntry> | undefined,
  passed: ReadonlySet<string>,
): CaseVerdict {
  if (passed.has(verdict.uid) && verdict.status === "pass") return { ...verdict, status: "xpass" };
  const entry = foreseen?.get(verdict.key);
  if (foreseen === undefined || entry === undefined || !isBad(verdict, entry)) return verdict;
  if (!badKeys(verdict, entry).every((key) => foreseen.has(key))) return verdict;
  const { line, reason, issue } = entry;
  const expected = { line, status: verdict.status, reason, ...(issue === undefined ? {} : { issue }) };
  return { ...verdict, status: "xfail", expected };
}

function reportOf({ file, entries }: Expectations, held: readonly Held[]): ExpectationsReport {
  return {
    file,
    entries: entries.map((entry, index) => ({ ...entry, state: held[index]?.state ?? "left_out" })),
    broken: entries.flatMap((entry, index) => {
      const one = held[index];
      return one?.state === "broken" ? [{ line: entry.line, case: entry.case, because: one.because }] : [];
    }),
  };
}
