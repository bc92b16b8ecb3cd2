import { expect, test } from "vitest";
import { exampleReport } from "../conformance/reporters/testing/example-report.ts";
import { summariseClient } from "./summarise-client.ts";

test("the client, its counts, the case asked for, a line for each red case", () => {
  expect(summariseClient(exampleReport(), "a1aa")).toEqual([
    "acme 7.1.0: 1 pass, 1 fail, 1 observed, 3 skip, 1 timeout",
    "  a1aa content/plain: pass",
    "  red (2):",
    expect.stringMatching(/^ {4}[a-z0-9]{4} {2}\S+: content\.changed, usage\.changed$/),
    "    b2bb  error/http-429: no result within 5000 ms",
  ]);
});

test("a red case that is asked for says what broke, one that is not there that it is not", () => {
  const [, , , red = ""] = summariseClient(exampleReport(), "a1aa");
  const uid = red.trim().slice(0, 4);
  expect(summariseClient(exampleReport(), uid)[1]).toMatch(/: fail; content\.changed: text reaches the caller changed/);
  expect(summariseClient(exampleReport(), "zzzz")[1]).toBe("  zzzz was not played");
  expect(summariseClient(exampleReport({ cases: [] }), "zzzz")).toHaveLength(2);
});

test("no line begins as a failure of ours would", () => {
  for (const line of summariseClient(exampleReport(), "a1aa"))
    expect(line).not.toMatch(/^\s*(?:FAIL|ERROR|not ok|✗|×)/i);
});
