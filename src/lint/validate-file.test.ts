/** Every kind of file is recognised, counted, and its problems are named with their places. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ToolkitError } from "../base/index.ts";
import type { FileReport } from "./file-report.ts";
import { validateFile } from "./validate-file.ts";

const CHUNK = {
  id: "c1",
  object: "chat.completion.chunk",
  created: 1,
  model: "m",
  choices: [{ index: 0, delta: { role: "assistant", content: "hi" }, finish_reason: "stop" }],
};
const WRONG = { ...CHUNK, choices: [{ index: 0, delta: { content: 7 }, finish_reason: null }] };
const EXTENDED = { ...CHUNK, provider: "p" };

function validate(file: string, text: string): FileReport {
  return validateFile(file, new TextEncoder().encode(text));
}

function errors(report: FileReport): string[] {
  return report.problems
    .filter(({ severity }) => severity === "error")
    .map(({ place, message }) => `${place} ${message}`);
}

function messages(text: string): string[] {
  const { problems, notes } = validate("a.sse", text);
  return [...problems, ...notes].map(({ message }) => message);
}

function trouble(file: string, text: string): string {
  try {
    validate(file, text);
  } catch (error) {
    if (error instanceof ToolkitError) return `${error.code} ${error.place}`;
    throw error;
  }
  return "none";
}

test.each([
  ["a.json", JSON.stringify(CHUNK), "chunk"],
  ["a.json", JSON.stringify([CHUNK, CHUNK], null, 2), "chunk array"],
  ["a.jsonl", `${JSON.stringify(CHUNK)}\n${JSON.stringify(CHUNK)}\n`, "chunk lines"],
  ["a.txt", `${JSON.stringify(CHUNK)}\n${JSON.stringify(CHUNK)}\n`, "chunk lines"],
  ["a.sse", `data: ${JSON.stringify(CHUNK)}\n\ndata: [DONE]\n\n`, "event stream"],
  ["a.txt", `: hello\n\ndata:${JSON.stringify(CHUNK)}\r\n\r\ndata: [DONE]\r\n\r\n`, "event stream"],
  ["noname", `\ufeffevent: x\ndata: ${JSON.stringify(CHUNK)}\n\ndata: [DONE]\n\n`, "event stream"],
])("%s with %j is a whole %s without a problem", (file, text, kind) => {
  const report = validate(file, text);
  expect(report.kind).toBe(kind);
  expect(report.counts["chunks"]).toBeGreaterThan(0);
  expect(report.problems).toEqual([]);
});

test("the recording of OpenRouter fits, and its extensions are notes, each counted once", () => {
  const file = path.resolve(import.meta.dirname, "../../fixtures/real/openrouter/simple_streaming.yaml");
  const report = validateFile("hi.yaml", readFileSync(file));
  expect(report.kind).toBe("go-vcr cassette");
  expect(report.counts).toEqual({ interactions: 1, streams: 1, events: 4, chunks: 3, done: 1 });
  expect(errors(report)).toEqual([]);
  expect(report.problems).toContainEqual({
    place: "hi.yaml:interactions[0].response.body:event 1:provider",
    severity: "note",
    message: "not a member of the reference (3 times, here first)",
    count: 3,
  });
});

test("a chunk that does not fit is an error at its member, in every kind of file", () => {
  const wrong = JSON.stringify(WRONG);
  const fits = JSON.stringify(CHUNK);
  const at = "choices[0].delta.content";
  expect(errors(validate("a.json", wrong))[0]).toMatch(`a.json:${at}`);
  expect(errors(validate("a.json", `[${fits},${wrong}]`))[0]).toMatch(`a.json:[1]:${at}`);
  expect(errors(validate("a.jsonl", `${fits}\n\n${wrong}`))[0]).toMatch(`a.jsonl:3:${at}`);
  expect(errors(validate("a.sse", `data: ${fits}\n\ndata: ${wrong}\n\n`))[0]).toMatch(`a.sse:event 2:${at}`);
});

// As a list, they are more than an array may hold.
test("lines are read one after the other, however many are empty", () => {
  const chunk = JSON.stringify(CHUNK);
  const report = validate("a.jsonl", `${chunk}\r\n${"\n".repeat(140_000_000)}{oops\r\n${chunk}`);
  expect(report.counts["chunks"]).toBe(2);
  expect(errors(report)).toEqual(['a.jsonl:140000002 not JSON: "{oops"']);
});

test("payloads that are no JSON are errors with what they begin with", () => {
  expect(errors(validate("a.sse", "data: {oops\n\ndata: [DONE]\n\n"))).toEqual(['a.sse:event 1 not JSON: "{oops"']);
  expect(errors(validate("a.jsonl", `${JSON.stringify(CHUNK)}\n{oops`))).toEqual(['a.jsonl:2 not JSON: "{oops"']);
  expect(errors(validate("a.sse", `data: ${JSON.stringify(CHUNK)}\ndata: [DONE]\n\n`))).toEqual([
    "a.sse:event 1 several payloads in one event: no blank line stands between them",
  ]);
});

test("JSON of something else is no chunk; an error payload is counted", () => {
  expect(errors(validate("a.json", '{"type":"ping"}'))).toEqual([
    "a.json no chunk: it has no choices, and is no error",
  ]);
  expect(validate("a.json", '{"error":{"message":"no","code":429}}')).toEqual({
    kind: "chunk",
    counts: { chunks: 0, errors: 1 },
    problems: [],
    notes: [],
  });
});

test("departures from the reference are notes", () => {
  const data = `data: ${JSON.stringify(EXTENDED)}\n\n`;
  const notes = validate("a.sse", `${data}${data}`).problems;
  expect(notes.map(({ severity, place, count }) => [severity, place, count])).toEqual([
    ["note", "a.sse:event 1:provider", 2],
    ["note", "a.sse:event 2:choices[0].finish_reason", 1],
    ["note", "a.sse:event 2:choices[0].delta", 1],
    ["note", "a.sse", 1],
  ]);
  expect(notes[3]?.message).toMatch("[DONE]");
});

test("how a stream ends is noted", () => {
  const data = `data: ${JSON.stringify(CHUNK)}\n\n`;
  expect(messages(`${data}data: [DONE]\n`)).toContain("no blank line after the last event: event readers drop it");
  expect(messages(`${data}data: [DONE]\n\n${data}`)).toContain("an event after [DONE]");
  expect(messages(": only comments\n\n")).toEqual(["no event in the stream"]);
});

test("a stream of another protocol is counted and not judged as chat", () => {
  const report = validate("a.sse", 'event: message_start\ndata: {"type":"message_start"}\n\n');
  expect(report).toEqual({
    kind: "event stream",
    counts: { events: 1, chunks: 0, done: 0, foreign: 1 },
    problems: [],
    notes: [],
  });
});

test("bytes that are no UTF-8 are an error of the stream", () => {
  const report = validateFile(
    "a.sse",
    Uint8Array.from([...Buffer.from('data: {"choices":[],"model":"'), 0xff, ...Buffer.from('"}\n\n')]),
  );
  expect(errors(report)).toEqual(["a.sse the stream is not UTF-8; its bad bytes are read as U+FFFD"]);
});

test.each([
  ["a.sse", "", "FORMAT_UNKNOWN a.sse"],
  ["a.bin", "hello", "FORMAT_UNKNOWN a.bin"],
  ["a.json", '{"a":\n  x}', "JSON_INVALID a.json:2:3"],
  ["a.yaml", "a: [1\nb: 2", "YAML_INVALID a.yaml:2:1"],
  ["a.yaml", "a: 1", "CASSETTE_VERSION a.yaml"],
  ["a.json", '{"http_interactions":[]}', "CASSETTE_VERSION a.json"],
  ["a.har.json", '{"log":{"entries":[]}}', "CASSETTE_VERSION a.har.json"],
  ["a.json", `[${"[".repeat(200_000)}${"]".repeat(200_000)}]`, "LIMIT_EXCEEDED a.json:[0]"],
])("%s that holds %.20j is unusable: %s", (file, text, code) => {
  expect(trouble(file, text)).toBe(code);
});
