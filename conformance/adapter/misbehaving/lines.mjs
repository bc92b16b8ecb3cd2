/** What the misbehaving adapters share: reading the runner's lines, writing ours. */

export const READY = {
  type: "ready",
  protocol: 1,
  client: { name: "misbehaving", version: "0" },
  capabilities: ["chat.stream", "report.chunks", "report.usage"],
  max_in_flight: 4,
};

/** All in one write: nothing can come between them, not even our own end. */
export function write(...messages) {
  process.stdout.write(messages.map((message) => `${JSON.stringify(message)}\n`).join(""));
}

export function answer(job, more = {}) {
  return { type: "result", id: job.id, attempt: job.attempt, outcome: "completed", chunks: [], ...more };
}

/** Calls `hear` with each message; the end of input is a `bye`. `hello` is answered with `ready` unless null. */
export function serve(hear, ready = READY) {
  let held = "";
  const onMessage = (message) => {
    if (message.type === "hello" && ready !== null) write(ready);
    else if (message.type === "bye") process.exit(0);
    else hear(message);
  };
  process.stdin.setEncoding("utf8");
  process.stdin.on("data", (text) => {
    held += text;
    const lines = held.split("\n");
    held = lines.pop();
    for (const line of lines) if (line !== "") onMessage(JSON.parse(line));
  });
  process.stdin.on("end", () => onMessage({ type: "bye" }));
}
