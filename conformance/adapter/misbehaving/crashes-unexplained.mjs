/** Dies once while four jobs are in flight; none of them makes it die again. */
import { countStart, isMarked, serveClient } from "./client.mjs";

const start = countStart();
let warm = false;
serveClient({
  before(job) {
    const held = start === 1 && warm && !isMarked(job);
    warm = true;
    return held;
  },
  after: (job) => start === 1 && isMarked(job) && process.exit(3),
});
