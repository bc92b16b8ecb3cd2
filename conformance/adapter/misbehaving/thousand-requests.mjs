/** Makes a thousand requests more for the marked job, and says how many were refused. */
import { honest, isMarked, serveClient } from "./client.mjs";

serveClient({
  async after(job) {
    if (!isMarked(job)) return;
    let refused = 0;
    const more = async () => {
      for (let n = 0; n < 100; n += 1) {
        const { errors = [] } = await honest(job);
        if (errors[0]?.status === 500) refused += 1;
      }
    };
    await Promise.all(Array.from({ length: 10 }, more));
    process.stdout.write(`refused ${refused}\n`);
  },
});
