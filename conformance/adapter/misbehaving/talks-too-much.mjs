/** Says every result twice, each after one that answers nobody, and is ready more than once. */
import { serveClient } from "./client.mjs";
import { answer, READY, write } from "./lines.mjs";

write(answer({ id: "early", attempt: 1 }));
serveClient({
  after(job, result) {
    write({ ...answer(job), id: "nobody\u001b[2J" });
    write(answer({ ...job, attempt: job.attempt + 1 }));
    write(READY);
    write(result, { ...result, outcome: "failed" });
    return true;
  },
});
