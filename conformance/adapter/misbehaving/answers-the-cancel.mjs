/** Answers the marked job only when it is cancelled, then goes on talking of it. */
import { honest, isMarked, serveClient } from "./client.mjs";
import { write } from "./lines.mjs";

const held = new Map();
serveClient({
  before: (job) => isMarked(job) && honest(job).then((result) => held.set(job.id, result)) && true,
  onCancel({ id }) {
    write({ ...held.get(id), outcome: "failed" }, { ...held.get(id), outcome: "completed" });
  },
});
