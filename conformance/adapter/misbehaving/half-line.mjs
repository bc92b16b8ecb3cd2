/** Ends in the middle of the line that answers the marked job. */
import { isMarked, serveClient } from "./client.mjs";

serveClient({
  after(job, result) {
    if (isMarked(job)) process.stdout.write(JSON.stringify(result).slice(0, -10), () => process.exit(0));
    return isMarked(job);
  },
});
