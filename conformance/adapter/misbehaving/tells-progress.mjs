/** Tells progress for its job, for another one, and for another attempt of it; then answers. */
import { answer, serve, write } from "./lines.mjs";

serve((job) => {
  if (job.type !== "job") return;
  write({ type: "progress", id: job.id, attempt: job.attempt, chunks: 1 });
  write({ type: "progress", id: "another", attempt: job.attempt, chunks: 7 });
  write({ type: "progress", id: job.id, attempt: job.attempt + 1, chunks: 8 });
  write({ type: "progress", id: job.id, attempt: job.attempt, chunks: 3 });
  write(answer(job));
});
