/** Prints a hundred thousand lines of noise at the marked job, then a stray result. */
import { isMarked, serveClient } from "./client.mjs";
import { answer, write } from "./lines.mjs";

serveClient({
  after(job) {
    if (!isMarked(job)) return;
    for (let line = 0; line < 100; line += 1) process.stdout.write("noise noise noise\n".repeat(1_000));
    write(answer({ id: "nobody", attempt: 1 }));
  },
});
