/** Weighs one expected failure against what one case came to. */
import { compileGlob } from "../catalogue/compile-glob.ts";
import type { ExpectEntry } from "../shape/expectation.ts";
import type { CaseVerdict } from "../shape/report.ts";
import { badKeys } from "./bad-keys.ts";
import { statusKind } from "../shape/status-kind.ts";

/** The variant keys of one case. */
export type PlayKeys = {
  /** What this run would play if nothing failed. */
  readonly played: readonly string[];
  /** What a run without options plays. */
  readonly usual: readonly string[];
  /** All that there are. */
  readonly all: readonly string[];
};

export type Weighed =
  | {
      readonly kind: "met";
      readonly uid: string;
      /** Plays that this entry foresaw. */ readonly keys: readonly string[];
    }
  /** It fails, but not as expected; or it cannot fail at all. */
  | { readonly kind: "otherwise"; readonly because: string }
  | { readonly kind: "passes"; readonly uid: string; readonly because: string }
  /** The run did not play what would tell. */
  | { readonly kind: "undecided" }
  /** The client need not run the case. */
  | { readonly kind: "skipped" };

/** Weighs one case; `verdict` is undefined where it was left out by choice. */
export type Weigh = (verdict: CaseVerdict | undefined, keysOf: () => PlayKeys) => Weighed;

/** An entry is read once, and may mean every case. */
export function weighEntry(entry: ExpectEntry): Weigh {
  const isMeant = compileGlob(entry.variant ?? "*", "text");
  return (verdict, keysOf) => weighCase(entry, isMeant, verdict, keysOf);
}

// --- internal ---

function weighCase(
  entry: ExpectEntry,
  isMeant: (key: string) => boolean,
  verdict: CaseVerdict | undefined,
  keysOf: () => PlayKeys,
): Weighed {
  if (verdict === undefined) return { kind: "undecided" };
  if (verdict.status === "skip") return { kind: "skipped" };
  if (["no_verdict", "left_out"].includes(statusKind(verdict.status))) return { kind: "undecided" };
  const { uid } = verdict;
  const bad = badKeys(verdict, entry).filter(isMeant);
  if (bad.length > 0) {
    // The report keeps the findings of one play; the other plays are known to have failed, no more.
    const because = bad.includes(verdict.key) ? mismatch(entry, verdict) : null;
    return because === null ? { kind: "met", uid, keys: bad } : { kind: "otherwise", because };
  }
  if (verdict.level === "observe") return { kind: "otherwise", because: NEVER_FAILS };
  const { played, usual, all } = keysOf();
  if (!all.some(isMeant)) {
    return {
      kind: "otherwise",
      because: `the case has no variant ${entry.variant ?? ""}; \`streamproof cases show ${uid}\` prints its keys`,
    };
  }
  const due = usual.some(isMeant) ? usual : all;
  const isPlayed = due.every((key) => !isMeant(key) || played.includes(key));
  // What was planned and then not judged (plain fails already, the run was interrupted) may still fail.
  const isJudged = verdict.variants.not_judged === 0 || (entry.variant === "plain" && played.includes("plain"));
  if (!isPlayed || !isJudged) return { kind: "undecided" };
  const what = entry.variant === undefined ? "the case" : `variant ${entry.variant}`;
  return { kind: "passes", uid, because: `${what} passes; delete the entry` };
}

const NEVER_FAILS = "the case only observes and never fails; delete the entry";
const CODES_NAMED_MAX = 5;

/** Why the play that the verdict shows is not what was expected, or null where it is. */
function mismatch(entry: ExpectEntry, verdict: CaseVerdict): string | null {
  const next = "mend the client, or the entry if this failure is to be expected";
  if (entry.status !== undefined && entry.status !== verdict.status) {
    return `${verdict.uid} comes to ${verdict.status}, expected was ${entry.status}; ${next}`;
  }
  if (entry.signature === undefined) return null;
  const signatures = verdict.findings.flatMap(({ code, path }) => [code, `${code}@${path}`]);
  if (signatures.includes(entry.signature)) return null;
  const codes = [...new Set(verdict.findings.map((finding) => finding.code))].slice(0, CODES_NAMED_MAX);
  const shown = codes.length === 0 ? `${verdict.status} without findings` : codes.join(", ");
  return `${verdict.uid} fails with ${shown}, expected was ${entry.signature}; ${next}`;
}
