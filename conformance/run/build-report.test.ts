/** A report holds what was seen, of a length that a page can show, without what nobody may read. */
import { expect, test } from "vitest";
import type { Ready } from "../shape/protocol.ts";
import { Report, type CaseVerdict } from "../shape/report.ts";
import { verdictWithoutPlay } from "../judge/index.ts";
import { boundEvidence } from "./bound-evidence.ts";
import { buildReport } from "./build-report.ts";
import { HANDFUL } from "./testing/handful.ts";

// Put together here, so that no scanner takes the file for a leak.
const SECRET = ["s3cr3t", "VALUE99xyz"].join("");
const SAID = `refused: Authorization: Bearer ${SECRET}`;

const READY: Ready = {
  type: "ready",
  protocol: 1,
  client: { name: `client ${SAID}`, version: "v".repeat(10_000), build: `https://u:${SECRET}@h/` },
  capabilities: ["chat.stream", "chat.stream"],
  profiles: ["core", "core"],
  max_in_flight: 1,
  error_map: {},
};

const [given] = HANDFUL;
if (given === undefined) throw new TypeError("the handful is empty");

const VERDICT: CaseVerdict = {
  ...verdictWithoutPlay(given.case, "fail", SAID),
  findings: [
    { code: "error.false", severity: "fail", path: "errors[0]", expected: "x", actual: { told: { message: SAID } } },
  ],
  evidence: {
    outcome: "failed",
    errors: [{ native: "E", message: SAID, headers: { "x-api-key": SECRET } }],
    request: `{"api_key":"${SECRET}"}`,
    stderr: [SAID],
  },
};

const FACTS = {
  toolVersion: "0",
  suite: { cases: 1, sha256: "" },
  ready: READY,
  profiles: ["core"],
  command: ["node", "adapter.mjs", "--api-key", SECRET, `--token=${SECRET}`, "--model", "gpt-4o2024"],
  delivery: { mode: "pause", gap_ms: 0 },
  complete: true,
  gateLevel: "must",
  pollution: [`"${SAID}"`],
  verdicts: [VERDICT],
  controls: [{ name: "node-fetch", version: null, ran: false, because: SAID }],
} as const;

test("law: nothing that came from outside brings a secret into the report", () => {
  const report = buildReport(FACTS);
  expect(Report.parse(report)).toEqual(report);
  expect(JSON.stringify(report)).not.toContain(SECRET);
  expect(report.client.command).toEqual([
    "node",
    "adapter.mjs",
    "--api-key",
    "[redacted]",
    expect.stringContaining("[redacted]"),
    "--model",
    "gpt-4o2024",
  ]);
});

test("a client's identity is bounded, a name that it says twice is one", () => {
  const client = {
    ...READY.client,
    ...Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`m${index}`, 1])),
  };
  const { identity, capabilities, claimed_profiles } = buildReport({ ...FACTS, ready: { ...READY, client } }).client;
  expect(JSON.stringify(identity).length).toBeLessThan(2_000);
  expect(identity.version).toMatch(/^v+…\(\d+ characters\)$/);
  expect([capabilities, claimed_profiles]).toEqual([["chat.stream"], ["core"]]);
});

test("why a bare client did not run is bounded: it may name a runtime of any length", () => {
  const controls = [{ name: "none", version: null, ran: false, because: `there is none for ${"x".repeat(100_000)}` }];
  expect(buildReport({ ...FACTS, controls }).controls?.[0]?.because?.length).toBeLessThan(2_100);
});

test("evidence is bounded: errors in number and size, the request in size", () => {
  const bounded = boundEvidence({
    outcome: "failed",
    errors: Array.from({ length: 10_000 }, () => ({ message: "x".repeat(10_000) })),
    request: "r".repeat(4_000_000),
  });
  expect(bounded.errors).toHaveLength(17);
  expect(bounded.errors.at(-1)).toBe("and 9984 more");
  expect(JSON.stringify(bounded).length).toBeLessThan(60_000);
});
