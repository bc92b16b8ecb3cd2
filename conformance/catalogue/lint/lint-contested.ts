/** Finds cases that no client can satisfy together: both sides of a question on which practice is divided. */
import type { LoadedCase } from "../../shape/case.ts";
import { canBothHold } from "./can-both-hold.ts";
import type { CatalogueProblem } from "./catalogue-problem.ts";
import { expectSkeleton, stimulusSkeleton } from "./skeleton-of.ts";
import { stimulusOf, wholeBlocks } from "./stimulus-of.ts";

/**
 * Three ways in which two cases ask the same: the very same bytes, line ends apart; chat streams that differ in their
 * texts alone; and, for event readers, one whole stream inside the other. Where both are judged, some end of the one
 * must leave room for some end of the other. An `observe` case holds a question open: a judged case that sends the same
 * may be its floor, and must then leave room for two of its ends (for the one, where one is listed), and not ask for
 * the failure that the other only asks after.
 */
export function lintContested(cases: readonly LoadedCase[]): readonly CatalogueProblem[] {
  const chats = cases.filter(({ case: one }) => one.op === "chat.stream");
  const problems = [
    ...pairsBy(cases, stimulusOf).flatMap(([one, other]) => sameStimulus(one, other)),
    ...pairsBy(chats, stimulusSkeleton).flatMap(([one, other]) =>
      sameStimulus({ ...one, case: withSkeleton(one) }, { ...other, case: withSkeleton(other) }),
    ),
    ...contained(cases),
  ];
  return [...new Map(problems.map((problem) => [`${problem.uid} ${problem.detail}`, problem])).values()];
}

// --- internal ---

type Pair = readonly [LoadedCase, LoadedCase];

function pairsBy(cases: readonly LoadedCase[], keyOf: (loaded: LoadedCase) => string): readonly Pair[] {
  const groups = new Map<string, LoadedCase[]>();
  for (const loaded of cases) {
    const key = keyOf(loaded);
    groups.set(key, [...(groups.get(key) ?? []), loaded]);
  }
  return [...groups.values()].flatMap((group) =>
    group.flatMap((one, index) => group.slice(index + 1).map((other): Pair => [one, other])),
  );
}

function withSkeleton({ case: one }: LoadedCase): LoadedCase["case"] {
  return { ...one, ...expectSkeleton(one) };
}

function sameStimulus(one: LoadedCase, other: LoadedCase): readonly CatalogueProblem[] {
  const [open, judged] = one.case.level === "observe" ? [one, other] : [other, one];
  if (judged.case.level === "observe") return [];
  if (open.case.level !== "observe") {
    if (canBothHold(one.case, other.case)) return [];
    return [problem(one, `sends what ${nameOf(other)} sends, and accepts no end that it accepts`)];
  }
  const ends = open.case.expect.any_of;
  const left = ends.filter((end) => canBothHold(judged.case, { ...open.case, expect: { any_of: [end] } }));
  const areFailures = [...ends, ...judged.case.expect.any_of].every(({ outcome }) => outcome === "failed");
  if (left.length >= Math.min(2, ends.length) && !areFailures) return [];
  return [problem(judged, `decides what ${nameOf(open)} holds open: it sends the same`)];
}

/** The events of a whole stream come out of it wherever it stands, so they stand in a row among those of the other. */
function contained(cases: readonly LoadedCase[]): readonly CatalogueProblem[] {
  const streams = cases.flatMap((loaded) => {
    const isJudged = loaded.case.op === "sse.read" && loaded.case.level !== "observe";
    const blocks = isJudged ? wholeBlocks(loaded) : null;
    return blocks === null || blocks.length === 0 ? [] : [{ loaded, text: between(blocks) }];
  });
  return streams.flatMap((inner) =>
    streams
      .filter((outer) => outer.text.length > inner.text.length && outer.text.includes(inner.text))
      .filter((outer) => !eventsContained(inner.loaded, outer.loaded))
      .map((outer) => problem(inner.loaded, `is a part of ${nameOf(outer.loaded)}, and its events are none of its`)),
  );
}

const between = (texts: readonly string[]): string => `\n\n${texts.join("\n\n")}\n\n`;

function eventsContained(inner: LoadedCase, outer: LoadedCase): boolean {
  const [ours, theirs] = [eventLists(inner), eventLists(outer)];
  // Whoever speaks of no events contradicts nobody.
  if (ours.length === 0 || theirs.length === 0) return true;
  return ours.some((list) => theirs.some((whole) => list === between([]) || whole.includes(list)));
}

function eventLists({ case: one }: LoadedCase): readonly string[] {
  return one.expect.any_of.flatMap(({ events, outcome }) =>
    events === undefined || outcome === "failed"
      ? []
      : [between(events.map(({ event, data }) => JSON.stringify([event, data])))],
  );
}

function nameOf({ case: one }: LoadedCase): string {
  return `${one.uid} ${one.id} (${one.level})`;
}

function problem({ case: one, file }: LoadedCase, detail: string): CatalogueProblem {
  return { uid: one.uid, place: file, detail };
}
