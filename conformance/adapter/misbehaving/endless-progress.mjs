/** Reports progress without end, of jobs that run and of jobs that do not. */
import { serveClient } from "./client.mjs";
import { write } from "./lines.mjs";

serveClient({
  before(job) {
    let chunks = 0;
    const timer = setInterval(() => {
      for (let line = 0; line < 200; line += 1)
        write({ type: "progress", id: job.id, attempt: job.attempt, chunks: chunks++ });
    }, 1);
    setTimeout(() => clearInterval(timer), 1_000);
  },
});
