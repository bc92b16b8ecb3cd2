/** Reads its whole input, answers one job and ends; the job's model tells it how to go wrong. */
import { readFileSync } from "node:fs";
import { answer, READY, write } from "./lines.mjs";

const messages = readFileSync(0, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const job = messages.find((message) => message.type === "job");
const model = job?.request.model;
if (model === "silent-death") {
  process.stderr.write("out of luck\n");
  process.exit(3);
}
write(model === "other-claims" ? { ...READY, capabilities: ["chat.stream"] } : READY);
if (job === undefined) process.exit(0);
if (model === "noise") process.stdout.write("loading plugins\n");
if (model === "no-result") process.exit(0);
if (model === "half-line") {
  process.stdout.write('{"type":"result","id":"');
  process.exit(0);
}
if (model === "wrong-shape") write({ ...answer(job), outcome: "splendid" });
else if (model === "hang") {
  process.on("SIGTERM", () => {
    write(answer(job, { outcome: "failed", chunks: ["partial"] }));
    process.exit(0);
  });
  process.stderr.write("hanging\n");
  setInterval(() => {}, 1_000);
} else write(answer(job, { chunks: [{ pid: process.pid, types: messages.map(({ type }) => type) }] }));
if (model === "twice") write(answer(job, { chunks: ["again"] }));
if (model === "lingers") setInterval(() => {}, 1_000);
