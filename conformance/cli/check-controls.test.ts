/** The command `check` with a client that swallows what breaks off: inherited only where bare fetch hides it as well. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startHttpStage } from "../server/index.ts";
import { Report, type CaseVerdict } from "../shape/index.ts";
import { runCommand } from "./run-command.ts";
import { captureTerminal } from "./testing/captured-terminal.ts";

const folder = mkdtempSync(path.join(tmpdir(), "streamproof-inherit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CHUNK = { id: "c", object: "chat.completion.chunk", created: 1, model: "m" };
const HALF = { ...CHUNK, choices: [{ index: 0, delta: { content: "Half" }, finish_reason: null }] };

function writeCase(uid: string, what: string, headers: object, end: string): void {
  const document = {
    schema: "streamproof/case@1",
    uid,
    id: `transport/${what}`,
    title: what,
    rule: "A cut answer is not whole.",
    level: "must",
    basis: "spec",
    input: "broken",
    refs: [],
    since: "0.1.0",
    tags: ["transport"],
    op: "chat.stream",
    exchanges: [
      { headers: { "content-type": "text/event-stream", ...headers }, chunks: [HALF], framing: { done: false }, end },
    ],
    variants: { cuts: [], eol: [], spacing: [], transfer: [] },
    expect: { any_of: [{ outcome: "failed", errors: { classes: ["transport_reset", "truncated", "unclassified"] } }] },
  };
  mkdirSync(path.join(folder, "crafted", "transport"), { recursive: true });
  // JSON is YAML.
  writeFileSync(path.join(folder, "crafted", "transport", `${what}.yaml`), JSON.stringify(document));
}

/** Takes whatever came before a failure of the connection for the whole answer. */
const SWALLOWING = `import { createInterface } from "node:readline";
const say = (value) => process.stdout.write(JSON.stringify(value) + "\\n");
const client = { name: "swallowing", version: "1", runtime: "node " + process.versions.node, transport: "undici " + process.versions.undici };
createInterface({ input: process.stdin }).on("line", async (line) => {
  const message = JSON.parse(line);
  if (message.type === "hello") say({ type: "ready", protocol: 1, client, capabilities: ["chat.stream", "report.chunks", "report.finish_reason"] });
  if (message.type === "bye") process.exit(0);
  if (message.type !== "job") return;
  const answer = { type: "result", id: message.id, attempt: message.attempt, outcome: "completed", chunks: [], errors: [] };
  const response = await fetch(message.base_url + "/chat/completions", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(message.request) });
  if (!response.ok) return say({ ...answer, outcome: "failed", errors: [{ native: "HttpError", class: "http_status", status: response.status }] });
  let text = "";
  const decoder = new TextDecoder();
  try { for await (const bytes of response.body) text += decoder.decode(bytes, { stream: true }); } catch {}
  for (const event of text.split("\\n\\n")) if (event.startsWith("data: {")) answer.chunks.push(JSON.parse(event.slice(6)));
  say(answer);
});
`;

async function check(
  ...flags: readonly string[]
): Promise<{ code: number; out: string; report: Report; of: (uid: string) => CaseVerdict | undefined }> {
  const captured = captureTerminal(folder, { PATH: process.env["PATH"], NO_COLOR: "1" });
  const file = path.join(folder, "report.json");
  const reporters = ["--reporter", "text", "--reporter", `json=${file}`];
  const command = ["--", process.execPath, path.join(folder, "client.mjs")];
  const code = await runCommand(["check", "--fixtures", folder, ...flags, ...reporters, ...command], captured.terminal);
  expect(captured.err()).toBe("");
  const report = Report.parse(JSON.parse(readFileSync(file, "utf8")));
  return { code, out: captured.out(), report, of: (uid) => report.cases.find((verdict) => verdict.uid === uid) };
}

let bareFetchHides = false;
beforeAll(async () => {
  writeCase("t101", "closing-cut", { connection: "close" }, "missing_last_chunk");
  writeCase("t102", "kept-alive-cut", {}, "missing_last_chunk");
  writeCase("t103", "kept-alive-reset", {}, "rst");
  writeFileSync(path.join(folder, "client.mjs"), SWALLOWING);
  const stage = await startHttpStage();
  const headers = [["connection", "close"] as const];
  const slices = [Buffer.from("data: x\n\n")];
  const cut = { status: 200, headers, slices, gapsBefore: [], transfer: "chunked" as const };
  const open = stage.open({ exchanges: [{ ...cut, end: { kind: "missing_last_chunk" } }], gapMs: 1 });
  const response = await fetch(open.eventsUrl);
  bareFetchHides = await response.text().then(
    () => true,
    () => false,
  );
  await stage.close();
});

test("a cut that bare fetch hides is inherited, one that it raises is the client's failure", async () => {
  const { code, out, report, of } = await check();
  const version = `node ${process.versions.node} (undici ${process.versions["undici"]})`;
  expect(of("t101")).toMatchObject(
    bareFetchHides
      ? { status: "inherited", because: `bare fetch of ${version} fails likewise: truncation.hidden` }
      : { status: "fail", because: null },
  );
  expect(of("t101")?.findings.map((finding) => finding.code)).toEqual(["truncation.hidden"]);
  expect([of("t102")?.status, of("t103")?.status]).toEqual(["fail", "fail"]);
  expect(report.summary).toMatchObject(bareFetchHides ? { inherited: 1, fail: 2 } : { inherited: 0, fail: 3 });
  expect(report.controls).toEqual([{ name: "node-fetch", version, ran: true, because: null }]);
  expect(code).toBe(1);
  expect(out.includes("inherited from the runtime, not counted against the client")).toBe(bareFetchHides);
});

test("what is inherited does not hold the gate", async () => {
  const { code, report } = await check("--only", "t101");
  expect(report.gate).toEqual({ level: "must", met: bareFetchHides });
  expect(code).toBe(bareFetchHides ? 0 : 1);
});

test("--no-controls leaves every failure with the client", async () => {
  const { code, report, of } = await check("--no-controls", "--only", "t101");
  expect(of("t101")?.status).toBe("fail");
  expect(report.controls).toBeUndefined();
  expect(code).toBe(1);
});
