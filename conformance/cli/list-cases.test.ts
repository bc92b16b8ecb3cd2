/** Cases of another catalogue are printed as what they are: text of unknown origin. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { escapeTerminal } from "../reporters/index.ts";
import { runCommand } from "./run-command.ts";
import { captureTerminal } from "./testing/captured-terminal.ts";

const folder = mkdtempSync(path.join(tmpdir(), "streamproof-list-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// A window title, a colour, a C1 control, an override of direction, lines that look like others of the list.
const HOSTILE = "\u001b]0;owned\u0007\u001b[31m\u009b2J\u202e\u2028\r\na002  must";

const hostile = {
  schema: "streamproof/case@1",
  uid: "a001",
  id: "area/hostile",
  title: HOSTILE,
  rule: HOSTILE,
  why: HOSTILE,
  level: "must",
  basis: "spec",
  input: "legal",
  refs: [{ kind: "spec", at: HOSTILE, shows: HOSTILE }],
  since: HOSTILE,
  tags: [HOSTILE],
  op: "sse.read",
  // The bytes of a body are shown in its own lines.
  exchanges: [
    { body: HOSTILE.replace("\r\n", ""), headers: { "content-type": "text/event-stream", [HOSTILE]: HOSTILE } },
  ],
  expect: { any_of: [{ outcome: "completed", events: [{ data: HOSTILE }] }] },
};
mkdirSync(path.join(folder, "crafted", HOSTILE), { recursive: true });
writeFileSync(path.join(folder, "crafted", HOSTILE, "case.yaml"), JSON.stringify(hostile));

async function printed(...argv: readonly string[]): Promise<string> {
  const { terminal, out, err } = captureTerminal(folder);
  expect(await runCommand([...argv, "--fixtures", folder], terminal), err()).toBe(0);
  expect(out()).toBe(out().split("\n").map(escapeTerminal).join("\n"));
  return out();
}

test("a list has a line a case, whatever its title says", async () => {
  const [line, ...others] = (await printed("cases", "list")).split("\n");
  expect(line).toContain("\\x1b]0;owned\\x07\\x1b[31m\\x9b2J\\u{202e}\\u{2028}\\r\\na002  must");
  expect(others).toEqual([""]);
});

test("JSON lines hide nothing, and read back as they were", async () => {
  const json = await printed("cases", "list", "--json");
  expect(JSON.parse(json)).toMatchObject({ title: HOSTILE, rule: HOSTILE, tags: [HOSTILE] });
});

test("a case that is shown stays in its lines: rule, reason, references, headers, file, bytes, what is accepted", async () => {
  const lines = (await printed("cases", "show", "a001")).split("\n");
  expect(lines.filter((line) => line.startsWith("a002"))).toEqual([]);
  for (const head of ["rule ", "why ", "file ", "spec "])
    expect(lines.find((line) => line.startsWith(head))).toContain("\\u{202e}\\u{2028}");
});
