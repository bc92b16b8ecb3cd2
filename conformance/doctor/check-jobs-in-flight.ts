/** Checks that jobs in flight at once come back each under its own id. */
import type { AdapterCheck } from "./adapter-check.ts";
import { describeVerdict } from "./describe-verdict.ts";
import { playOf, playStream, unprovable, type Examination } from "./examination.ts";
import { spellStream } from "./spell-stream.ts";

const NAMED = { id: "job/in-flight", title: "jobs in flight at once come back each under its own id" } as const;
const NEXT =
  "Keep what belongs to a job in variables of its own and answer with that job's `id`; else declare max_in_flight 1.";
const JOBS_MAX = 4;

export async function checkJobsInFlight(given: Examination): Promise<AdapterCheck> {
  const { op, driver } = given;
  const count = Math.min(driver.ready.max_in_flight, JOBS_MAX);
  if (count < 2)
    return { ...NAMED, status: "skipped", because: "the adapter takes one job at a time (max_in_flight 1)" };
  const streams = Array.from({ length: count }, (_, index) => {
    const pieces = ["job ", `number ${index} `, `${"speaking ".repeat(index + 1)}ends`];
    const events = pieces.map((data) => ({ data }));
    return spellStream(`doctor/in-flight-${index}`, op === "chat.stream" ? { op, pieces } : { op, events });
  });
  const because = streams[0] === undefined ? null : unprovable(given, streams[0]);
  if (because !== null) return { ...NAMED, status: "skipped", because };
  const played = await Promise.all(streams.map((loaded) => playStream(given, loaded, playOf(loaded, "cuts=event"))));
  const wrong = played.find(({ verdict }) => verdict.status !== "pass");
  if (wrong === undefined) return { ...NAMED, status: "ok" };
  return { ...NAMED, status: "wrong", detail: describeVerdict(wrong.verdict), next: NEXT };
}
