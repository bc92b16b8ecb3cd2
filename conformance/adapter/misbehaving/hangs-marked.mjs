/** Never answers the marked job; holds the others until they come a second time. */
import { isMarked, serveClient, sleep } from "./client.mjs";

let warm = false;
serveClient({
  before: async (job) => void (warm && !isMarked(job) && job.attempt === 1 && (await sleep(400))),
  after(job) {
    const hangs = isMarked(job) || (warm && job.attempt === 1);
    if (isMarked(job)) process.stderr.write("waiting for more\n");
    warm = true;
    return hangs;
  },
});
