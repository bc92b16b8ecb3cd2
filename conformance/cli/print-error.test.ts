/** Bad news is told with its next step, and without what nobody may read. */
import { expect, test } from "vitest";
import { ToolkitError } from "../../src/base/index.ts";
import { printError } from "./print-error.ts";
import { captureTerminal } from "./testing/captured-terminal.ts";

// Put together here, so that no scanner takes the file for a leak.
const SECRET = ["s3cr3t", "VALUE99xyz"].join("");

test("a secret in a command, or in what an adapter wrote, is not printed; everything else is", () => {
  const { terminal, err } = captureTerminal("/");
  const said = `it ended with exit code 3; the end of its standard error:\n  OPENAI_API_KEY=${SECRET}\n  no module named client`;
  const code = printError(new ToolkitError("ADAPTER_START", `adapter "a --api-key ${SECRET}"`, said), terminal);
  expect(code).toBe(3);
  expect(err()).toBe(
    [
      'streamproof: adapter "a --api-key [redacted]": it ended with exit code 3; the end of its standard error:',
      "  OPENAI_API_KEY=[redacted]",
      "  no module named client",
      "  Run the adapter's command by hand and see what it prints.",
      "",
    ].join("\n"),
  );
});

test("what no one foresaw is a bug of ours", () => {
  const { terminal, err } = captureTerminal("/");
  expect(printError(Object.create(null), terminal)).toBe(70);
  expect(printError(new RangeError("late"), terminal)).toBe(70);
  expect(err()).toContain("RangeError: late");
});
