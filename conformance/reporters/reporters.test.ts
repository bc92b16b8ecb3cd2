/** What the reporters print, as a reader sees it. */
import { expect, test } from "vitest";
import type { Report } from "../shape/report.ts";
import type { PrintOptions } from "./case-explanation.ts";
import { EXPLANATION, exampleReport } from "./testing/example-report.ts";
import { REPORTERS, escapeTerminal, printSlices } from "./index.ts";
import { createPaint } from "./paint.ts";
import { printDifference } from "./print-difference.ts";

const OPTIONS: PrintOptions = {
  colour: false,
  width: 80,
  repeat: (uid, key) => `npx streamproof check --only ${uid} --variant ${key}`,
  show: (uid) => (uid === "c7k2" ? EXPLANATION : null),
};

test("text: what broke, where, why, and how to see it again", () => {
  expect(REPORTERS.text(exampleReport(), OPTIONS)).toMatchInlineSnapshot(`
    "streamproof 0.1.0
    client   acme 7.1.0, chat.create (python, python 3.12)
    profiles core (the adapter claims core, openrouter)
    cases    7 of 250 (suite 0123456789ab)
    delivery gaps of 3 ms at the cuts that matter
    adapter  python3 adapter.py

    TIMEOUT  b2bb  error/http-429  (should)
      A 429 before the stream
      rule     A refused request fails.
      play     plain
      because  no result within 5000 ms
      repeat   npx streamproof check --only b2bb --variant plain

    FAIL  c7k2  usage/own-empty-choices  (must)
      Usage arrives in a last chunk with empty choices
      rule     Usage is reported when its chunk has no choice.
      why      Whoever bills by tokens bills nothing.
      see      issue acme/client#12: usage lost behind a proxy
      play     cuts=6,41; 3 slices, 1 gap; 12 variants run, 2 failed (cuts=6,41,
               cuts=byte); 1 variant not judged

               content.changed at message.choices[0].content: text reaches the
               caller changed
                 expected "The quick brown fox jumps over the lazy dog, and hé laughs."
                 actual   "The quick brown fox jumps over the lazy dog, and h\\u001b[31m laughs."
                 diff     …over the lazy dog, and h[-é-]{+\\x1b[31m+} laughs.

               usage.changed at usage: the client reports other usage than the
               server sent
                 expected {"a":2,"b":1}
                 actual   {"a":3,"b":1}
                 diff
                   {
                 -   "a": 2,
                 +   "a": 3,
                     "b": 1
                   }

      told     completed
               {"native":"TypeError","message":"x"}
      sent     HTTP 200, text/event-stream, chunked, ends by fin; \`|\` is a cut
                 data: |{"choices":[{"delta":{"content":"h\\xc3|\\xa9\\|\\\\\\\\"}}]}\\r\\n
                 \\r\\n
                 data: [DONE]\\r\\n
                 \\r\\n
      repeat   npx streamproof check --only c7k2 --variant cuts=6,41

    observed, not judged
      d4dd  done/text-after: end listed as "ignored"

    left out
         2  skip: the adapter does not declare report.tool_calls
         1  skip: profile azure is not claimed

    lines on the adapter's standard output that were no protocol message
      loading model\\x07…

    1 pass, 1 fail, 1 observed, 3 skip, 1 timeout
    gate: no must in fail, timeout or crash: not met
    "
  `);
});

test("text: an interrupted run, an open gate and a clean client say so", () => {
  const report = exampleReport({
    complete: false,
    gate: { level: "none", met: true },
    cases: [],
    pollution: [],
    summary: { pass: 3 } as never,
  });
  const lines = REPORTERS.text(report, OPTIONS).trimEnd().split("\n");
  expect(lines.slice(-3)).toEqual(["The run was interrupted: this report is partial.", "3 pass", "gate: none was set"]);
});

