/** Rules F18 to F25: tool calls. */
import { expect, test } from "vitest";
import { foldChunks } from "./fold-chunks.ts";

const fold = (...fragments: readonly unknown[]) =>
  foldChunks(
    fragments.map((one) => ({ choices: [{ index: 0, delta: { tool_calls: Array.isArray(one) ? one : [one] } }] })),
  );
const calls = (...fragments: readonly unknown[]) =>
  fold(...fragments).message.choices[0]?.tool_calls.map((call) => [call.id, call.name, call.arguments]);
const type = (...sent: readonly unknown[]) => fold(...sent).extras[0]?.tool_calls[0]?.type;
const named = (index: unknown, id: unknown, name: unknown, args: unknown = "") => ({
  index,
  id,
  type: "function",
  function: { name, arguments: args },
});
const more = (index: unknown, args: unknown) => ({ index, function: { arguments: args } });

test("F18: fragments of two indices interleave", () => {
  const sent = [named(0, "a", "f"), named(1, "b", "g"), more(0, "{"), more(1, "["), more(0, "}"), more(1, "]")];
  expect(calls(...sent)).toEqual([
    ["a", "f", "{}"],
    ["b", "g", "[]"],
  ]);
});

test("F18: Ollama gives index 0 to parallel calls; another id opens another call, with a note", () => {
  const folded = fold(named(0, "call_1", "f", "{}"), named(0, "call_2", "g", '{"a":'), more(0, "1}"));
  expect(folded.message.choices[0]?.tool_calls).toEqual([
    { id: "call_1", name: "f", arguments: "{}" },
    { id: "call_2", name: "g", arguments: '{"a":1}' },
  ]);
  expect(folded.notes.map((note) => note.code)).toContain("tool-index-reused");
  expect(calls(named(0, "a", "f"), named(0, "b", "g"), named(0, "a", null, "1"), more(0, "2"))).toEqual([
    ["a", "f", "12"],
    ["b", "g", ""],
  ]);
});

test("F18: a call that came without an index is not the one at an index, unless the fragment names no other", () => {
  const first = { function: { name: "f", arguments: "1" } };
  expect(calls(first, named(0, "b", "g", "2"), more(0, "3"))).toEqual([
    [null, "f", "1"],
    ["b", "g", "23"],
  ]);
  expect(calls(first, { index: 0, function: { name: "g", arguments: "2" } })).toEqual([
    [null, "f", "1"],
    [null, "g", "2"],
  ]);
  expect(calls(first, more(0, "2"))).toEqual([[null, "f", "12"]]);
  expect(calls({ ...first, id: "a" }, named(0, "a", "f", "2"))).toEqual([["a", "f", "12"]]);
});

test("F18: Gemini sends whole calls without an index, ids empty", () => {
  expect(calls([named(undefined, "", "f", "{}"), named(undefined, "", "f", '{"b":1}')])).toEqual([
    [null, "f", "{}"],
    [null, "f", '{"b":1}'],
  ]);
});

test("F18: without an index: the same id goes on, another id is another call, neither means the last one", () => {
  for (const index of [undefined, null, -1]) {
    const sent = [
      named(index, "a", "f", "1"),
      more(index, "2"),
      named(index, "b", "g"),
      more(index, "3"),
      named(index, "a", "f", "4"),
    ];
    expect(calls(...sent)).toEqual([
      ["a", "f", "124"],
      ["b", "g", "3"],
    ]);
  }
  expect(calls(named(-1, "a", "f", "1"), { index: -1, id: "b", function: { arguments: "2" } })).toEqual([
    ["a", "f", "1"],
    ["b", null, "2"],
  ]);
});

test("F18: a name that comes before its id is the same call", () => {
  expect(calls(named(undefined, null, "f"), { id: "late" }, more(undefined, "{}"))).toEqual([["late", "f", "{}"]]);
});

