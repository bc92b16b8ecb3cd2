/** The parts of the judge that are tables or small decisions. */
import { expect, test } from "vitest";
import { boundText, boundValue } from "./bound-value.ts";
import { compareEvents } from "./compare-events.ts";
import { compareToolCalls } from "./compare-tool-calls.ts";
import { compareUsage } from "./compare-usage.ts";
import { isAccident } from "./is-accident.ts";
import { finishDifference } from "./same-finish.ts";
import { sameJson } from "./same-json.ts";
import { sameText } from "./same-text.ts";
import { textDifference } from "./text-difference.ts";

test.each([
  ["Hello world", "Hello", "lost"],
  ["Hello world", "Helloworld", "lost"],
  ["Hello world", "world", "lost"],
  ["Hello world", "Hallo", "changed"],
  ["Hello world", "Hello World", "changed"],
  ["Hello world", "Hello worldHello world", "duplicated"],
  ["Hello world", "Hello worldworld", "duplicated"],
  ["Hello world", "Hello Hello world", "duplicated"],
  ["Hello world", "HeHello lo worldworld", "duplicated"],
  ["Hello", "HeHellollo", "duplicated"],
  ["Hello world", "Hello world [DONE]", "invented"],
  ["Hello world", "\uFEFFHello world", "invented"],
  ["Hello world", "Hello, world", "invented"],
  ["Hello world", "something else altogether", "changed"],
  ["", "x", "invented"],
  ["x", null, "lost"],
] as const)("%j reported as %j is %s", (due, reported, kind) => {
  expect(textDifference(due, reported)).toBe(kind);
});

const HELLO = { length: 5, sha256: "185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969" };

test.each([
  ["Hello", HELLO, "exact", true],
  ["Hello!", HELLO, "exact", false],
  ["Hello!", HELLO, "prefix", true],
  ["Hallo!", HELLO, "prefix", false],
  [HELLO, "Hello", "exact", true],
  [HELLO, "Hallo", "exact", false],
  [HELLO, "Hal", "prefix", true],
  [HELLO, HELLO, "exact", true],
  [null, "", "exact", true],
  ["Hello", null, "prefix", true],
] as const)("%j against %j, %s: %s", (due, reported, match, same) => {
  expect(sameText(due, reported, { match, nullIsAbsent: true })).toBe(same);
});

test.each([
  ["stop", "stop", null, null],
  ["stop", "STOP", null, null],
  ["stop", "end_turn", null, null],
  ["stop", "FINISH_REASON_STOP", null, null],
  ["tool_calls", "tool-calls", null, null],
  ["tool_calls", "toolCalls", null, null],
  ["function_call", "tool-calls", null, null],
  ["length", "max_tokens", null, null],
  ["length", "stop", "length", "changed"],
  ["stop", "tool-calls", "stop", null],
  ["stop", "stopstop", null, "changed"],
  ["stop", "other", null, "changed"],
  ["stop", "other", "stop", null],
  ["stop", "unknown", null, "lost"],
  ["stop", null, null, "lost"],
  ["stop", null, "stop", null],
  ["insufficient_system_resource", "other", null, null],
  ["insufficient_system_resource", "unknown", null, null],
  ["insufficient_system_resource", "stop", null, "changed"],
  ["eos", "stop", null, null],
  ["error", "other", null, null],
  [null, "", null, null],
  [null, "unknown", null, null],
  [null, "other", null, null],
  [null, "stop", null, "invented"],
  [null, "other", "stop", "invented"],
] as const)("finish %j told as %j (raw %j) is %j", (due, finish, raw, difference) => {
  expect(finishDifference(due, { finish, raw })).toBe(difference);
});

test.each([
  ["KeyError", "'choices'", [], true],
  ["builtins.AttributeError", "'NoneType' object has no attribute 'get'", [], true],
  ["java.lang.NullPointerException", null, [], true],
  ["TypeError", "terminated", [], false],
  ["TypeError", "fetch failed", [], false],
  ["TypeError", "other side closed", ["transport_reset"], false],
  ["TypeError", "Cannot read properties of undefined (reading 'delta')", ["transport_reset"], true],
  ["SyntaxError", "Unexpected end of JSON input", [], false],
  ["APIError", "x is not a function", [], false],
  [null, null, [], false],
] as const)("%s: %s (%j) is an accident: %s", (native, message, classes, accident) => {
  expect(isAccident(native, message, classes)).toBe(accident);
});

