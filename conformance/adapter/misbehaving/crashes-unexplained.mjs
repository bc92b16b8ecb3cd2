/** Dies once while four jobs are in flight; none of them makes it die again. */
import { countStart, isMarked, serveClient, sleep } from "./client.mjs";

const start = countStart();
serveClient({
  before: async (job) => void (start === 1 && job.attempt === 1 && !isMarked(job) && (await sleep(50))),
  after: (job) => isMarked(job) && start === 1 && setTimeout(() => process.exit(3), 0) && true,
});