test("text: colour adds escape sequences and nothing else", () => {
  const painted = REPORTERS.text(exampleReport(), { ...OPTIONS, colour: true });
  expect(painted).toContain("\u001b[31mFAIL\u001b[39m");
  // oxlint-disable-next-line no-control-regex
  expect(painted.replace(/\u001b\[\d+m/g, "")).toBe(REPORTERS.text(exampleReport(), OPTIONS));
});

test("json: members in one order, ends with a newline, nothing that a terminal obeys", () => {
  const report = exampleReport();
  const text = REPORTERS.json(report, OPTIONS);
  expect(JSON.parse(text)).toEqual(report);
  expect(text.startsWith('{\n  "schema": "streamproof/report@1",\n  "tool": {')).toBe(true);
  expect(text.endsWith("}\n")).toBe(true);
  const c1 = exampleReport({ pollution: ["\u009b31m\u202e"] });
  expect(REPORTERS.json(c1, OPTIONS)).toContain(String.raw`\u009b31m\u202e`);
  expect(JSON.parse(REPORTERS.json(c1, OPTIONS))).toEqual(c1);
});

test("slices: cuts, line ends, broken characters and bars can be told apart", () => {
  expect(printSlices(EXPLANATION.exchanges[0]?.slices ?? [])).toMatchInlineSnapshot(`
    "data: |{"choices":[{"delta":{"content":"h\\xc3|\\xa9\\|\\\\\\\\"}}]}\\r\\n
    \\r\\n
    data: [DONE]\\r\\n
    \\r\\n"
  `);
  expect(printSlices([Buffer.from("a\rb\n"), Buffer.from([0xef, 0xbb, 0xbf, 0x00, 0xff])])).toBe(
    ["a\\r", "b\\n", String.raw`|\xef\xbb\xbf\x00\xff`].join("\n"),
  );
});

test("slices: a long body keeps its ends, or the surroundings of a place", () => {
  const body = [Buffer.from(`${"a".repeat(50)}X${"b".repeat(49)}`)];
  expect(printSlices(body, { bytesMax: 10, around: null })).toBe("aaaaa\n… 90 bytes …\nbbbbb");
  expect(printSlices(body, { bytesMax: 10, around: 50 })).toBe("… 45 bytes …\naaaaaXbbbb\n… 45 bytes …");
});

test("terminal: what reorders, hides or commands is made visible", () => {
  expect(escapeTerminal("a\u001b[2J\u0007\u009b\n\u202eé👩‍💻\ud800\u{e0041}")).toBe(
    String.raw`a\x1b[2J\x07\x9b\n\u{202e}é👩‍💻\u{d800}\u{e0041}`,
  );
});

test("difference: large and unlike texts are not diffed", () => {
  const plain = createPaint(false);
  const lines = (expected: unknown, actual: unknown) => printDifference(expected, actual, plain);
  expect(lines("failed", "completed")).toHaveLength(2);
  expect(lines("a long answer", "a long")).toHaveLength(3);
  const [one, other] = ["x", "y"].map((letter) => Array.from({ length: 900 }, (_, at) => `${letter}${at}`).join(" "));
  expect(lines(one, other)).toHaveLength(2);
  expect(lines(null, "abc")).toEqual(["expected null", 'actual   "abc"']);
  expect(lines({ a: 1, b: 2 }, { b: 2, a: 1 }).filter((line) => /^[-+]/.test(line))).toEqual([]);
});

const deliveryLine = (delivery: Report["delivery"]) =>
  /^delivery (.*)$/m.exec(REPORTERS.text(exampleReport({ delivery }), OPTIONS))?.[1];

test("how slices were kept apart is told with what was made of it", () => {
  expect(deliveryLine({ mode: "strict", gap_ms: 5, gaps: 40, by_clock: 3 })).toContain("3 of 40 gaps by the clock");
  expect(deliveryLine({ mode: "pause", gap_ms: 5, gaps: 40, by_clock: 0 })).toBe(
    "gaps of 5 ms at the cuts that matter, 40 in all",
  );
  expect(deliveryLine({ mode: "pause", gap_ms: 5 })).toBe("gaps of 5 ms at the cuts that matter");
});
