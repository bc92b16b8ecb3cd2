/** Dies at the marked job while the others are in flight. */
import { isMarked, serveClient, sleep } from "./client.mjs";

serveClient({
  before: async (job) => void (!isMarked(job) && job.attempt === 1 && (await sleep(200))),
  after(job) {
    if (!isMarked(job)) return false;
    process.stderr.write("loading\npanic: \u001b[31mindex out of range\u001b[0m, key sk-abcdefgh12345678\n");
    process.exit(3);
  },
});
