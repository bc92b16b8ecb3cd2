/** Dies at the first attempt of the marked job, and never again. */
import { isMarked, serveClient } from "./client.mjs";

serveClient({ after: (job) => isMarked(job) && job.attempt === 1 && process.exit(3) });
