/** Whatever a line holds, reading it comes to an answer. */
import { expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../src/base/index.ts";
import { findExcess } from "./find-excess.ts";
import { findJobId, printIssues, readAdapterLine } from "./read-adapter-line.ts";

const read = (text: string) => readAdapterLine(new TextEncoder().encode(text));
const result = (members: string): string => `{"type":"result","id":"j1","attempt":1,"outcome":"completed",${members}}`;
const zeros = (count: number): string => `[${"0,".repeat(count - 1)}0]`;
const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

test("300 KB of wrong parts, whose problems no call can list, are an invalid line of that job", () => {
  const line = new TextEncoder().encode(result(`"message":{"choices":[{"tool_calls":${zeros(150_000)}}]}`));
  expect(readAdapterLine(line, { ...DEFAULT_LIMITS, adapterLineItemsMax: 1_000_000 })).toEqual({
    kind: "invalid",
    type: "result",
    id: "j1",
    detail: "(root): too many problems to list",
  });
  expect(readAdapterLine(line)).toMatchObject({ id: "j1", detail: "it lists more than 100000 things" });
  const ready = `{"type":"ready","protocol":1,"client":{"name":"a","version":"1"},"capabilities":[],"error_map":{"k":${zeros(300_000)}}}`;
  expect(read(ready)).toMatchObject({ kind: "invalid", type: "ready", id: null });
});

test.each([
  ["a result", result(`"errors":[{"cause":${nested(10_000)}}]`), "result"],
  ["a ready", `{"type":"ready","client":{"x":${nested(10_000)}}}`, "ready"],
])("%s that is nested too deep is invalid: nothing after us could print it", (_name, line, type) => {
  expect(read(line)).toMatchObject({ kind: "invalid", type, detail: expect.stringContaining("more than 200") });
});

test("nesting up to the limit comes through, brackets in strings are none", () => {
  expect(read(result(`"chunks":[{"x":${nested(197)}}]`)).kind).toBe("result");
  expect(read(result(`"chunks":[{"x":${nested(198)}}]`)).kind).toBe("invalid");
  expect(read(result(`"chunks":["${"[".repeat(500)}\\\\","\\"${"{".repeat(500)}"]`)).kind).toBe("result");
});

test("more values than the limit are never parsed: the line is invalid, of the job that it names", () => {
  const line = result(`"chunks":[${"{},".repeat(1_000_000)}{}]`);
  expect(read(line)).toEqual({
    kind: "invalid",
    type: "result",
    id: "j1",
    detail: "it holds more than 1000000 values",
  });
});

test("chunks are no items: no shape looks at them", () => {
  expect(read(result(`"chunks":${zeros(200_000)}`)).kind).toBe("result");
  expect(read(result(`"events":[${'{"event":"","data":""},'.repeat(50_000)}{"event":"","data":""}]`)).kind).toBe(
    "result",
  );
});

test("law: what is counted is what JSON holds", () => {
  const value = [{ a: [1, 'x,"[', { b: null }], c: "\\\\" }, ",,[", []];
  const depth = { ...DEFAULT_LIMITS, adapterLineDepthMax: 3 };
  // The list, its three members, the object's two, the inner list's three, and `b`.
  for (const [valuesMax, of] of [
    [14, null],
    [4, "values"],
  ] as const)
    expect(findExcess(JSON.stringify(value), { ...DEFAULT_LIMITS, adapterLineValuesMax: valuesMax })?.of ?? null).toBe(
      of,
    );
  expect(findExcess(JSON.stringify(value), depth)?.detail).toBe("it is nested 4 deep, more than 3");
});

test("an id or a run of spaces of any length overflows no pattern", () => {
  const long = "x".repeat(8_000_000);
  expect(findJobId(`{"type":"result","id":"${long}"`)).toBeNull();
  expect(findJobId(`{"type":"result","id":"j1"`)).toBe("j1");
  const latin = Buffer.concat([Buffer.from(`{"type":"result","id":"${long}","y":"`), Buffer.from([0xff, 0x22, 0x7d])]);
  expect(readAdapterLine(latin)).toMatchObject({ kind: "invalid", id: null, detail: "the line is not valid UTF-8" });
  const spaces = Buffer.concat([Buffer.alloc(20_000_000, 0x20), Buffer.from([0xff])]);
  expect(readAdapterLine(spaces).kind).toBe("pollution");
});

test("a replacement character that was sent as one is valid UTF-8", () => {
  expect(read(result(`"chunks":["\ufffd"]`)).kind).toBe("result");
});

test("a key of the adapter's is told short, on one line", () => {
  const line = `{"type":"ready","client":{"name":"a","version":"1"},"capabilities":[],"protocol":1,"error_map":{"k\\n::error::${"z".repeat(5_000)}":["x"]}}`;
  const answer = read(line);
  if (answer.kind !== "invalid") throw new Error(answer.kind);
  expect(answer.detail.length).toBeLessThan(400);
  expect(answer.detail).not.toContain("\n");
  const deep = { code: "custom", path: Array.from({ length: 300 }, () => "k"), message: "wrong" } as const;
  expect(printIssues([deep], {})).toMatch(/^k(?:\.k){99}\.…: wrong$/);
});

test("a result whose keys are sorted is of its job and no chunk's, also where it is no UTF-8 or breaks off", () => {
  const sorted =
    '{"attempt":1,"chunks":[{"id":"chatcmpl-1"}],"id":"j0123456789ab","outcome":"completed","type":"result"';
  expect(findJobId(sorted)).toBe("j0123456789ab");
  const latin1 = Buffer.from(`${sorted.slice(0, -1)}","x":"é"}`, "latin1");
  expect(readAdapterLine(latin1)).toEqual({
    kind: "invalid",
    type: "result",
    id: "j0123456789ab",
    detail: "the line is not valid UTF-8",
  });
});
