/** The demo: two real clients through the catalogue, with what must be seen of each. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Report } from "../conformance/shape/index.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const PROGRAM = path.join(ROOT, "dist", "conformance", "cli", "bin.js");
const SEED_UID = "s3ed";

type Wanted = { readonly client: string; readonly seed: (report: Report) => string | null };

function seedOf(report: Report): Report["cases"][number] | undefined {
  return report.cases.find((one) => one.uid === SEED_UID);
}

/** What each client is known to do with the recording this project started from. */
const WANTED: readonly Wanted[] = [
  {
    client: "openai",
    seed(report) {
      const status = seedOf(report)?.status;
      return status === "pass" ? null : `the case ${SEED_UID} should pass for openai, but is ${status ?? "absent"}`;
    },
  },
  {
    client: "@langchain/openrouter",
    seed(report) {
      const codes = seedOf(report)?.findings.map((finding) => finding.code) ?? [];
      return codes.includes("usage.lost")
        ? null
        : `the case ${SEED_UID} should show usage.lost for @langchain/openrouter, but shows ${codes.join(", ") || "nothing"}`;
    },
  },
];

if (!existsSync(PROGRAM)) {
  process.stderr.write("demo: dist/ is missing; `npm run build` makes it\n");
  process.exit(2);
}
const folder = mkdtempSync(path.join(tmpdir(), "streamproof-demo-"));
const problems: string[] = [];
try {
  for (const [index, { client, seed }] of WANTED.entries()) {
    process.stdout.write(`\n=== ${client} ===\n`);
    const file = path.join(folder, `${index}.json`);
    const code = await run([
      "clients",
      "check",
      client,
      "--gate",
      "none",
      "--reporter",
      "text",
      "--reporter",
      `json=${file}`,
    ]);
    if (code !== 0 || !existsSync(file)) {
      problems.push(`${client}: the run ended with code ${code}`);
      continue;
    }
    const problem = seed(Report.parse(JSON.parse(readFileSync(file, "utf8"))));
    if (problem !== null) problems.push(problem);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const problem of problems) process.stderr.write(`demo: ${problem}\n`);
if (problems.length === 0) {
  process.stdout.write(
    `\ndemo: both clients ran; the recording (${SEED_UID}) passes for openai, and @langchain/openrouter loses its usage\n`,
  );
}
process.exitCode = problems.length === 0 ? 0 : 1;

function run(args: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code));
  });
}
