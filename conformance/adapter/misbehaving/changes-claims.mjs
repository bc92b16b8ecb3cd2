/** Dies at the first attempt of the marked job, and declares other capabilities when it is started again. */
import { countStart, isMarked, serveClient } from "./client.mjs";
import { READY } from "./lines.mjs";

const again = countStart() > 1;
serveClient({
  ready: again ? { ...READY, capabilities: ["chat.stream"], profiles: ["core", "openrouter"] } : READY,
  after: (job) => isMarked(job) && job.attempt === 1 && process.exit(3),
});
