/** Holds the cases that a case presumes against the case: their bug must be able to be its own. */
import { bindsAtLeast, type Case, type LoadedCase } from "../../shape/case.ts";
import type { CatalogueProblem } from "./catalogue-problem.ts";

/** Where a presumed case fails, this one is not judged: what is presumed must be judged itself, and bind as much. */
export function lintPresumes(cases: readonly LoadedCase[]): readonly CatalogueProblem[] {
  const byUid = new Map(cases.map(({ case: one }) => [one.uid, one]));
  return cases.flatMap(({ case: one, file }) => {
    const twice = one.presumes.filter((uid, at) => one.presumes.indexOf(uid) !== at);
    const details = [
      ...one.presumes.flatMap((uid) => wrongWith(one, uid, byUid.get(uid))),
      ...twice.map((uid) => `presumes ${uid} twice`),
      ...(comesBack(one, byUid) ? ["presumes what presumes it: neither would be judged"] : []),
    ];
    return details.map((detail) => ({ uid: one.uid, place: file, detail }));
  });
}

// --- internal ---

function wrongWith(one: Case, uid: string, presumed: Case | undefined): readonly string[] {
  if (uid === one.uid) return ["presumes itself"];
  if (presumed === undefined) return [`presumes ${uid}, which is no case`];
  const { id, level, op } = presumed;
  const named = `${uid} ${id}`;
  return [
    ...(op === one.op ? [] : [`presumes ${named} of ${op}, and is of ${one.op} itself`]),
    ...(level === "observe" ? [`presumes ${named}, which is never judged`] : []),
    // What binds less may not take back what binds more.
    ...(bindsAtLeast(level, one.level) ? [] : [`presumes ${named} (${level}), which binds less than ${one.level}`]),
  ];
}

function comesBack(one: Case, byUid: ReadonlyMap<string, Case>): boolean {
  const met = new Set<string>();
  const open = one.presumes.filter((uid) => uid !== one.uid);
  for (let uid = open.pop(); uid !== undefined; uid = open.pop()) {
    if (uid === one.uid) return true;
    if (met.has(uid)) continue;
    met.add(uid);
    open.push(...(byUid.get(uid)?.presumes ?? []));
  }
  return false;
}
