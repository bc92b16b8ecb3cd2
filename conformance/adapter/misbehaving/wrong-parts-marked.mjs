/** Answers the marked job with a short line of wrong parts: their problems, told at once, overflow the stack of the shapes. */
import { answer } from "./lines.mjs";
import { isMarked, serveClient } from "./client.mjs";

serveClient({
  after(job) {
    const line = JSON.stringify(answer(job, { message: { choices: [{ tool_calls: "@@" }] } }));
    if (isMarked(job)) process.stdout.write(`${line.replace('"@@"', `[${"0,".repeat(149_999)}0]`)}\n`);
    return isMarked(job);
  },
});
