/** The request that a client is to send in a case. */
import { jobOfPlay } from "../run/job-of-play.ts";
import type { Case } from "../shape/case.ts";

/** `request.json`; a client may add members and headers of its own. */
export type CopiedRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null where none is sent. */
  readonly body: unknown;
};

const NOWHERE = { baseUrl: "", eventsUrl: "", apiKey: "" };

export function copyRequest(given: Case): CopiedRequest {
  const job = jobOfPlay(given, NOWHERE, { id: given.uid, attempt: 1, deadlineMs: 1 });
  const accept = "text/event-stream";
  if (job.op === "sse.read") return { method: job.method, path: "/events", headers: { accept }, body: job.body };
  return {
    method: "POST",
    path: "/v1/chat/completions",
    headers: { accept, "content-type": "application/json" },
    body: job.request,
  };
}
