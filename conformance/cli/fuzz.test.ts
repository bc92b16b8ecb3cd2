/** The command `fuzz`: what it prints, what it writes, its exit codes; against the scaffold's client, whole and broken. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { loadCatalogue } from "../catalogue/index.ts";
import { runCommand } from "./run-command.ts";
import { captureTerminal } from "./testing/captured-terminal.ts";

const folder = mkdtempSync(path.join(tmpdir(), "streamproof-fuzz-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SCAFFOLD = fileURLToPath(new URL("scaffolds/javascript", import.meta.url));

/** The scaffold's client, which is right, and a copy that decodes each slice by itself. */
function client(name: string, change: (source: string) => string): readonly string[] {
  const into = path.join(folder, name);
  cpSync(SCAFFOLD, into, { recursive: true });
  const file = path.join(into, "client.mjs");
  const source = readFileSync(file, "utf8");
  const changed = change(source);
  writeFileSync(file, changed);
  return [process.execPath, path.join(into, "adapter.mjs")];
}

const RIGHT = client("right", (source) => source);
const BROKEN = client("broken", (source) => {
  const changed = source.replace("decoder.decode(bytes, { stream: true })", "new TextDecoder().decode(bytes)");
  if (changed === source) throw new TypeError("the scaffold's client no longer decodes there");
  return changed;
});

async function run(...argv: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const captured = captureTerminal(folder, { PATH: process.env["PATH"], NO_COLOR: "1" });
  const code = await runCommand(argv, captured.terminal);
  return { code, out: captured.out(), err: captured.err() };
}

/** The part that shows the bytes. */
function sent(text: string): string | undefined {
  return /^ {2}sent[^]*?(?=^ {2}repeat)/m.exec(text)?.[0];
}

test("a right client: the seed, what was drawn, exit code 0", { timeout: 30_000 }, async () => {
  const { code, out } = await run("fuzz", "--runs", "50", "--seed", "7", "--", ...RIGHT);
  expect(out).toMatch(/^seed 7; \d+ dialects?, \d properties\n\n50 draws, 50 runs of the client: no failure\n$/);
  expect(code).toBe(0);
});

test("a failure: its smallest stream, fixtures, and commands that show it again", { timeout: 60_000 }, async () => {
  const { code, out } = await run(
    "fuzz",
    "--runs",
    "400",
    "--seed",
    "7",
    "--property",
    "slicing",
    "--out",
    path.join(folder, "found"),
    "--",
    ...BROKEN,
  );
  expect(code).toBe(1);
  expect(out).toMatch(/^FAIL {2}slicing {2}[a-z_]+\.[a-z]+ {2}\(draw \d+\)$/m);
  expect(out).toMatch(/fails only if bytes \d+\|\d+ arrive apart/);
  expect(
    readdirSync(path.join(folder, "found"))
      .map((name) => name.replace(/^.*?\./, "."))
      .sort(),
  ).toEqual([".case.yaml", ".sse", ".yaml"]);

  const repeat = /^ {2}repeat {3}npx streamproof (fuzz .*?) -- /m.exec(out)?.[1]?.split(" ") ?? [];
  const again = await run(...repeat, "--", ...BROKEN);
  expect(again.code).toBe(1);
  expect(sent(again.out)).toBe(sent(out));
  expect(sent(out)).toMatch(/data: .*\|/);

  const check = /^ {2}check {4}npx streamproof (check .*?) -- /m.exec(out)?.[1]?.split(" ") ?? [];
  expect((await run(...check, "--no-controls", "--", ...BROKEN)).code).toBe(1);
  expect(await run(...check, "--no-controls", "--", ...RIGHT)).toMatchObject({ code: 0, err: "" });
});

test.each([
  [["--property", "beauty"], 2, "no property is called so; there are truth, slicing, framing, fault, one_request"],
  [["--dialect", "nobody"], 2, "no dialect is called"],
  [["--quirk", "framing/crfl"], 2, "did you mean framing/crlf"],
  [["--no-quirk", "usage/*", "--quirk", "usage/missing"], 2, "it is asked for and refused"],
  [["--fault", "truncation/rest"], 2, "did you mean truncation/reset"],
  [["--path", "3:1"], 2, "it needs --seed and one --property beside it"],
  [["--runs", "none"], 2, "Give a whole number from 1."],
])("unusable flags %j end with %i", { timeout: 20_000 }, async (flags, code, said) => {
  const ended = await run("fuzz", ...flags, "--", ...RIGHT);
  expect([ended.code, ended.err]).toEqual([code, expect.stringContaining(said)]);
});

