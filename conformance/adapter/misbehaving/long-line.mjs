/** Answers the marked job with a line of a hundred megabytes. */
import { isMarked, serveClient } from "./client.mjs";

serveClient({
  after(job, result) {
    if (!isMarked(job)) return false;
    process.stdout.write(`{"type":"result","id":${JSON.stringify(result.id)},"outcome":"completed","chunks":["`);
    for (let megabytes = 0; megabytes < 100; megabytes += 1) process.stdout.write("x".repeat(1_000_000));
    process.stdout.write('"]}\n');
    return true;
  },
});
