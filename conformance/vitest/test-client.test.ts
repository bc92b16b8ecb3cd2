import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RIGHT_CLIENT } from "../models/index.ts";
import { testClient } from "./index.ts";

// These are tests of their own: the right client passes each of them.
testClient("the right client, without a network", { client: RIGHT_CLIENT, only: ["usage/*"], over: "in-process" });
testClient("the right client over HTTP", {
  client: RIGHT_CLIENT,
  only: ["s3ed", "transport/reset-in-mid-answer"],
  gate: "should",
});

test("a name that no case has is an error with the nearest ones", () => {
  expect(() => testClient("none", { client: RIGHT_CLIENT, only: ["usage/own-empty-choice"] })).toThrow(
    /usage\/own-empty-choices/,
  );
});

test("only a function can be given a fetch", () => {
  expect(() => testClient("none", { client: ["node", "adapter.mjs"], over: "in-process" })).toThrow(/over HTTP/);
});

const ROOT = path.resolve(import.meta.dirname, "..", "..");

/** Answers everything with an empty message. */
const DEAF = `import readline from "node:readline";
const say = (line) => console.log(JSON.stringify(line));
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { type, id, attempt, base_url } = JSON.parse(line);
  const client = { name: "deaf", version: "1" };
  if (type === "hello") say({ type: "ready", protocol: 1, client, capabilities: ["chat.stream", "report.message"] });
  if (type !== "job") continue;
  await fetch(base_url + "/chat/completions", { method: "POST", body: "{}" }).then((answer) => answer.text());
  say({ type: "result", id, attempt, outcome: "completed", message: { choices: [] } });
}`;

const KNOWN = `schema: streamproof/expect@1
expect:
  - case: c501
    reason: reported upstream
  - case: s3ed
    reason: nobody knows any more
`;

const SUITE = `
const streams = { over: "in-process", only: ["s3ed", "c501", "n001"] };
const flaw = FLAWED_CLIENTS.find((one) => one.id === "swallows-error-chunks");
const quiet = createModelClient("quiet", flaw.parts);
const plain = { ...RIGHT_CLIENT, ready: { ...RIGHT_CLIENT.ready, profiles: ["core"] } };
testClient("gate must", { client: quiet, ...streams });
testClient("gate should", { client: quiet, ...streams, gate: "should" });
testClient("core alone", { client: plain, ...streams });
testClient("with expectations", { client: quiet, ...streams, expect: "known.yaml" });
testClient("deaf", { client: [process.execPath, "deaf.mjs"], only: ["s3ed"] });
`;

describe("a suite of its own", () => {
  type Told = { readonly status: string; readonly message: string };
  /** By the suite's name and the uid at the test's head. */
  let told: ReadonlyMap<string, Told> = new Map();
  let code: number | null = null;
  let printed = "";
  const folder = mkdtempSync(path.join(tmpdir(), "streamproof-vitest-"));
  const statusOf = (name: string) => told.get(name)?.status;

  beforeAll(() => {
    const at = (name: string): string => JSON.stringify(path.join(ROOT, "conformance", name));
    const models = "createModelClient, FLAWED_CLIENTS, RIGHT_CLIENT";
    const imports = `import { testClient } from ${at("vitest/index.ts")};\nimport { ${models} } from ${at("models/index.ts")};`;
    writeFileSync(path.join(folder, "suite.test.ts"), `${imports}\n${SUITE}`);
    writeFileSync(path.join(folder, "known.yaml"), KNOWN);
    writeFileSync(path.join(folder, "deaf.mjs"), DEAF);
    const vitest = path.join(ROOT, "node_modules", "vitest", "vitest.mjs");
    const reporters = ["--reporter=default", "--reporter=json", "--outputFile.json=told.json"];
    const ran = spawnSync(process.execPath, [vitest, "run", "--root", folder, ...reporters], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1" },
    });
    code = ran.status;
    printed = ran.stdout + ran.stderr;
    type Assertion = { fullName: string; title: string; status: string; failureMessages: string[] };
    const [suite] = JSON.parse(readFileSync(path.join(folder, "told.json"), "utf8")).testResults;
    told = new Map(
      suite.assertionResults.map(({ fullName, title, status, failureMessages }: Assertion) => [
        `${fullName.slice(0, -title.length)}${title.split(" ")[0]}`,
        { status, message: failureMessages.join("\n") },
      ]),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("a client that swallows errors fails the tests of just those cases", () => {
    expect(code).toBe(1);
    expect([statusOf("gate must s3ed"), statusOf("gate must c501")]).toEqual(["passed", "failed"]);
  });

  test("what is only warned of fails under the gate `should` alone", () => {
    expect([statusOf("gate must n001"), statusOf("gate should n001")]).toEqual(["passed", "failed"]);
  });

  test("a failure shows the page that `check` prints, and no line of ours", () => {
    const page = told.get("gate must c501")?.message ?? "";
    expect(page).toContain(
      "CaseFailure: error.swallowed: the server sent a failure or what is no answer, the caller is told of success",
    );
    expect(page).toContain("repeat   npx vitest run -t c501");
    expect(page).toContain("docs/rules/errors.md#c501");
    expect(page).not.toContain("test-client");
  });

  test("a case of a profile that is not claimed is skipped", () => {
    expect([statusOf("core alone c501"), statusOf("core alone n001")]).toEqual(["passed", "skipped"]);
  });

  test("a failure that is expected passes; an entry that no longer holds fails the suite with its line", () => {
    expect(statusOf("with expectations c501")).toBe("passed");
    expect(told.get("with expectations s3ed")?.message).toContain("it was expected to fail and passes");
    expect(printed).toContain("known.yaml:5 s3ed: the case passes; delete the entry");
  });

  test("an adapter that fails its calibration fails the suite, and no case of it is judged", () => {
    expect(printed).toContain("ToolkitError: calibration: calibration/text: content.lost");
    expect(printed).toContain("Mend the adapter first");
    expect(printed).not.toContain("client-session.ts");
    expect(statusOf("deaf s3ed")).not.toBe("passed");
  });
});
