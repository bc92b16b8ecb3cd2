/** Answers a job only when it is cancelled. */
import { answer, serve, write } from "./lines.mjs";

serve((message) => {
  if (message.type === "cancel") write(answer(message, { outcome: "failed", chunks: ["partial"] }));
});
