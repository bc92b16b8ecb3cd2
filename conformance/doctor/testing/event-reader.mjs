/** An adapter that only reads events; its argument names the one flaw that it has, if any. */
import { createInterface } from "node:readline";

const flaw = process.argv[2] ?? "none";
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
const READY = {
  type: "ready",
  protocol: 1,
  client: { name: "event-reader", version: "1" },
  capabilities: ["sse.read"],
  max_in_flight: 2,
};

async function read(url) {
  const text = await (await fetch(url)).text();
  const events = [];
  let data = [];
  let event = "message";
  for (const line of text.split("\n")) {
    if (line.startsWith("data: ")) data.push(line.slice("data: ".length));
    if (line.startsWith("event: ") && flaw !== "drops-names") event = line.slice("event: ".length);
    if (line !== "" || data.length === 0) continue;
    const seen = { event, data: data.join("\n"), id: "" };
    if (flaw !== "drops-repeated" || events.every((other) => other.data !== seen.data)) events.push(seen);
    data = [];
    event = "message";
  }
  return events;
}

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { type, id, attempt, op, url } = JSON.parse(line);
  if (type === "hello") say(READY);
  if (type === "bye") process.exit(0);
  if (type !== "job") return;
  if (op !== "sse.read") say({ type: "result", id, attempt, outcome: "unsupported" });
  else say({ type: "result", id, attempt, outcome: "completed", events: await read(url), errors: [] });
});
