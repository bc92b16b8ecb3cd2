/** Ignores `cancel`, `bye` and TERM; only KILL ends it. Job `answer` is answered, all others are not. */
import { answer, write, READY } from "./lines.mjs";

process.on("SIGTERM", () => process.stderr.write("SIGTERM ignored\n"));
setInterval(() => {}, 1_000);
let held = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (text) => {
  held += text;
  const lines = held.split("\n");
  held = lines.pop();
  for (const line of lines) {
    const message = JSON.parse(line);
    if (message.type === "hello") write({ ...READY, client: { ...READY.client, pid: process.pid } });
    if (message.type === "job" && message.request.model === "answer")
      write(answer(message, { chunks: [{ pid: process.pid }] }));
  }
});
