/** What is printed of a file: errors, departures from the reference, and what is only worth a look. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { captureTerminal } from "./testing/captured-terminal.ts";
import { validate } from "./validate.ts";

const folder = mkdtempSync(path.join(tmpdir(), "streamproof-validate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const chunk = (members: object) => ({
  id: "c1",
  object: "chat.completion.chunk",
  created: 1_757_000_000,
  model: "m",
  choices: [],
  ...members,
});
const delta = (brought: object, finish: string | null = null) => ({
  choices: [{ index: 0, delta: brought, finish_reason: finish }],
});
const call = (id: string, name: string) => ({
  tool_calls: [{ index: 0, id, type: "function", function: { name, arguments: "" } }],
});
const usage = (prompt: number, total: number) => ({
  usage: { prompt_tokens: prompt, completion_tokens: 4, total_tokens: total },
});

function validated(chunks: readonly object[], options = {}): { readonly code: number; readonly out: string } {
  const events = [...chunks.map((one) => JSON.stringify(one)), "[DONE]"].map((data) => `data: ${data}\n\n`);
  writeFileSync(path.join(folder, "stream.sse"), events.join(""));
  const { terminal, out } = captureTerminal(folder);
  return { code: validate(["stream.sse"], options, terminal), out: out() };
}

test("a stream that contradicts itself is wrong, and each contradiction is told with its place", () => {
  const { code, out } = validated([
    chunk(delta({ role: "assistant", content: null })),
    chunk({ ...delta(call("a", "f")), id: "c2", model: "other", created: 1_757_000_009 }),
    chunk(delta(call("b", "g"))),
    chunk({ ...delta({}, "stop"), ...usage(9, 13) }),
    chunk(delta({ content: "late" })),
    chunk(delta({}, "length")),
    chunk(usage(3, 8)),
  ]);
  expect(code).toBe(1);
  const said = out
    .split("\n")
    .map((line) => /^ {2}(\w+) +stream\.sse:(event \d+).*: (L\d\d) /.exec(line)?.slice(1).join(" "));
  expect(said).toEqual(
    expect.arrayContaining([
      "error event 3 L47",
      "error event 5 L65",
      "error event 6 L61",
      "note event 2 L11",
      "note event 2 L13",
      "seen event 2 L12",
      "seen event 7 L79",
      "seen event 7 L76",
    ]),
  );
});

test("what is only seen holds against no file, strict or not", () => {
  const chunks = [chunk(delta({ role: "assistant", content: "" })), chunk(delta({ role: "assistant", content: "a" }))];
  const finish = chunk(delta({}, "stop"));
  const { code, out } = validated([...chunks, finish], { strict: true });
  expect(code).toBe(0);
  expect(out).toBe(
    "ok     stream.sse  event stream, 4 events, 3 chunks, 1 done\n" +
      "  seen   stream.sse:event 2:choices[0].delta.role: L31 the role again\n",
  );
});

test("a file's name is escaped, in lines and in JSON", () => {
  const file = "\u001b]0;owned\u0007\u009b31m\u202e.json";
  writeFileSync(path.join(folder, file), JSON.stringify(chunk({})));
  const { terminal, out } = captureTerminal(folder);
  expect([validate([file], {}, terminal), validate([file], { json: true }, terminal)]).toEqual([0, 0]);
  const [text = "", json = ""] = out()
    .split("\n")
    .filter((line) => !line.startsWith("  "));
  expect(text).toContain(String.raw`\x1b]0;owned\x07\x9b31m\u{202e}.json`);
  expect(json).toContain(String.raw`\u001b]0;owned\u0007\u009b31m\u202e.json`);
  expect(JSON.parse(json)).toMatchObject({ file });
});

test.skipIf(process.platform === "win32")("a pipe and a device are refused at once", () => {
  execFileSync("mkfifo", [path.join(folder, "pipe")]);
  const { terminal, err } = captureTerminal(folder);
  expect(validate(["pipe", "/dev/zero"], {}, terminal)).toBe(2);
  expect(err().match(/is no file/g)).toHaveLength(2);
});