test("F19: continuations have the id empty (DashScope), null (Together) or repeated (Baseten)", () => {
  const sent = [
    named(0, "a", "f"),
    named(0, "", "", "1"),
    named(0, null, null, "2"),
    named(0, "a", "f", "3"),
    more(0, "4"),
  ];
  expect(calls(...sent)).toEqual([["a", "f", "1234"]]);
});

test("F19: an id that comes late is set, a number is its digits", () => {
  expect(calls(named(0, "", "f"), named(0, 7, "", "{}"))).toEqual([["7", "f", "{}"]]);
});

test("F20: the last type counts, function where none came (Mistral)", () => {
  expect(type({ index: 0, id: "PLz4JxynT", function: { name: "f", arguments: "{}" } })).toBe("function");
  expect(type({ index: 0, type: "custom" }, { index: 0, type: "" }, { index: 0, type: null })).toBe("custom");
  const custom = [
    { index: 0, id: "c", type: "custom", custom: { name: "g", input: "SELECT" } },
    { index: 0, custom: { input: " 1" } },
  ];
  expect(calls(...custom)).toEqual([["c", "g", "SELECT 1"]]);
});

test("F21: a repeated name is one name, a different one replaces with a note", () => {
  expect(calls(named(0, "a", "get"), named(0, "a", "get"), named(0, "a", ""))).toEqual([["a", "get", ""]]);
  const changed = fold(named(0, "a", "get"), named(0, "a", "get_weather"));
  expect(changed.message.choices[0]?.tool_calls[0]?.name).toBe("get_weather");
  expect(changed.notes.map((note) => note.code)).toContain("tool-name-changed");
});

test("F22: a whole call in the first fragment, arguments null first (Writer), an object, nothing at all (Databricks)", () => {
  expect(calls(named(0, "a", "f", '{"x":1}'))).toEqual([["a", "f", '{"x":1}']]);
  expect(calls(named(0, "a", "f", null), more(0, "{}"))).toEqual([["a", "f", "{}"]]);
  expect(calls(named(0, "a", "f", { x: [1, null] }))).toEqual([["a", "f", '{"x":[1,null]}']]);
  expect(calls(named(0, "a", "f", ""))).toEqual([["a", "f", ""]]);
});

test("F22: arguments that are no JSON stay as they came (Together)", () => {
  expect(calls(named(0, "a", "f", '{"x":'), more(0, "</|DSML|"))).toEqual([["a", "f", '{"x":</|DSML|']]);
});

test("F23: several fragments of one call in one delta are taken one after the other", () => {
  expect(calls([named(0, "a", "f", "{"), more(0, '"x":1'), more(0, "}")])).toEqual([["a", "f", '{"x":1}']]);
});

test("F24: ascending and dense; Anthropic's first index is 1, and it is kept", () => {
  const folded = fold(named(3, "c", "h"), named(1, "a", "f"));
  expect(folded.message.choices[0]?.tool_calls.map((call) => call.id)).toEqual(["a", "c"]);
  expect(folded.extras[0]?.tool_calls.map((call) => call.index)).toEqual([1, 3]);
});

test("F25: Gemini's signature is kept with its call", () => {
  const extra_content = { google: { thought_signature: "c2ln" } };
  const folded = fold({ ...named(undefined, "", "f", "{}"), extra_content }, { extra_content: null });
  expect(folded.extras[0]?.tool_calls[0]?.extensions).toEqual({ extra_content });
});

test("F18: an id that comes before its name is the same call, without an index too", () => {
  expect(calls({ id: "a" }, named(undefined, null, "f", "{}"))).toEqual([["a", "f", "{}"]]);
});

test("F18: a call without an index takes the next free one, so it sorts after those before it and can be gone on with", () => {
  expect(calls(named(1, "a", "f"), named(undefined, "b", "g"), named(0, "c", "h"))).toEqual([
    ["c", "h", ""],
    ["a", "f", ""],
    ["b", "g", ""],
  ]);
  expect(calls(named(-1, "a", "f"), named(-1, "b", "g"), more(0, "1"), more(1, "2"))).toEqual([
    ["a", "f", "1"],
    ["b", "g", "2"],
  ]);
});
