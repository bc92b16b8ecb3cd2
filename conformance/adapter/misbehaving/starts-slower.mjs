/** Dies at the first attempt of the marked job, and takes longer to start each time. */
import { countStart, isMarked, serveClient, sleep } from "./client.mjs";

await sleep((countStart() - 1) * 2_500);
serveClient({ after: (job) => isMarked(job) && job.attempt === 1 && process.exit(3) });
