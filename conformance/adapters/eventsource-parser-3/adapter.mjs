/** Drives `eventsource-parser` as its README shows: `createParser`, fed with the text of a `fetch` body. */
import { isBrokenOff, speak, versionOf } from "./frame.mjs";
import { createParser } from "eventsource-parser";

async function read(job, call) {
  const events = [];
  call.answer = () => ({ events, reconnects: 0 });
  const parser = createParser({
    onEvent: ({ event, data, id }) => {
      events.push({ event: event ?? "message", data, id: id ?? "" });
      call.show(events.length);
    },
  });
  const headers = { accept: "text/event-stream" };
  const response = await fetch(job.url, { method: job.method, body: job.body, headers });
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) parser.feed(text);
}

/** The parser raises nothing of its own here: what fails is fetch. */
function shown(error) {
  const isUnconnected = error instanceof TypeError && error.message === "fetch failed";
  return {
    native: error?.name ?? typeof error,
    message: String(error?.message ?? error),
    class: isBrokenOff(error) ? "transport_reset" : isUnconnected ? "connect" : null,
  };
}

await speak({
  client: { name: "eventsource-parser", version: versionOf("eventsource-parser"), entry: "createParser" },
  // The request is the caller's own, and the id is that of the event's block.
  capabilities: ["sse.read", "observe.progress"],
  profiles: ["core"],
  ops: { "sse.read": read },
  shown,
});