test("JSON is compared at double precision", () => {
  expect(sameJson({ a: 1, b: [2] }, { b: [2.0], a: 1 })).toBe(true);
  expect(sameJson({ $int: "12658879820317954000" }, Number("12658879820317954001"))).toBe(true);
  expect(sameJson({ a: null }, {})).toBe(false);
  expect(sameJson([1], { 0: 1 })).toBe(false);
  expect(sameJson({ __proto__: null, a: 1 }, { a: 1 })).toBe(true);
});

test("usage is compared in what both sides have", () => {
  const due = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7, prompt_tokens_details: { cached_tokens: 0 } };
  const codes = (reported: Record<string, unknown>) =>
    compareUsage(due, reported, false).map((one) => `${one.code} ${one.path}`);
  expect(codes({ prompt_tokens: 3, completion_tokens: 4 })).toEqual([]);
  expect(codes({ prompt_tokens: 3, completion_tokens: 4, prompt_tokens_details: null })).toEqual([]);
  expect(codes({ prompt_tokens: 3 })).toEqual(["usage.changed usage.completion_tokens"]);
  expect(codes({ prompt_tokens: 3, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 9 } })).toEqual([
    "usage.changed usage.prompt_tokens_details.cached_tokens",
  ]);
  expect(compareUsage(due, { prompt_tokens: 0 }, true).map((one) => one.code)).toEqual(["usage.lost"]);
});

test("tool calls in rows of different lengths are told apart by what agrees", () => {
  const [a, b, c] = ["a", "b", "c"].map((id) => ({ id, name: "f", arguments: `{"${id}":1}` }));
  if (a === undefined || b === undefined || c === undefined) throw new Error("three calls");
  const codes = (due: (typeof a)[], reported: (typeof a)[]) =>
    compareToolCalls(due, reported, "calls").map((one) => `${one.code} ${one.path}`);
  expect(codes([a, b, c], [a, c])).toEqual(["tool_call.lost calls[1]"]);
  expect(codes([a, c], [a, b, c])).toEqual(["tool_call.invented calls[1]"]);
  expect(codes([a, b, c], [a, { ...c, arguments: "{" }])).toEqual([
    "tool_call.changed calls[1].arguments",
    "tool_call.lost calls[1]",
  ]);
  expect(codes([a, b], [{ ...a, id: "ab" }])).toEqual(["tool_call.merged calls[0]"]);
  expect(codes([a, b], [b, a])).toHaveLength(4);
});

function row(...data: readonly string[]) {
  return data.map((one) => ({ event: "message", data: one, id: "7" }));
}

test("events keep their places", () => {
  const codes = (due: string[], reported: string[]) =>
    compareEvents(row(...due), row(...reported), true).map((one) => `${one.code} ${one.path}`);
  expect(codes(["a", "b", "c"], ["a", "c"])).toEqual(["event.lost events[1]"]);
  expect(codes(["a", "c"], ["a", "b", "c"])).toEqual(["event.invented events[1]"]);
  expect(codes(["a", "b", "c"], ["a", "x", "c"])).toEqual(["event.changed events[1]"]);
  expect(codes(["a", "b", "c"], ["x", "c"])).toEqual(["event.changed events[0]", "event.lost events[1]"]);
  expect(compareEvents(row("a"), [{ event: "message", data: "a" }], true).map((one) => one.code)).toEqual([
    "event.changed",
  ]);
  expect(compareEvents(row("a"), [{ event: "message", data: "a" }], false)).toEqual([]);
});

test("values are bounded, whatever they are", () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  expect(boundValue(cycle)).toBe("(object that cannot be written as JSON)");
  expect(boundValue(undefined)).toBeNull();
  expect(boundValue({ a: 1 })).toEqual({ a: 1 });
  expect(String(boundValue({ a: "x".repeat(500) }, 100)).length).toBeLessThanOrEqual(100);
  expect(boundText("y".repeat(400), 200, 100)).toMatch(/^\(\d+ characters\)…y+…\(\d+ characters\)$/);
});
