/** The examples for pytest and Go hold on a fresh copy, and fail on one that was tampered with. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadCatalogue } from "../catalogue/index.ts";
import { copyCatalogue } from "./copy-catalogue.ts";
import { writeCopy } from "./write-copy.ts";

const EXAMPLES = fileURLToPath(new URL("../../docs/examples", import.meta.url));

const parent = mkdtempSync(path.join(tmpdir(), "streamproof-examples-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const [whole, tampered] = [path.join(parent, "whole"), path.join(parent, "tampered")];

beforeAll(() => {
  const files = copyCatalogue(loadCatalogue(), { toolVersion: "0.0.0", variants: "none", licence: null });
  for (const folder of [whole, tampered]) writeCopy(folder, files, folder, false);
  const file = path.join(tampered, "usage", "own-empty-choices", "expected.json");
  writeFileSync(file, readFileSync(file, "utf8").replace("Count twice.", "Count once."));
});

function missing(program: string, args: readonly string[]): string | null {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return null;
  } catch {
    return `${program} ${args.join(" ")} does not run here`;
  }
}

/** `STREAMS` is how both examples are told of the copy. */
function run(
  program: string,
  args: readonly string[],
  folder: string,
): { readonly status: number | null; readonly text: string } {
  const env = { ...process.env, STREAMS: folder, GOFLAGS: "", GOWORK: "off", GOTOOLCHAIN: "local" };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: parent, encoding: "utf8", env, timeout: 20_000 });
  return { status, text: `${stdout}${stderr}` };
}

const RUNS = [
  {
    name: "pytest",
    program: "python3",
    probe: ["-m", "pytest", "--version"],
    args: ["-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", path.join(EXAMPLES, "python", "test_streams.py")],
    passed: /\b[1-9]\d+ passed/,
  },
  {
    name: "go test",
    program: "go",
    probe: ["version"],
    args: ["test", "-vet=off", "-count=1", "-v", path.join(EXAMPLES, "go", "streams_test.go")],
    passed: /^ok\s/m,
  },
] as const;

for (const { name, program, probe, args, passed } of RUNS) {
  const because = missing(program, probe);
  if (because !== null) process.stdout.write(`skipped: the example for ${name}: ${because}\n`);
  describe.skipIf(because !== null)(name, () => {
    test("passes on a fresh copy", () => {
      const { status, text } = run(program, args, whole);
      expect(text).toMatch(passed);
      expect(status).toBe(0);
    });

    test("fails where another answer is due, and names the case", () => {
      const { status, text } = run(program, args, tampered);
      expect(status).toBe(1);
      expect(text).toContain("usage/own-empty-choices");
    });
  });
}
