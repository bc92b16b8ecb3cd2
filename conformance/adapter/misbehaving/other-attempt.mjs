/** Answers the marked job with the number of another attempt, and with nothing else. */
import { isMarked, serveClient } from "./client.mjs";
import { write } from "./lines.mjs";

serveClient({
  after(job, result) {
    if (isMarked(job)) write({ ...result, attempt: job.attempt + 7 });
    return isMarked(job);
  },
});
