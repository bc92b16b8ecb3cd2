/** Closes its standard output at the marked job, and lives on. */
import { isMarked, serveClient } from "./client.mjs";

setInterval(() => {}, 1_000);
serveClient({ after: (job) => isMarked(job) && process.stdout.end() && true });