test("an adapter that is never ready ends with 3, no command with 2", async () => {
  const mute = await run("fuzz", "--startup-ms", "300", "--", process.execPath, "-e", "setInterval(() => {}, 1000)");
  expect([mute.code, mute.err]).toEqual([3, expect.stringContaining("ready")]);
  const missing = await run("fuzz");
  expect([missing.code, missing.err]).toEqual([2, expect.stringContaining("no adapter command was given")]);
});

test("an interruption ends it with 130, with what was found until then", { timeout: 30_000 }, async () => {
  const captured = captureTerminal(folder, { PATH: process.env["PATH"], NO_COLOR: "1" });
  const running = runCommand(["fuzz", "--runs", "1000000", "--", ...RIGHT], captured.terminal);
  await expect.poll(() => captured.out(), { timeout: 20_000 }).toContain("seed");
  captured.interrupt();
  expect(await running).toBe(130);
  expect(captured.out()).toContain("interrupted: this is what was found so far");
});

/** Fails by a quirk that is drawn at no level but its own, and shrinks slowly enough to be interrupted in it. */
const PINGED = client("pinged", (source) => {
  const changed = source.replace(
    "decoder.decode(bytes, { stream: true })",
    "blind(decoder.decode(bytes, { stream: true }))",
  );
  if (changed === source) throw new TypeError("the scaffold's client no longer decodes there");
  return `${changed}\nfunction blind(text) { if (text.includes('"ping"')) throw new TypeError("no choices"); return text; }\n`;
});

test("what is only observed is shown, and fails nothing; the command that repeats it names the quirk", async () => {
  const flags = ["--runs", "60", "--seed", "3", "--property", "truth", "--dialect", "openai"];
  const seen = await run("fuzz", ...flags, "--quirk", "chunks/ping", "--", ...PINGED);
  expect([seen.code, seen.out]).toEqual([0, expect.stringMatching(/^OBSERVED {2}truth {2}error\.false/m)]);
  const repeat = /^ {2}repeat {3}npx streamproof (fuzz .*?) -- /m.exec(seen.out)?.[1]?.split(" ") ?? [];
  expect(repeat).toEqual(expect.arrayContaining(["--quirk", "chunks/ping", "--dialect", "openai"]));
  const again = await run(...repeat, "--", ...PINGED);
  expect([again.code, sent(again.out)]).toEqual([0, sent(seen.out)]);
  expect((await run("fuzz", ...flags, "--no-quirk", "chunks/ping", "--", ...PINGED)).out).toContain("no failure");
});

test("what the client is quoted with holds no secret, nor does the command that repeats it", async () => {
  const secret = ["s3cr3t", "VALUE99xyz"].join("");
  const leaky = client("leaky", (source) =>
    source
      .replace("decoder.decode(bytes, { stream: true })", "leak(decoder.decode(bytes, { stream: true }))")
      .concat(
        `\nfunction leak(text) { if (text.includes('"ping"')) throw new TypeError("refused: api_key=${secret}"); return text; }\n`,
      ),
  );
  const flags = ["--runs", "60", "--seed", "3", "--property", "truth", "--dialect", "openai"];
  const { out, err } = await run("fuzz", ...flags, "--quirk", "chunks/ping", "--", ...leaky, "--api-key", secret);
  expect(out).toContain("refused: api_key=[redacted]");
  expect(out).toContain("--api-key [redacted]");
  expect(out + err).not.toContain(secret);
});

