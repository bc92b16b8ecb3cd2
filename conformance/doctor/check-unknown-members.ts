/** Checks that members of a job which the protocol does not know are ignored. */
import type { Job } from "../shape/protocol.ts";
import type { AdapterCheck } from "./adapter-check.ts";
import { describeVerdict } from "./describe-verdict.ts";
import { playStream, type Examination } from "./examination.ts";
import { spellStream } from "./spell-stream.ts";

const NAMED = { id: "job/unknown-members", title: "unknown members of a job are ignored" } as const;
const NEXT = "Take the members that you know out of the job, and let the rest be: later versions will add some.";

/** Not inside `request`, which is handed to the client as it is. */
function withMore(job: Job): Job {
  const more = { x_streamproof: { nested: [1, null, "\u2028"] } };
  return "options" in job
    ? {
        ...job,
        ...more,
        options: { max_retries: 0, timeouts_ms: { connect: null, first_byte: null, idle: null }, ...more },
      }
    : { ...job, ...more };
}

export async function checkUnknownMembers(given: Examination): Promise<AdapterCheck> {
  const { op } = given;
  const loaded = spellStream(
    "doctor/unknown-members",
    op === "chat.stream" ? { op, pieces: ["as ", "ever"] } : { op, events: [{ data: "as ever" }] },
  );
  const { verdict } = await playStream(given, loaded, undefined, withMore);
  if (verdict.status === "pass") return { ...NAMED, status: "ok" };
  return { ...NAMED, status: "wrong", detail: describeVerdict(verdict), next: NEXT };
}
