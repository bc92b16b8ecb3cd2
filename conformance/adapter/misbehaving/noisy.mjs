/** Prints beside the protocol: before it is ready, and at each job, with terminal escapes. */
import { answer, serve, write } from "./lines.mjs";

process.stdout.write('welcome to the noisy client\n\n[1, 2]\n{"type":"log"}\n');
serve((message) => {
  if (message.type !== "job") return;
  process.stdout.write('\u001b]0;title\u0007\u001b[2J\u009b31m "quoted" \u202eevil\n');
  for (let index = 0; index < 40; index += 1) process.stdout.write(`noise ${index}${"!".repeat(1_000)}\n`);
  write(answer(message));
});
