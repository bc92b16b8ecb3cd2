/** Drives `@microsoft/fetch-event-source` as its README shows: `fetchEventSource` with `onmessage`, stopped at its first error. */
import { isBrokenOff, speak, versionOf } from "./frame.mjs";

// The package is made for browsers: it calls these members of `window` and `document` whatever its options say.
globalThis.window = { fetch: globalThis.fetch, setTimeout, clearTimeout };
globalThis.document = { hidden: false, addEventListener: () => {}, removeEventListener: () => {} };
const { fetchEventSource } = await import("@microsoft/fetch-event-source");

async function read(job, call) {
  const events = [];
  call.answer = () => ({ events, reconnects: 0 });
  await fetchEventSource(job.url, {
    method: job.method,
    ...(job.body === null ? {} : { body: job.body }),
    openWhenHidden: true,
    onmessage: ({ event, data, id }) => {
      events.push({ event: event === "" ? "message" : event, data, id });
      call.show(events.length);
    },
    // To throw is the documented way to stop it; else it would connect again.
    onerror: (error) => {
      throw error;
    },
  });
}

function shown(error) {
  const message = String(error?.message ?? error);
  const isUnconnected = error instanceof TypeError && message === "fetch failed";
  // The last is what the package's own `onopen` says.
  const other = message.startsWith("Expected content-type") ? "content_type" : null;
  return {
    native: error?.name ?? typeof error,
    message,
    class: isBrokenOff(error) ? "transport_reset" : isUnconnected ? "connect" : other,
  };
}

await speak({
  client: {
    name: "@microsoft/fetch-event-source",
    version: versionOf("@microsoft/fetch-event-source"),
    entry: "fetchEventSource",
  },
  // Its reconnection is stopped by `onerror`, and the id is that of the event's block.
  capabilities: ["sse.read", "sse.http", "observe.progress"],
  profiles: ["core"],
  ops: { "sse.read": read },
  shown,
});
