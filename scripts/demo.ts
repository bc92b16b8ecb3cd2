/** The demo: two real clients through the catalogue, with what must be seen of each; `--full` prints the whole reports. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { Report } from "../conformance/shape/index.ts";
import { summariseClient } from "./summarise-client.ts";

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
const { values: flags } = parseArgs({ options: { full: { type: "boolean", default: false } } });
// Kept: the reports are what the demo makes.
const folder = mkdtempSync(path.join(tmpdir(), "streamproof-demo-"));
const problems: string[] = [];
process.stdout.write(`Checking ${WANTED.map(({ client }) => client).join(" and ")} side by side: about a minute.\n`);
const ended = await Promise.all(WANTED.map(({ client }) => run(client, stemOf(client))));
for (const [index, { client, seed }] of WANTED.entries()) {
  const { code, text, json } = ended[index] ?? { code: null, text: "", json: null };
  process.stdout.write(`\n=== ${client} ===\n${flags.full ? text : ""}`);
  if (code !== 0 || json === null) {
    problems.push(`${client}: the run ended with code ${code}`);
    continue;
  }
  const report = Report.parse(json);
  if (!flags.full)
    process.stdout.write(`${summariseClient(report, SEED_UID).join("\n")}\n  whole report: ${stemOf(client)}.txt\n`);
  const problem = seed(report);
  if (problem !== null) problems.push(problem);
}
for (const problem of problems) process.stderr.write(`demo: ${problem}\n`);
if (problems.length === 0) {
  process.stdout.write(
    `\ndemo: both clients ran; the recording (${SEED_UID}) passes for openai, and @langchain/openrouter loses its usage\n`,
  );
}
process.exitCode = problems.length === 0 ? 0 : 1;

/** The path of a client's reports without their endings. */
function stemOf(client: string): string {
  return path.join(folder, client.replace(/^@/, "").replaceAll("/", "-"));
}

type Ended = { readonly code: number | null; readonly text: string; readonly json: unknown };

/** Errors and installs go to standard error as they come; the report is kept, so that the two do not mix. */
function run(client: string, stem: string): Promise<Ended> {
  const reporters = ["--reporter", `text=${stem}.txt`, "--reporter", `json=${stem}.json`];
  const args = [PROGRAM, "clients", "check", client, "--gate", "none", ...reporters];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, CI: "true" },
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      const text = existsSync(`${stem}.txt`) ? readFileSync(`${stem}.txt`, "utf8") : "";
      const json: unknown = existsSync(`${stem}.json`) ? JSON.parse(readFileSync(`${stem}.json`, "utf8")) : null;
      resolve({ code, text, json });
    });
  });
}
