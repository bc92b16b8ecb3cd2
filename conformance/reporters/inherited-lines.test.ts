import { expect, test } from "vitest";
import { Report } from "../shape/report.ts";
import { controlLines, inheritedLines } from "./inherited-lines.ts";
import { printJson } from "./print-json.ts";
import { printText } from "./print-text.ts";
import { CASES, exampleReport } from "./testing/example-report.ts";

const BECAUSE = "bare fetch of node 20.20.2 (undici 6.24.1) fails likewise: content.changed\u001b[31m";
const INHERITED = CASES.map((verdict) =>
  verdict.status === "fail" ? { ...verdict, status: "inherited" as const, because: BECAUSE } : verdict,
);
const OPTIONS = { colour: false, width: 100, repeat: () => "again", show: () => null };
const RAN = { name: "node-fetch", version: "node 20.20.2 (undici 6.24.1)", ran: true, because: null };
const LEFT = { name: "go-net-http", version: null, ran: false, because: "go could not be started: ENOENT\nmore" };

test("an inherited case is one line of a section of its own, and no failure beside it", () => {
  const report = exampleReport({ cases: INHERITED, controls: [RAN] });
  expect(inheritedLines(report)).toEqual([
    "inherited from the runtime, not counted against the client",
    "  c7k2  usage/own-empty-choices (must, cuts=6,41): bare fetch of node 20.20.2 (undici 6.24.1) fails likewise: content.changed\\x1b[31m",
  ]);
  const page = printText(report, OPTIONS);
  expect(page.split("\n").filter((line) => line.includes("c7k2"))).toHaveLength(1);
  expect(page).not.toContain("INHERITED  c7k2");
  expect(controlLines(report)).toEqual([]);
});

test("a bare client that could not run is named with the reason, in one line", () => {
  expect(controlLines(exampleReport({ controls: [LEFT] }))).toEqual([
    "not compared with a bare client of the same runtime, so nothing is inherited",
    "  go-net-http: go could not be started: ENOENT",
  ]);
  const none = { name: "none", version: null, ran: false, because: "there is no bare client of bun 1.2.0" };
  expect(controlLines(exampleReport({ controls: [none] }))[1]).toBe("  there is no bare client of bun 1.2.0");
});

test("without inherited cases and bare clients the page says nothing of them", () => {
  expect([inheritedLines(exampleReport()), controlLines(exampleReport())]).toEqual([[], []]);
});

test("json carries the bare clients, their members in one order", () => {
  const report = exampleReport({ cases: INHERITED, controls: [RAN, LEFT] });
  const text = printJson(report);
  expect(Report.parse(JSON.parse(text)).controls).toEqual([RAN, LEFT]);
  // `because` is placed by the verdict of a play, the first shape that has it.
  const members = ["because", "name", "version", "ran"].map((name) =>
    text.indexOf(`"${name}"`, text.indexOf('"controls"')),
  );
  expect(members).toEqual(members.toSorted((one, other) => one - other));
});
