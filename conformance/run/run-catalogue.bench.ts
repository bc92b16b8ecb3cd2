/** Two hundred cases from start to verdicts, over one stdio adapter that makes real requests, against one bare start of node. */
import { spawn } from "node:child_process";
import type { Bench } from "../../scripts/bench/bench.ts";
import { spawnStdioDriver } from "../adapter/index.ts";
import { loadCatalogue } from "../catalogue/index.ts";
import { startHttpStage } from "../server/index.ts";
import { runCatalogue } from "./index.ts";

const CASES = 200;
const SEED_UID = "s3ed";

/** The least that a client can do: one request, its text put together. */
const ADAPTER = `
const http = require("node:http");
const agent = new http.Agent({ keepAlive: true });
const say = (value) => process.stdout.write(JSON.stringify(value) + "\\n");
function run({ id, attempt, base_url, api_key, request }) {
  const headers = { "content-type": "application/json", authorization: "Bearer " + api_key };
  const sent = http.request(base_url + "/chat/completions", { method: "POST", agent, headers }, (response) => {
    let text = "", content = "", finish = null, usage = null;
    response.setEncoding("utf8").on("data", (slice) => (text += slice)).on("end", () => {
      for (const line of text.split("\\n")) {
        if (!line.startsWith("data: {")) continue;
        const chunk = JSON.parse(line.slice(6));
        for (const choice of chunk.choices) {
          content += choice.delta.content ?? "";
          finish = choice.finish_reason ?? finish;
        }
        usage = chunk.usage ?? usage;
      }
      const message = { choices: [{ index: 0, role: "assistant", content, tool_calls: [], finish_reason: finish }] };
      say({ type: "result", id, attempt, outcome: "completed", message, usage, errors: [], abort: null });
    });
  });
  sent.end(JSON.stringify(request));
}
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const given = JSON.parse(line);
  const client = { name: "least", version: "0" };
  const capabilities = ["chat.stream", "report.message", "report.usage", "report.finish_reason"];
  if (given.type === "hello") say({ type: "ready", protocol: 1, client, capabilities, profiles: ["core"], max_in_flight: 4, error_map: {} });
  if (given.type === "job") run(given);
  if (given.type === "bye") process.exit(0);
});`;

function startNode(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["-e", ""], { stdio: ["pipe", "pipe", "pipe"] });
    child.once("error", reject).once("close", () => resolve());
  });
}

export const benches: readonly Bench[] = [
  {
    name: "run",
    title: `${CASES} cases without gaps, from adapter start to verdicts, against one bare start of node`,
    ratio: "time",
    target: 6,
    peers: [],
    pairs: [
      {
        name: "the recorded case, 4 at once",
        setUp: async () => {
          const seed = loadCatalogue().find((loaded) => loaded.case.uid === SEED_UID);
          if (seed === undefined) throw new Error(`no case ${SEED_UID}`);
          const cases = Array.from({ length: CASES }, () => seed);
          const stage = await startHttpStage();
          return {
            a: async () => {
              const driver = await spawnStdioDriver({ command: [process.execPath, "-e", ADAPTER], cwd: process.cwd() });
              const { verdicts } = await runCatalogue({
                cases,
                driver,
                stage,
                variants: "none",
                gapMs: 0,
                skipCalibration: true,
              });
              await driver.close();
              if (!verdicts.every((verdict) => verdict.status === "pass")) throw new Error(JSON.stringify(verdicts[0]));
            },
            b: startNode,
            tearDown: () => stage.close(),
          };
        },
      },
    ],
  },
];
