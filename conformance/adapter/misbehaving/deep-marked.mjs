/** Answers the marked job with an error whose cause is nested deeper than any printer of ours could follow. */
import { isMarked, serveClient } from "./client.mjs";

const DEPTH = 10_000;

serveClient({
  after(job, result) {
    const line = JSON.stringify({ ...result, outcome: "failed", errors: [{ native: "E", cause: "@@" }] });
    if (isMarked(job)) process.stdout.write(`${line.replace('"@@"', "[".repeat(DEPTH) + "]".repeat(DEPTH))}\n`);
    return isMarked(job);
  },
});
