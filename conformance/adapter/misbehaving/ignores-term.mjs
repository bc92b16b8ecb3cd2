/** Never answers the marked job, and ignores TERM and the end of its input. */
import { isMarked, serveClient } from "./client.mjs";

process.on("SIGTERM", () => process.stderr.write("no\n"));
setInterval(() => {}, 1_000);
serveClient({ after: (job) => isMarked(job) });
