/** Prints terminal escapes, before its answers and on its standard error. */
import { isMarked, serveClient } from "./client.mjs";

serveClient({
  after: (job) => void (isMarked(job) && process.stdout.write("\u001b]0;owned\u0007\u001b[2Jdone\u202e\n")),
});
