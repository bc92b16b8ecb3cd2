/** Behaves: the adapter that every misbehaving one is compared with. It echoes the job and its environment. */
import { answer, serve, write } from "./lines.mjs";

serve((message) => {
  if (message.type !== "job") return;
  write({ type: "progress", id: message.id, attempt: message.attempt, chunks: 1 });
  write(answer(message, { chunks: [{ echo: message, pid: process.pid, env: process.env, cwd: process.cwd() }] }));
});
