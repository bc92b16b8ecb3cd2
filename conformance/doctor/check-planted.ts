/** Checks that two reports differ by the one thing that was planted between their streams. */
import type { Result } from "../shape/protocol.ts";
import type { AdapterCheck } from "./adapter-check.ts";
import { describeVerdict } from "./describe-verdict.ts";
import { playStream, unprovable, type Examination, type Played } from "./examination.ts";
import type { PlantedDifference } from "./planted-differences.ts";
import { spellStream } from "./spell-stream.ts";

const SAME =
  "Print what the client hands you for both streams. If it shows the difference, the adapter hard-codes or repairs: hand on what came. If it does not, the client is at fault, and `check` will judge it.";
const OTHER = "Report what the client hands out, as it is, member by member.";

export async function checkPlanted(given: Examination, difference: PlantedDifference): Promise<AdapterCheck> {
  const { id, title } = difference;
  const base = spellStream("doctor/base", difference.base);
  const planted = spellStream("doctor/planted", difference.planted);
  const { capabilities } = given.driver.ready;
  const missing = difference.needs.find((need) => !capabilities.includes(need));
  const because =
    missing === undefined
      ? (unprovable(given, base) ?? unprovable(given, planted))
      : `the adapter does not declare ${missing}`;
  if (because !== null) return { id, title, status: "skipped", because };

  const without = await playStream(given, base);
  if (without.verdict.status !== "pass")
    return {
      id,
      title,
      status: "wrong",
      detail: `without the difference: ${describeVerdict(without.verdict)}`,
      next: OTHER,
    };
  const shown = await playStream(given, planted);
  const [one, other] = [reportOf(without), reportOf(shown)];
  if (one !== null && one === other)
    return { id, title, status: "wrong", detail: "the report is the same with and without it", next: SAME };
  if (shown.verdict.status === "pass") return { id, title, status: "ok" };
  return {
    id,
    title,
    status: "wrong",
    detail: describeVerdict(shown.verdict),
    next: shown.observation.ending.kind === "result" ? SAME : OTHER,
  };
}

/** What was reported, without what must differ from job to job. */
function reportOf({ observation }: Played): string | null {
  if (observation.ending.kind !== "result") return null;
  const { outcome, chunks, message, usage, events, errors }: Result = observation.ending.result;
  return JSON.stringify([outcome, chunks ?? null, message ?? null, usage ?? null, events ?? null, errors]);
}
