/** An adapter of a small event reader, whole or with a flaw, as the text of a Node program. */

/** What the reader takes for the end of a line; one that does not know lone CR breaks the cases about it. */
export const LINE_ENDS = { whole: String.raw`/\r\n|\r|\n/`, blindToCr: String.raw`/\r\n|\n/` } as const;

export function eventReader(lineEnds: keyof typeof LINE_ENDS): string {
  return `import { createInterface } from "node:readline";
const say = (value) => process.stdout.write(JSON.stringify(value) + "\\n");
createInterface({ input: process.stdin }).on("line", async (line) => {
  const message = JSON.parse(line);
  if (message.type === "bye") process.exit(0);
  if (message.type === "hello")
    return say({ type: "ready", protocol: 1, client: { name: "reader", version: "1.0.0" }, capabilities: ["sse.read"], max_in_flight: 4 });
  if (message.type !== "job") return;
  const text = await (await fetch(message.url)).text();
  const events = [];
  let data = [], id = "", type = "";
  for (const one of text.replace(/^\\uFEFF/, "").split(${LINE_ENDS[lineEnds]}).slice(0, -1)) {
    if (one === "") {
      if (data.length > 0) events.push({ event: type || "message", data: data.join("\\n"), id });
      data = [];
      type = "";
      continue;
    }
    const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(one);
    if (name === "data") data.push(value);
    if (name === "event") type = value;
    if (name === "id" && !value.includes("\\0")) id = value;
  }
  say({ type: "result", id: message.id, attempt: message.attempt, outcome: "completed", events, errors: [] });
});
`;
}
