/** Bare `fetch` of Node. */
import { speak } from "../node/speak.mjs";

async function open({ url, ...asked }) {
  const response = await fetch(url, asked);
  return { status: response.status, type: response.headers.get("content-type"), body: response.body ?? [] };
}

await speak({
  name: "node-fetch",
  entry: "bare fetch",
  transport: `undici ${process.versions.undici}`,
  aborts: ["signal", "break", "close"],
  open,
  classOf: (error) =>
    error.message === "fetch failed" && error.cause?.code === "ECONNREFUSED" ? "connect" : "transport_reset",
});
