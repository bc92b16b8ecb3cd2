/** Holds a case's level and basis against the references it gives for them. */
import type { Case, CaseRef, LoadedCase } from "../../shape/case.ts";
import type { CatalogueProblem } from "./catalogue-problem.ts";

type Ground = { readonly detail: string; readonly isMissing: (one: Case) => boolean };

/** A reader cannot look up what nobody looked up. */
const isChecked = ({ checked }: CaseRef): boolean => checked !== "no";

function has(one: Case, kinds: readonly CaseRef["kind"][], holds: (ref: CaseRef) => boolean = () => true): boolean {
  return one.refs.some((ref) => kinds.includes(ref.kind) && holds(ref));
}

/** What can be told from the data of how a level is derived; the rest is the author's word above `level`. */
const GROUNDS: readonly Ground[] = [
  { detail: "has no reference", isMissing: (one) => one.refs.length === 0 },
  { detail: "does not say why it matters", isMissing: (one) => one.why === undefined },
  {
    detail: "has basis spec, but cites no clause that someone read",
    isMissing: (one) => one.basis === "spec" && !has(one, ["spec"], ({ checked }) => checked === "clause"),
  },
  {
    detail: "has basis vendor-doc, but cites none that someone read",
    isMissing: (one) => one.basis === "vendor-doc" && !has(one, ["vendor-doc"], ({ checked }) => checked === "clause"),
  },
  {
    detail: "has basis field, but names neither an issue nor a recording",
    isMissing: (one) => one.basis === "field" && !has(one, ["issue", "recording"]),
  },
  {
    detail: "is a must on basis field: failures prove pain, no fault",
    isMissing: (one) => one.level === "must" && one.basis === "field",
  },
  {
    detail: "is a must on deviant input: the stream must be legal, recorded, or broken by the transport",
    isMissing: (one) => one.level === "must" && one.input === "deviant",
  },
  {
    detail: "is a must on broken input without a clause of a specification",
    isMissing: (one) => one.level === "must" && one.input === "broken" && one.basis !== "spec",
  },
  {
    detail: "is a must on recorded input with one source: two are due",
    isMissing: (one) =>
      one.level === "must" && one.input === "recorded" && one.refs.filter(({ kind }) => kind !== "spec").length < 2,
  },
  {
    detail: "is a should on one source: two failures, or a failure and a document, are due",
    isMissing: (one) => one.level === "should" && one.basis === "field" && one.refs.length < 2,
  },
  {
    detail: "is judged on references none of which was looked up",
    isMissing: (one) => one.level !== "observe" && one.refs.length > 0 && !one.refs.some(isChecked),
  },
];

export function lintGrounds({ case: one, file }: LoadedCase): readonly CatalogueProblem[] {
  return GROUNDS.filter(({ isMissing }) => isMissing(one)).map(({ detail }) => ({
    uid: one.uid,
    place: file,
    detail,
  }));
}
