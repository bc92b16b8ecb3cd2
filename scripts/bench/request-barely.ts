/** Makes the request of one play with nothing but `http.request`, and reads what comes to its end. */
import { request, type Agent } from "node:http";
import type { Job } from "../../conformance/shape/protocol.ts";

/** Resolves with the bytes of the body, however it ended: a broken end is part of many a script. */
export function requestBarely(job: Job, agent: Agent): Promise<number> {
  const [url, method, body] =
    job.op === "chat.stream"
      ? [`${job.base_url}/chat/completions`, "POST", JSON.stringify(job.request)]
      : [job.url, job.method, ""];
  const leaveAfter = job.op === "chat.stream" ? job.abort?.after_text : undefined;
  return new Promise((resolve) => {
    let bytes = 0;
    let text = "";
    const end = (): void => resolve(bytes);
    const headers = { "content-type": "application/json", accept: "text/event-stream" };
    const sent = request(url, { method, agent, headers }, (response) => {
      response.on("data", (slice: Buffer) => {
        bytes += slice.length;
        if (leaveAfter === undefined) return;
        text += slice.toString();
        if (contentIn(text).includes(leaveAfter)) sent.destroy();
      });
      response.on("end", end).on("error", end).on("close", end);
    });
    sent.on("error", end).end(body);
  });
}

/** Good enough to find where an abort is due; nothing is decoded where none is. */
function contentIn(stream: string): string {
  return [...stream.matchAll(/"content":("(?:[^"\\]|\\.)*")/g)].map(([, text = '""']) => JSON.parse(text)).join("");
}
