/** Checks that an operation which no adapter can know is answered `unsupported`. */
import type { Job } from "../shape/protocol.ts";
import type { AdapterCheck } from "./adapter-check.ts";
import { describeVerdict } from "./describe-verdict.ts";
import { playStream, type Examination } from "./examination.ts";
import { spellStream } from "./spell-stream.ts";

const NAMED = { id: "job/unknown-op", title: "an unknown `op` is answered `unsupported`" } as const;
const NEXT =
  "Compare `op` with the operations that you declare, before anything else; answer `unsupported` to all others.";

/** All that any operation might want is there: an adapter that does not look at `op` will run it. */
function foreignJob(job: Job): Job {
  const url = "base_url" in job && typeof job.base_url === "string" ? job.base_url.replace(/\/v1$/, "/events") : "";
  // No shape of ours allows this job: that is its point.
  return { url, method: "GET", body: null, ...job, op: "streamproof.unknown" } as unknown as Job;
}

export async function checkUnknownOp(given: Examination): Promise<AdapterCheck> {
  const loaded = spellStream("doctor/unknown-op", { op: "chat.stream", pieces: ["not asked for"] });
  const { observation, verdict } = await playStream(given, loaded, undefined, foreignJob);
  if (observation.ending.kind !== "result")
    return { ...NAMED, status: "wrong", detail: describeVerdict(verdict), next: NEXT };
  const { outcome } = observation.ending.result;
  if (outcome === "unsupported") return { ...NAMED, status: "ok" };
  return {
    ...NAMED,
    status: "wrong",
    detail: `the operation "streamproof.unknown" was answered ${outcome}`,
    next: NEXT,
  };
}
