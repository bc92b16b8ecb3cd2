/** Holds the uids of the cases against the list of all that were ever given out. */
import type { LoadedCase } from "../../shape/case.ts";
import type { CatalogueProblem } from "./catalogue-problem.ts";

/** `lock` is the text of `uid.lock`: a uid and the id it was given to a line, sorted. Uids never vanish or change hands. */
export function lintUids(cases: readonly LoadedCase[], lock: string): readonly CatalogueProblem[] {
  const lines = lock.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const byUid = new Map(cases.map(({ case: one }) => [one.uid, one]));
  const known = new Set<string>();
  const problems = lines.flatMap((line): readonly CatalogueProblem[] => {
    const [uid = "", id = "", ...more] = line.split(" ");
    if (id === "" || more.length > 0) return [problem(null, `${JSON.stringify(line)} is no uid and id`)];
    if (known.has(uid)) return [problem(uid, "stands there twice")];
    known.add(uid);
    const one = byUid.get(uid);
    if (one === undefined) return [problem(uid, `was given to ${id}, and no case has it any more`)];
    return one.id === id || one.aliases.includes(id) ? [] : [problem(uid, `was given to ${id}, and ${one.id} has it`)];
  });
  const isSorted = lines.every((line, index) => index === 0 || (lines[index - 1] ?? "") <= line);
  return [
    ...problems,
    ...(isSorted ? [] : [problem(null, "the lines are not in order")]),
    ...cases
      .filter(({ case: one }) => !known.has(one.uid))
      .map(({ case: one }) => problem(one.uid, `of ${one.id} is not written down`)),
  ];
}

function problem(uid: string | null, detail: string): CatalogueProblem {
  return { uid, place: "uid.lock", detail };
}
