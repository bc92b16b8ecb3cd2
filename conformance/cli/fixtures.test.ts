/** The command `fixtures copy`: filters, places, and what it refuses. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { runCommand } from "./run-command.ts";
import { captureTerminal } from "./testing/captured-terminal.ts";

const folder = mkdtempSync(path.join(tmpdir(), "streamproof-fixtures-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function copy(...argv: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const captured = captureTerminal(folder);
  const code = await runCommand(["fixtures", "copy", ...argv], captured.terminal);
  return { code, out: captured.out(), err: captured.err() };
}

type Listed = { readonly cases: readonly { readonly id: string; readonly profile: string }[] };

const listed = (name: string): Listed["cases"] =>
  (JSON.parse(readFileSync(path.join(folder, name, "index.json"), "utf8")) as Listed).cases;

test("--only and --profile choose, and a licence comes with our own cases", async () => {
  const { code, out } = await copy("chosen", "--only", "usage/*", "--profile", "core", "--variants", "none");
  expect(code).toBe(0);
  const cases = listed("chosen");
  expect(out).toMatch(new RegExp(`^${cases.length} cases copied to chosen, \\d+ files;`));
  expect(cases.length).toBeGreaterThan(5);
  expect(cases.every(({ id, profile }) => id.startsWith("usage/") && profile === "core")).toBe(true);
  expect(readdirSync(path.join(folder, "chosen")).sort()).toEqual([
    "LICENSE",
    "README.md",
    "index.json",
    "manifest.json",
    "schema",
    "usage",
  ]);
});

test("--profile alone takes every case of the profile", async () => {
  expect((await copy("routed", "--profile", "openrouter", "--variants", "none")).code).toBe(0);
  expect(listed("routed").length).toBeGreaterThan(0);
  expect(listed("routed").every(({ profile }) => profile === "openrouter")).toBe(true);
});

test("a second copy needs --force, and leaves nothing of the first behind", async () => {
  expect((await copy("twice", "--only", "usage/*", "--variants", "none")).code).toBe(0);
  const again = await copy("twice", "--only", "done/*", "--variants", "none");
  expect([again.code, again.err]).toEqual([2, expect.stringContaining("twice: the folder is not empty; `--force`")]);
  expect((await copy("twice", "--only", "done/*", "--variants", "none", "--force")).code).toBe(0);
  expect(existsSync(path.join(folder, "twice", "usage"))).toBe(false);
  expect(listed("twice").every(({ id }) => id.startsWith("done/"))).toBe(true);
});

test.each([
  ["an unknown case", ["x", "--only", "usage/no-such-thing"], "no case has this name"],
  ["an unknown profile", ["x", "--profile", "opnrouter"], "no case has this profile"],
  ["a profile that none of the cases has", ["x", "--only", "c202", "--profile", "openrouter"], "none of the cases"],
  ["an unknown set of variants", ["x", "--variants", "all"], "Allowed choices are default, none"],
  ["a version that is none", ["x", "--as-of", "new"], "is no version"],
  ["a file for a folder", ["file.txt"], "is a file, not a folder"],
  ["a folder below a file", ["file.txt/below"], "file.txt/below"],
  ["a folder with something in it", ["full"], "the folder is not empty"],
  ["such a folder by force", ["full", "--force"], "no manifest.json of an earlier copy"],
  ["another catalogue that is not there", ["x", "--fixtures", "nowhere"], "nowhere"],
  ["no folder", [], "missing required argument 'folder'"],
  ["an empty name", [""], "a folder's name is due"],
])("%s is said to be so with exit code 2, and nothing is written", async (_, argv, said) => {
  writeFileSync(path.join(folder, "file.txt"), "mine");
  mkdirSync(path.join(folder, "full"), { recursive: true });
  writeFileSync(path.join(folder, "full", "mine.txt"), "mine");
  const { code, err } = await copy(...argv);
  expect(code).toBe(2);
  expect(err).toContain(said);
  expect(existsSync(path.join(folder, "x"))).toBe(false);
  expect(readdirSync(path.join(folder, "full"))).toEqual(["mine.txt"]);
});
