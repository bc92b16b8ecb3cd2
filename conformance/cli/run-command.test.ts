import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { Report } from "../shape/index.ts";
import { runCommand } from "./run-command.ts";
import { captureTerminal } from "./testing/captured-terminal.ts";

const folder = mkdtempSync(path.join(tmpdir(), "streamproof-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...argv: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const captured = captureTerminal(folder, { PATH: process.env["PATH"], NO_COLOR: "1" });
  const code = await runCommand(argv, captured.terminal);
  return { code, out: captured.out(), err: captured.err() };
}

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** An adapter in a few lines of Node, told by its behaviour. */
function adapter(name: string, body: string): string {
  return write(
    `${name}.mjs`,
    `import { createInterface } from "node:readline";
const say = (value) => process.stdout.write(JSON.stringify(value) + "\\n");
const ready = { type: "ready", protocol: 1, client: { name: "${name}", version: "1" }, capabilities: ["sse.read"] };
const lines = createInterface({ input: process.stdin });
lines.on("line", async (line) => {
  const message = JSON.parse(line);
  if (message.type === "bye") process.exit(0);
  ${body}
});
`,
  );
}

const READ_EVENTS = `
  if (message.type === "hello") return say(ready);
  if (message.type !== "job") return;
  const text = await (await fetch(message.url)).text();
  const events = [];
  let data = [], id = "", type = "";
  for (const one of text.replace(/^\\uFEFF/, "").split(/\\r\\n|\\r|\\n/).slice(0, -1)) {
    if (one === "") { if (data.length > 0) events.push({ event: type || "message", data: data.join("\\n"), id }); data = []; type = ""; continue; }
    const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(one);
    if (name === "data") data.push(value);
    if (name === "event") type = value;
    if (name === "id" && !value.includes("\\0")) id = value;
  }
  say({ type: "result", id: message.id, attempt: message.attempt, outcome: "completed", events, errors: [] });`;

describe("an interruption", () => {
  test.each([["check"], ["doctor"], ["fuzz"], ["check", "--mode", "exec"]])(
    "ends the start of an adapter: %s %s %s",
    async (...words) => {
      const marker = path.join(folder, `started-${words.join("-")}`);
      const captured = captureTerminal(folder, { PATH: process.env["PATH"] });
      const silent = adapter(
        "silent",
        `(await import("node:fs")).writeFileSync(${JSON.stringify(marker)}, ""); setInterval(() => {}, 60_000);`,
      );
      const ended = runCommand([...words, "--", process.execPath, silent], captured.terminal);
      await vi.waitFor(() => expect(existsSync(marker)).toBe(true), { timeout: 20_000 });
      captured.interrupt();
      expect([await ended, captured.err()]).toEqual([130, expect.stringContaining("interrupted before it was done")]);
    },
  );

  test("ends an install with 130 and leaves nothing behind", async () => {
    const cache = path.join(folder, "cache");
    const captured = captureTerminal(folder, { PATH: process.env["PATH"], XDG_CACHE_HOME: cache });
    const ended = runCommand(["clients", "install", "eventsource-parser-3"], captured.terminal);
    captured.interrupt();
    expect([await ended, captured.err()]).toEqual([130, expect.stringContaining("interrupted before it was done")]);
    expect(readdirSync(path.join(cache, "streamproof", "clients"))).toEqual([]);
  });
});

describe("usage", () => {
  test("a port that is none is refused before anything is served", async () => {
    const { code, err } = await run("serve", "s3ed", "--port", "70000");
    expect([code, err]).toEqual([2, expect.stringContaining("Give a whole number from 1 to 65535")]);
  });

  test("an unknown flag is named, with the next step and exit code 2", async () => {
    const { code, err } = await run("check", "--olny", "x", "--", "node");
    expect(code).toBe(2);
    expect(err).toContain("unknown option '--olny'");
    expect(err).toContain("--only");
  });

  test("check without a command says so", async () => {
    const { code, err } = await run("check", "--only", "s3ed");
    expect(code).toBe(2);
    expect(err).toContain("no adapter command was given");
    expect(err).toContain("after `--`: … -- python3 my_adapter.py");
  });

  test("check with nothing after the dashes says so", async () => {
    const { code, err } = await run("check", "--");
    expect(code).toBe(2);
    expect(err).toContain("nothing follows the `--`");
  });

  test("a command whose `--` npm swallowed is asked back, not guessed", async () => {
    const { code, err } = await run("check", "python3", "adapter.py");
    expect(code).toBe(2);
    expect(err).toContain('"python3 adapter.py" came without a `--`');
    expect(err).toContain("npm swallows");
  });

  test("an empty word and a `--` too late are told as what they are", async () => {
    expect((await run("check", "", "--", "true")).err).toContain("check: an empty argument came without a `--`");
    expect((await run("check", "node", "--", "a.mjs")).err).toContain('check: "node" came without a `--`');
  });

  test.each([
    [["clients", "chek", "openai"], "clients chek: there is no such command; did you mean check?"],
    [["cases", "lst"], "cases lst: there is no such command; did you mean list?"],
    [["check", "--deadline-ms", "2147483648", "--", "true"], "from 1 to 2147483647"],
    [["fuzz", "--max-size", "999", "--", "true"], "at least 1000 bytes"],
    [["fuzz", "--path", "foo", "--", "true"], "numbers with colons"],
  ])("%j is refused with what would do", async (argv, said) => {
    expect(await run(...argv)).toMatchObject({ code: 2, err: expect.stringContaining(said) });
  });

  test("a command that there is not is named with the nearest", async () => {
    const { code, err } = await run("chekc", "--", "node");
    expect(code).toBe(2);
    expect(err).toContain("unknown command 'chekc'");
    expect(err).toContain("Did you mean check?");
  });

  test("an unknown case, variant, reporter, client or schema is named with what there is", async () => {
    const asked = [
      ["cases", "show", "zzzz"],
      ["cases", "show", "s3ed", "--variant", "cuts=999999"],
      ["check", "--reporter", "xml", "--", "node"],
      ["clients", "check", "no-such-client"],
      ["schema", "no-such-shape"],
    ];
    for (const argv of asked) {
      const { code, err } = await run(...argv);
      expect(code, argv.join(" ")).toBe(2);
      expect(err.split("\n").length, argv.join(" ")).toBeGreaterThanOrEqual(2);
    }
  });
});

describe("cases and schema", () => {
  test("cases list names the recording this project started from", async () => {
    const { code, out } = await run("cases", "list");
    expect(code).toBe(0);
    expect(out).toMatch(/^s3ed +must/m);
  });

  test("cases list --json prints one object a line", async () => {
    const { out } = await run("cases", "list", "--json", "--only", "s3ed");
    expect(JSON.parse(out)).toMatchObject({ uid: "s3ed", level: "must", profile: "core" });
  });

  test("cases show prints the rule, the bytes and the variant keys", async () => {
    const { code, out } = await run("cases", "show", "s3ed");
    expect(code).toBe(0);
    expect(out).toContain("Ol");
    expect(out).toContain("[DONE]");
    expect(out).toContain("cuts=seams");
  });

  test("schema alone prints names, with a name a JSON Schema", async () => {
    expect((await run("schema")).out).toContain("wire-chunk");
    expect(JSON.parse((await run("schema", "wire-chunk")).out)).toMatchObject({ type: "object" });
  });
});

const hasProc = existsSync("/proc/self");
if (!hasProc) console.info("skipped: there is no /proc, where a folder is there and takes no other");

describe.skipIf(!hasProc)("a folder that takes no files (needs /proc)", () => {
  test("schema --out says where, and returns", async () => {
    const { code, err } = await run("schema", "--out", "/proc/streamproof/schema");
    expect([code, err]).toEqual([
      2,
      expect.stringContaining("no folder can be made in /proc\n  Check that the folder"),
    ]);
  });

  test("a report says where, and returns", async () => {
    const reader = adapter("for-proc", READ_EVENTS);
    const flags = ["--only", "e101", "--variants", "none", "--reporter", "json=/proc/streamproof/report.json"];
    const { code, err } = await run("check", ...flags, "--", process.execPath, reader);
    expect([code, err]).toEqual([2, expect.stringContaining("no folder can be made in /proc")]);
  });
});

describe("validate", () => {
  test("a cassette that is no YAML is named with line and column", async () => {
    const { code, err } = await run("validate", write("broken.yaml", "---\nversion: 2\ninteractions: [\n"));
    expect(code).toBe(2);
    expect(err).toMatch(/broken\.yaml:\d+/);
  });

  test("a cassette of another version says which it found", async () => {
    const { code, err } = await run("validate", write("seven.yaml", "---\nversion: 7\ninteractions: []\n"));
    expect(code).toBe(2);
    expect(err).toContain("7");
    expect(err).toContain("version 1 or 2");
  });

  test("the recording is valid", async () => {
    const { code, out } = await run("validate", path.resolve("fixtures/real/openrouter/simple_streaming.yaml"));
    expect(code).toBe(0);
    expect(out).toMatch(/^ok/);
  });

  test("a chunk with a wrong type is an error with its place", async () => {
    const { code, out } = await run(
      "validate",
      write("chunk.json", JSON.stringify({ id: 5, object: "chat.completion.chunk", choices: [] })),
    );
    expect(code).toBe(1);
    expect(out).toContain("id");
  });

  test("a missing file is named and the others are still read", async () => {
    const { code, out, err } = await run(
      "validate",
      "nowhere.yaml",
      path.resolve("fixtures/real/openrouter/simple_streaming.yaml"),
    );
    expect(code).toBe(2);
    expect(err).toContain("nowhere.yaml");
    expect(out).toContain("simple_streaming.yaml");
  });
});

describe("check", () => {
  test("a whole event reader passes; skips carry their reason", async () => {
    const file = path.join(folder, "report.json");
    const { code, out } = await run(
      "check",
      "--only",
      "e101",
      "--only",
      "s3ed",
      "--reporter",
      "text",
      "--reporter",
      `json=${file}`,
      "--",
      process.execPath,
      adapter("whole", READ_EVENTS),
    );
    expect(code).toBe(0);
    expect(out).toContain("chat.stream");
    const report = Report.parse(JSON.parse(readFileSync(file, "utf8")));
    expect(report.cases.map((one) => [one.uid, one.status])).toEqual(
      expect.arrayContaining([
        ["e101", "pass"],
        ["s3ed", "skip"],
      ]),
    );
  });

  test("an adapter that never answers `hello` ends with exit code 3", async () => {
    const { code, err } = await run("check", "--startup-ms", "300", "--", process.execPath, adapter("mute", "return;"));
    expect(code).toBe(3);
    expect(err).toContain("ready");
  });

  test("a program that does not exist ends with exit code 3 and its name", async () => {
    const { code, err } = await run("check", "--", "no-such-program-anywhere");
    expect(code).toBe(3);
    expect(err).toContain("no-such-program-anywhere");
  });

  test("an adapter that dies by a signal before it is ready is told with the signal", async () => {
    const { code, err } = await run(
      "check",
      "--",
      process.execPath,
      adapter("dying", `process.kill(process.pid, "SIGKILL");`),
    );
    expect(code).toBe(3);
    expect(err).toContain("SIGKILL");
  });

  test("noise on standard output is quoted in the report and harms nothing", async () => {
    const noisy = READ_EVENTS.replace(
      `if (message.type === "hello")`,
      `console.log("loading \\u001b[31mplugins"); if (message.type === "hello")`,
    );
    const { code, out } = await run("check", "--only", "e101", "--", process.execPath, adapter("noisy", noisy));
    expect(code).toBe(0);
    expect(out).toContain("plugins");
    expect(out).not.toContain("\u001B");
  });

  test("a run in which nothing was judged meets no gate, and every page says so", async () => {
    const reporters = ["--reporter", "text", "--reporter", "json=none.json", "--reporter", "junit=none.xml"];
    const command = ["--", process.execPath, adapter("whole", READ_EVENTS)];
    const { code, out } = await run("check", "--only", "s3ed", ...reporters, ...command);
    expect([code, out]).toEqual([3, expect.stringContaining("no verdict: nothing was judged")]);
    const { gate } = Report.parse(JSON.parse(readFileSync(path.join(folder, "none.json"), "utf8")));
    expect(gate).toEqual({ level: "must", met: null, because: "nothing was judged" });
    expect(readFileSync(path.join(folder, "none.xml"), "utf8")).toContain(
      '<error message="no verdict: nothing was judged"',
    );
  });

  test("an adapter that reports nothing right fails its calibration: exit code 3, nothing else judged", async () => {
    const wrong = `if (message.type === "hello") return say(ready);
      if (message.type === "job") { await (await fetch(message.url)).text(); say({ type: "result", id: message.id, outcome: "completed", events: [], errors: [] }); }`;
    const { code, err } = await run("check", "--", process.execPath, adapter("wrong", wrong));
    expect(code).toBe(3);
    expect(err).toContain("event.lost");
  });

  test("a case with an unknown member is refused with file and member", async () => {
    const catalogue = mkdtempSync(path.join(folder, "catalogue-"));
    const { mkdirSync } = await import("node:fs");
    mkdirSync(path.join(catalogue, "crafted", "usage"), { recursive: true });
    writeFileSync(
      path.join(catalogue, "crafted", "usage", "typo.yaml"),
      "schema: streamproof/case@1\nuid: t001\nid: usage/typo\nlevl: must\n",
    );
    const { code, err } = await run(
      "check",
      "--fixtures",
      catalogue,
      "--",
      process.execPath,
      adapter("unused", READ_EVENTS),
    );
    expect(code).toBe(2);
    expect(err).toContain("typo.yaml");
    expect(err).toContain("levl");
  });
});
