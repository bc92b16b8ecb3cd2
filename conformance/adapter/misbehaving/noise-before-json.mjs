/** Logs in front of the answer to the marked job, on the same line. */
import { isMarked, serveClient } from "./client.mjs";

serveClient({ before: (job) => void (isMarked(job) && process.stdout.write("INFO answering: ")) });
