/** Folds the verdicts of a case's plays into the verdict of the case. */
import type { Case } from "../shape/case.ts";
import type { CaseVerdict, PlayVerdict, Status } from "../shape/report.ts";
import { statusKind } from "../shape/status-kind.ts";

/** One play that was run, with what it came to. */
export type JudgedPlay = {
  readonly key: string;
  readonly verdict: PlayVerdict;
  readonly delivery: CaseVerdict["delivery"];
  readonly evidence: CaseVerdict["evidence"];
};

/** Worst first. What gave no verdict stands before what gave a bad one, as exit code 3 stands before 1. */
const WORST_FIRST: readonly Status[] = [
  "harness_error",
  "adapter_error",
  "fail",
  "crash",
  "timeout",
  "flaky",
  "inherited",
  "warn",
];

/** One bug, one failure: variants are not judged where plain fails already, unless their axis is what the case is about. */
export function caseVerdict(given: Case, plays: readonly JudgedPlay[], notPlayed = 0): CaseVerdict {
  const plain = plays.find((play) => play.key === "plain") ?? plays[0];
  if (plain === undefined)
    return {
      ...verdictWithoutPlay(given, "not_run", "no play was run"),
      variants: { run: 0, failed: [], not_judged: notPlayed },
    };
  const variants = plays.filter((play) => play !== plain);
  if (isFailing(plain.verdict) && given.subject === null) {
    return shown(given, plain, { run: 0, failed: [], not_judged: variants.length + notPlayed });
  }
  const run = variants.filter((play) => statusKind(play.verdict.status) !== "left_out");
  const failed = run.filter((play) => isFailing(play.verdict)).sort(smallestFirst);
  const counts = {
    run: run.length,
    failed: failed.map((play) => play.key),
    not_judged: variants.length - run.length + notPlayed,
  };
  const unplayed = unplayedSubject(given, plays);
  if (unplayed !== null && failed.length === 0 && statusKind(plain.verdict.status) === "well") {
    // That plain passes says nothing of what the case is about.
    const because = `the case is about ${unplayed}, and no such variant was played`;
    return { ...shown(given, plain, counts), status: "not_judged", because };
  }
  const worst = [plain, ...failed, ...run].reduce((one, other) => (rank(other) < rank(one) ? other : one));
  return shown(given, worst, counts);
}

/** True where a play speaks against the client, or gave no verdict that could speak for it. Mere warnings do not. */
export function isFailing(verdict: Pick<PlayVerdict, "status" | "findings">): boolean {
  if (verdict.status === "warn") return verdict.findings.some((finding) => finding.severity === "fail");
  return FAILING.includes(verdict.status);
}

/** A verdict that is no judgement of a play, with its reason. */
export function verdictWithoutPlay(given: Case, status: Status, because: string | null): CaseVerdict {
  const { uid, id, title, rule, level, op, profile } = given;
  return {
    uid,
    id,
    title,
    rule,
    level,
    op,
    profile,
    status,
    findings: [],
    key: "plain",
    matched: null,
    because,
    variants: { run: 0, failed: [], not_judged: 0 },
    delivery: null,
    evidence: null,
  };
}

// --- internal ---

const FAILING: readonly Status[] = ["harness_error", "adapter_error", "fail", "crash", "timeout", "inherited"];

/** The axis that the case is about, where none of the plays is of it. */
function unplayedSubject({ subject }: Case, plays: readonly JudgedPlay[]): Case["subject"] {
  return subject === null || plays.some(({ key }) => key.startsWith(`${subject}=`)) ? null : subject;
}

function rank(play: JudgedPlay): number {
  const at = WORST_FIRST.indexOf(play.verdict.status);
  if (at < 0) return WORST_FIRST.length + 1;
  // A case that should pass and fails is worse than one that passes with a remark.
  return play.verdict.status === "warn" && !isFailing(play.verdict) ? WORST_FIRST.length : at;
}

function smallestFirst(one: JudgedPlay, other: JudgedPlay): number {
  const fewer = cutCount(one) - cutCount(other);
  if (fewer !== 0) return fewer;
  const [offsets, others] = [offsetsOf(one), offsetsOf(other)];
  const at = offsets.findIndex((offset, index) => offset !== others[index]);
  const earlier = at === -1 ? 0 : (offsets[at] ?? 0) - (others[at] ?? 0);
  return earlier || (one.key < other.key ? -1 : Number(one.key > other.key));
}

/** The offsets that a key names, none for another axis: those come first among plays of one cut. */
function offsetsOf({ key }: JudgedPlay): readonly number[] {
  return key.match(/\d+/g)?.map(Number) ?? [];
}

/** The cuts of a play: those its key names, else those that were made. One changed axis without cuts counts as one. */
function cutCount(play: JudgedPlay): number {
  if (/^cuts=\d+(,\d+)*$/.test(play.key)) return play.key.split(",").length;
  if (!play.key.startsWith("cuts=")) return 1;
  return Math.max(2, (play.delivery?.slices ?? Number.MAX_SAFE_INTEGER) - 1);
}

function shown(given: Case, play: JudgedPlay, variants: CaseVerdict["variants"]): CaseVerdict {
  const { status, findings, matched, because } = play.verdict;
  const { key, delivery, evidence } = play;
  return {
    ...verdictWithoutPlay(given, "not_run", null),
    status,
    findings,
    matched,
    because,
    key,
    delivery,
    evidence,
    variants,
  };
}
