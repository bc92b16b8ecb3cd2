/** Closes its standard input before it answers the marked job, and lives on. */
import { once } from "node:events";
import { closeSync } from "node:fs";
import { isMarked, serveClient } from "./client.mjs";

setInterval(() => {}, 1_000);
serveClient({
  async after(job) {
    if (!isMarked(job)) return false;
    process.stdin.destroy();
    await once(process.stdin, "close");
    // Node leaves the descriptor open.
    closeSync(0);
    return false;
  },
});
