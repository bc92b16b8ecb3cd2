/** What the data of an event is, shape by shape. */
import { expect, test } from "vitest";
import { classifyPayload } from "./classify-payload.ts";
import { readPayload } from "./read-payload.ts";

test.each([
  ["[DONE]", "done"],
  [" [DONE]\t", "done"],
  [`${" ".repeat(100)}[DONE]`, "done"],
  ["[done]", "malformed"],
  ["", "malformed"],
  ['{"choices":[', "malformed"],
  ["{'choices': []}", "malformed"],
  ["null", "foreign"],
  ["1", "foreign"],
  ['"[DONE]"', "foreign"],
  ['[{"error":{"code":400}}]', "foreign"],
  ['{"type":"ping"}', "foreign"],
  ['{"cost":"0"}', "foreign"],
  ['{"object":"error","message":"flat, as old vLLM sent it"}', "error_envelope"],
  ['{"object":"error","message":{"detail":[]},"code":"1500"}', "error_envelope"],
  ['{"object":"error","message":null}', "foreign"],
  ['{"object":"error"}', "foreign"],
  ['{"object":"error","message":"not beside choices","choices":[]}', "chunk"],
  ['{"choices":{},"object":"list"}', "foreign"],
  ['{"error":null}', "foreign"],
  ['{"error":""}', "foreign"],
  ['{"error":{"message":"no"}}', "error_envelope"],
  ['{"code":"x","error":"xAI sends a string"}', "error_envelope"],
  ['{"error":{},"object":"chat.completion.chunk"}', "error_envelope"],
  ['{"error":{},"choices":"junk must not hide it"}', "error_envelope"],
  ['{"error":{"code":400},"choices":[]}', "chunk"],
  ['{"choices":null}', "chunk"],
  ['{"choices":[]}', "chunk"],
  ['{"object":"chat.completion.chunk","usage":null}', "chunk"],
  ['{"object":"chat.reasoning.done"}', "chunk"],
])("%s is %s", (data, kind) => {
  const payload = classifyPayload(data);
  expect(payload.kind).toBe(kind);
  expect(payload.raw).toBe(data);
});

test("members that every object inherits are none of its own", () => {
  expect(classifyPayload('{"__proto__":{"choices":[]}}').kind).toBe("foreign");
  expect(classifyPayload('{"__proto__":{"error":{"message":"no"}}}').kind).toBe("foreign");
});

test.each([
  ['{"error":{"message":"m"}}', { message: "m" }],
  ['{"message":"m"}', { message: "m" }],
  ['[{"error":{"code":400}}]', { code: 400 }],
  ['"overloaded"', "overloaded"],
  ["Internal Server Error", "Internal Server Error"],
  ["null", "null"],
])("an error event with %s is an error", (data, error) => {
  expect(readPayload({ kind: "event", event: "error", data, id: "" })).toMatchObject({ kind: "error_envelope", error });
});

test("an error event with choices is a chunk; other event names change nothing", () => {
  expect(readPayload({ kind: "event", event: "error", data: '{"choices":[]}', id: "" }).kind).toBe("chunk");
  expect(readPayload({ kind: "event", event: "dispatch", data: '{"message":"m"}', id: "" }).kind).toBe("foreign");
});
