/** The right model client as an adapter over standard input and output: the argv of its process. */

const PROGRAM = `
import { createInterface } from "node:readline";
const { RIGHT_CLIENT: client } = await import(process.argv[1]);
const say = (value) => process.stdout.write(JSON.stringify(value) + "\\n");
async function run(job) {
  const { id, attempt } = job;
  const context = { fetch, signal: new AbortController().signal, progress: (chunks) => say({ type: "progress", id, attempt, chunks }) };
  say({ ...(await client.run(job, context)), type: "result", id, attempt });
}
createInterface({ input: process.stdin }).on("line", (line) => {
  const given = JSON.parse(line);
  if (given.type === "hello") say({ ...client.ready, type: "ready", protocol: 1 });
  if (given.type === "job") void run(given);
  if (given.type === "bye") process.exit(0);
});`;

/** `models` is the URL of the built door of `conformance/models`. */
export function modelAdapter(models: URL): readonly string[] {
  return [process.execPath, "--input-type=module", "-e", PROGRAM, models.href];
}