test("--save puts the case beside the generated ones with its seed and path, and its uid into the lock", async () => {
  const home = path.join(folder, "home");
  mkdirSync(path.join(home, "fixtures"), { recursive: true });
  const lock = path.join(home, "fixtures", "uid.lock");
  writeFileSync(lock, "# uids\na001 a/one\nz001 z/last\n");
  const flags = ["--runs", "400", "--seed", "7", "--property", "slicing", "--dialect", "openai", "--save"];
  const captured = captureTerminal(home, { PATH: process.env["PATH"], NO_COLOR: "1" });
  expect(await runCommand(["fuzz", ...flags, "--", ...BROKEN], captured.terminal)).toBe(1);
  const saved = /^ {2}saved {4}(\S+\.case\.yaml);/m.exec(captured.out())?.[1] ?? "";
  expect(saved).toMatch(/^fixtures\/generated\/found\//);
  expect(readFileSync(path.join(home, saved), "utf8")).toMatch(
    /^# .*\n# npx streamproof fuzz --seed \d+ --property slicing --path \S+ /,
  );
  const [loaded] = loadCatalogue(path.join(home, "fixtures"));
  const uid = loaded?.case.uid ?? "";
  expect(readFileSync(lock, "utf8").split("\n")).toEqual([
    "# uids",
    "a001 a/one",
    `${uid} ${loaded?.case.id}`,
    "z001 z/last",
    "",
  ]);
});

test("what stands there already is never written over, nor through a link; and all is printed first", async () => {
  const into = path.join(folder, "again");
  const flags = ["--runs", "400", "--seed", "7", "--property", "slicing", "--dialect", "openai", "--out", into];
  const found = await run("fuzz", ...flags, "--", ...BROKEN);
  expect([found.code, found.err]).toEqual([1, ""]);
  const [name = ""] = readdirSync(into).filter((file) => file.endsWith(".case.yaml"));
  const file = path.join(into, name);
  const drawn = readFileSync(file, "utf8");

  // The same once more is nothing to do, by whatever command it was found.
  writeFileSync(file, drawn.replace(/^#[^]*?\n(?!#)/, "# found otherwise\n"));
  expect((await run("fuzz", ...flags, "--", ...BROKEN)).code).toBe(1);
  expect(readFileSync(file, "utf8")).toMatch(/^# found otherwise/);

  writeFileSync(file, `${drawn}why: by hand\n`);
  const kept = await run("fuzz", ...flags, "--", ...BROKEN);
  expect([kept.code, kept.err]).toEqual([2, expect.stringContaining(`${name}: it holds something else`)]);
  expect(kept.out).toMatch(/^FAIL {2}slicing/m);
  expect(readFileSync(file, "utf8")).toBe(`${drawn}why: by hand\n`);

  const elsewhere = path.join(folder, "elsewhere");
  rmSync(file);
  symlinkSync(elsewhere, file);
  const linked = await run("fuzz", ...flags, "--", ...BROKEN);
  expect([linked.code, linked.err]).toEqual([2, expect.stringContaining("it is a link or no file")]);
  expect(existsSync(elsewhere)).toBe(false);
});

test.runIf(existsSync("/proc/self"))("a folder that can never be made is told, not waited for", async () => {
  const flags = ["--runs", "400", "--seed", "7", "--property", "slicing", "--dialect", "openai"];
  const { code, err, out } = await run("fuzz", ...flags, "--out", "/proc/none/found", "--", ...BROKEN);
  expect([code, err]).toEqual([2, expect.stringContaining("no folder can be made in /proc")]);
  expect(out).toMatch(/^FAIL {2}slicing/m);
});

test("an interruption while a failure is made smaller keeps the smallest so far, and says so", async () => {
  const captured = captureTerminal(folder, { PATH: process.env["PATH"], NO_COLOR: "1", TERM: "xterm" });
  const write = captured.terminal.stderr.write.bind(captured.terminal.stderr);
  const stderr = {
    isTTY: true,
    write(text: string) {
      if (text.includes("making ")) captured.interrupt();
      return write(text);
    },
  };
  const flags = ["--runs", "400", "--seed", "7", "--property", "slicing", "--dialect", "openai"];
  const code = await runCommand(["fuzz", ...flags, "--", ...BROKEN], { ...captured.terminal, stderr });
  expect(code).toBe(130);
  expect(captured.out()).toContain("interrupted: this is what was found so far");
  expect(captured.out()).toContain("making it smaller was cut short");
});

test("--help has every flag, and examples", async () => {
  const { code, out } = await run("fuzz", "--help");
  const flags =
    "runs time seed path dialect property level quirk no-quirk fault max-size jobs keep-going out save".split(" ");
  expect([code, flags.filter((flag) => !out.includes(`--${flag} `))]).toEqual([0, []]);
  expect(out).toMatch(/Examples:\n {2}streamproof fuzz -- /);
});
