/** Answers the marked job in Latin-1. */
import { isMarked, serveClient } from "./client.mjs";

serveClient({
  after(job, result) {
    if (isMarked(job))
      process.stdout.write(Buffer.from(`${JSON.stringify({ ...result, note: "caf\u00e9" })}\n`, "latin1"));
    return isMarked(job);
  },
});
