import { expect, test } from "vitest";
import { failedTests } from "./failed-tests.ts";

const one = (status: string, title: string, failureMessages: readonly string[] | null = []) => ({
  ancestorTitles: ["", "cases"],
  title,
  status,
  failureMessages,
});

test("each failed test has a line with its file, its name and the first line of its message", () => {
  const report = {
    testResults: [
      {
        name: "/p/src/a.test.ts",
        status: "failed",
        message: "",
        assertionResults: [
          one("passed", "is well"),
          one("failed", "is not", [
            "\u001b[31mAssertionError: expected 1 to be 2\u001b[39m\n    at /p/src/a.test.ts:1:2",
          ]),
          one("failed", "says nothing", null),
        ],
      },
      { name: "/p/src/b.test.ts", status: "failed", message: "SyntaxError: odd\nat b", assertionResults: [] },
      { name: "/p/src/c.test.ts", status: "passed", assertionResults: [one("skipped", "later")] },
    ],
  };
  expect(failedTests(report, "/p")).toEqual([
    "failed test: src/a.test.ts > cases > is not: AssertionError: expected 1 to be 2",
    "failed test: src/a.test.ts > cases > says nothing: no message",
    "failed test: src/b.test.ts: SyntaxError: odd",
  ]);
});
