/** Answers with results that are no answer: twice, of unknown jobs, of another attempt, of a wrong shape, too long. */
import { answer, READY, serve, write } from "./lines.mjs";

serve((message) => {
  if (message.type !== "job") return;
  switch (message.request.model) {
    case "duplicate":
      write(answer(message, { chunks: ["first"] }));
      write(answer(message, { chunks: ["second"] }));
      break;
    case "unknown":
      write({ ...answer(message), id: "nobody\u001b[0m" });
      write(READY);
      write(answer(message));
      break;
    case "other-attempt":
      write({ ...answer(message), attempt: message.attempt + 1 });
      write(answer(message));
      break;
    case "no-attempt":
      write({ ...answer(message), attempt: undefined });
      break;
    case "wrong-shape":
      write(answer(message, { errors: [{ surface: "shout" }], chunks: "none" }));
      break;
    case "no-id":
      write({ ...answer(message), id: undefined });
      break;
    case "not-utf8":
      process.stdout.write(Buffer.from(JSON.stringify(answer(message, { chunks: ["caf\u00e9"] })), "latin1"));
      process.stdout.write("\n");
      break;
    case "too-long":
      write(answer(message, { chunks: ["x".repeat(100_000)] }));
      break;
    case "too-long-unnamed":
      process.stdout.write(`${"x".repeat(100_000)}\n`);
      break;
    case "hold":
      break;
    default:
      write(answer(message));
  }
});
