/** Names the failed tests of a run of Vitest, from its JSON report. */
import path from "node:path";
import { z } from "zod";

/** Members of Vitest's JSON report, which has Jest's shape. */
const TestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(""),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** `failed test: FILE > NAME: first line of the message`; a file that could not be read at all is named without a test. */
export function failedTests(report: unknown, root: string): readonly string[] {
  return TestReport.parse(report).testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(root, name).replaceAll("\\", "/");
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0) return status === "failed" ? [`failed test: ${file}: ${firstLine(message)}`] : [];
    return failed.map(({ ancestorTitles, title, failureMessages }) => {
      const names = [file, ...ancestorTitles.filter((one) => one !== ""), title];
      return `failed test: ${names.map(firstLine).join(" > ")}: ${firstLine(failureMessages?.[0] ?? "no message")}`;
    });
  });
}

const LINE_CHARS_MAX = 300;

/** Without the colours of a terminal. */
function firstLine(text: string): string {
  // oxlint-disable-next-line no-control-regex
  const plain = text.replace(/\u001b\[[0-9;]*m/g, "").trim();
  return (plain.split("\n")[0] ?? "").slice(0, LINE_CHARS_MAX);
}
