import { expect, test } from "vitest";
import { ToolkitError } from "../../src/base/index.ts";
import { fileOf, read } from "./testing/example-verdict.ts";

function refused(text: string): readonly [code: string, place: string, detail: string] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ToolkitError) return [error.code, error.place, error.detail];
    throw error;
  }
  throw new Error("the file was read");
}

test("every member is read, each entry with its line", () => {
  const text = `# known
schema: streamproof/expect@1
expect:
  - case: s3ed
    variant: cuts=41
    status: fail
    signature: usage.lost@usage
    reason: upstream drops the last chunk
    issue: owner/repo#123
    until: 2027-01-31

  # a second one
  - {case: "usage/*", reason: not yet}
`;
  expect(read(text).entries).toEqual([
    {
      line: 4,
      case: "s3ed",
      variant: "cuts=41",
      status: "fail",
      signature: "usage.lost@usage",
      reason: "upstream drops the last chunk",
      issue: "owner/repo#123",
      until: "2027-01-31",
    },
    { line: 13, case: "usage/*", reason: "not yet" },
  ]);
});

test.each([
  [
    "a missing reason",
    fileOf(["case: a1aa", "reason: x"], ["case: s3ed", "status: fail"]),
    5,
    "expect[1].reason: is missing",
  ],
  ["an empty reason", fileOf(["case: s3ed", "reason: '  '"]), 4, "expect[0].reason: is empty"],
  [
    "a reason that is no text",
    fileOf(["case: s3ed", "reason: 12"]),
    4,
    "expect[0].reason: why this failure is expected is due, as a text",
  ],
  ["a missing case", fileOf(["reason: x"]), 3, "expect[0].case: is missing"],
  ["an unknown member", fileOf(["case: s3ed", "resaon: x"]), 4, "unknown member resaon; did you mean reason?"],
  ["an unknown member with a dot", fileOf(["case: s3ed", "until.x: x", "reason: y"]), 4, "unknown member until.x"],
  [
    "an unknown member at the top",
    `${fileOf(["case: s3ed", "reason: x"])}expected: []\n`,
    5,
    "unknown member expected; did you mean expect?",
  ],
  [
    "a day that is not in the calendar",
    fileOf(["case: s3ed", "reason: x", "until: 2027-02-30"]),
    5,
    "expect[0].until: a date such as 2027-01-31 is due",
  ],
  [
    "a date in other words",
    fileOf(["case: s3ed", "reason: x", "until: 31.1.2027"]),
    5,
    "a date such as 2027-01-31 is due",
  ],
  ["a year", fileOf(["case: s3ed", "reason: x", "until: 2027"]), 5, "a date such as 2027-01-31 is due"],
  ["a status that is no failure", fileOf(["case: s3ed", "reason: x", "status: pass"]), 5, "expect[0].status"],
  [
    "a signature that is no code",
    fileOf(["case: s3ed", "reason: x", "signature: usage"]),
    5,
    "a finding code such as usage.lost",
  ],
  [
    "another schema",
    "schema: streamproof/expect@2\nexpect: []\n",
    1,
    "schema: is streamproof/expect@1 in this version",
  ],
  ["no list", "schema: streamproof/expect@1\nexpect:\n", 2, "expect: a list of entries is due"],
  ["an entry that is a text", "schema: streamproof/expect@1\nexpect:\n  - s3ed\n", 3, "expect[0]"],
])("%s is told with its line", (_, text, line, detail) => {
  const [code, place, said] = refused(text);
  expect([code, place]).toEqual(["EXPECT_INVALID", `streamproof.expect.yaml:${line}`]);
  expect(said).toContain(detail);
});

test("a text that is longer than any name is refused with its line", () => {
  expect(refused(fileOf([`case: "${"**?".repeat(4_000)}"`, "reason: x"]))).toEqual([
    "EXPECT_INVALID",
    "streamproof.expect.yaml:3",
    "expect[0].case: is longer than 10000 characters",
  ]);
});

// Where the lines before each entry are counted anew, this takes minutes.
test("a file of many entries is read in linear time, whatever ends its lines", () => {
  const entries = Array.from({ length: 30_000 }, (_, index) => [`case: c7k2`, `reason: r${index}`]);
  const last = read(fileOf(...entries).replaceAll("\n", "\r\n")).entries.at(-1);
  expect(last).toEqual({ line: 60_001, case: "c7k2", reason: "r29999" });
});

test("what is no YAML is told with line and column", () => {
  expect(refused('schema: streamproof/expect@1\nexpect:\n  - case: "s3ed\n')).toEqual([
    "YAML_INVALID",
    expect.stringMatching(/^streamproof\.expect\.yaml:\d+:\d+$/),
    expect.any(String),
  ]);
  expect(refused("")[1]).toContain("streamproof.expect.yaml");
  expect(refused("case: a\ncase: b\n")[0]).toBe("YAML_INVALID");
  expect(refused("expect: !!js/function 'x'\n")[0]).toBe("YAML_INVALID");
});
