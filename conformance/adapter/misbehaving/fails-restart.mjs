/** Dies at the marked job, and is never ready again. */
import { countStart, isMarked, serveClient } from "./client.mjs";

if (countStart() > 1) {
  process.stderr.write("port 8080 is taken\n");
  setInterval(() => {}, 1_000);
} else {
  serveClient({ after: (job) => isMarked(job) && process.exit(3) });
}
