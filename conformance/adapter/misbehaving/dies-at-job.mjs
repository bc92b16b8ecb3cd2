/** Dies at a job whose model says so: by an exit code, by a signal, or in the middle of its answer's line. */
import { answer, serve, write } from "./lines.mjs";

let held = 0;
serve((message) => {
  if (message.type !== "job") return;
  switch (message.request.model) {
    case "exit":
      process.stderr.write("panic: \u001b[1mout of luck\n");
      process.exit(3);
      break;
    case "signal":
      process.kill(process.pid, "SIGKILL");
      break;
    case "half-line":
      process.stdout.write(JSON.stringify(answer(message)).slice(0, -10), () => process.exit(0));
      break;
    case "unended-line":
      process.stdout.write(JSON.stringify(answer(message)), () => process.exit(0));
      break;
    case "close-stdout":
      process.stdout.end();
      setInterval(() => {}, 1_000);
      break;
    case "hold":
      // Answered by nobody: its fate is that of the process.
      held += 1;
      process.stderr.write(`held ${held}\n`);
      break;
    default:
      write(answer(message, { chunks: [{ pid: process.pid }] }));
  }
});
