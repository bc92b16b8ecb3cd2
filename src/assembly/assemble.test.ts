/** Rules F39 to F42: errors and ends, on the reference road. */
import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { decodeBytes, type SseEvent, type SseItem } from "../wire/index.ts";
import { assemble } from "./assemble.ts";
import { createFold } from "./create-fold.ts";
import { classifyPayload } from "./classify-payload.ts";
import { foldChunks } from "./fold-chunks.ts";

const event = (data: unknown, name = "message"): SseEvent => ({
  kind: "event",
  event: name,
  data: typeof data === "string" ? data : JSON.stringify(data),
  id: "",
});
const text = (content: string, more: object = {}) => ({ choices: [{ index: 0, delta: { content }, ...more }] });
const finish = { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] };
const done = event("[DONE]");

test("F39: an error beside usage and choices keeps all three (OpenRouter)", () => {
  const error = { code: 400, message: "Provider returned error" };
  const folded = foldChunks([text("Hel"), { ...text("lo"), usage: { total_tokens: 3 }, error }]);
  expect(folded).toMatchObject({ status: "failed", error, usage: { total_tokens: 3 } });
  expect(folded.message.choices[0]).toMatchObject({ content: "Hello", finish_reason: null });
});

test("F39: after an error choices stand still, usage and [DONE] are still read; the first error counts", () => {
  const error = { message: "expired", type: "invalid_request_error" };
  const items = [text("Hi"), { error }, text("!"), { choices: [], usage: { total_tokens: 3 } }, { error: "again" }].map(
    (one) => event(one),
  );
  const folded = assemble([...items, done]);
  expect(folded).toMatchObject({ status: "failed", error, usage: { total_tokens: 3 }, terminated: "done" });
  expect(folded.message.choices[0]?.content).toBe("Hi");
  expect(folded.notes.map((note) => note.code)).toContain("error-repeated");
});

test("F39: an error event (Groq), an envelope with an id (DashScope) and a bare string (xAI)", () => {
  const message = "Failed to call a function.";
  expect(assemble([event(text("a")), event({ error: { message } }, "error")])).toMatchObject({
    status: "failed",
    error: { message },
    terminated: "eof",
  });
  expect(assemble([event({ error: { code: "c" }, id: "chatcmpl-9" })])).toMatchObject({
    id: "chatcmpl-9",
    error: { code: "c" },
  });
  expect(foldChunks([{ error: "no credits" }]).error).toBe("no credits");
});

test("F39: an error of one choice fails the stream and leaves the other choice to go on", () => {
  const both = [
    {
      choices: [
        { index: 0, error: { code: 502 } },
        { index: 1, delta: { content: "a" } },
      ],
    },
    { choices: [{ index: 1, delta: { content: "b" }, finish_reason: "stop" }] },
  ];
  const folded = foldChunks(both);
  expect(folded).toMatchObject({ status: "failed", error: { code: 502 } });
  expect(folded.message.choices[1]?.content).toBe("ab");
});

test("F40: what comes after [DONE] is kept and not folded (opencode's cost)", () => {
  const folded = assemble([
    event(text("a")),
    event(finish),
    done,
    event('{"choices":[],"cost":"0"}'),
    event(text("b")),
    done,
  ]);
  expect(folded.terminated).toBe("done");
  expect(folded.trailing).toEqual(['{"choices":[],"cost":"0"}', JSON.stringify(text("b")), "[DONE]"]);
  expect(folded.message.choices[0]?.content).toBe("a");
  expect(folded.extensions).toEqual({});
});

test("what is kept beside the message has limits, and the last notes count the rest", () => {
  const changing = Array.from({ length: 250 }, (_, at) => ({ id: `id${at}`, choices: [] }));
  const { notes } = foldChunks([...changing, text("a")]);
  expect(notes.filter((note) => note.code === "id-changed")).toHaveLength(100);
  expect(notes.map((note) => note.code)).toContain("done-missing");
  expect(notes.at(-1)).toMatchObject({ code: "notes-left-out", detail: "notes left out: 149 of id-changed" });
  const few = foldChunks(changing, { limits: { notesPerCodeKept: 2 } }).notes.map((note) => note.code);
  expect(few).toEqual(["id-changed", "id-changed", "done-missing", "notes-left-out"]);

  const limits = { trailingPayloadsKept: 3, trailingCharsKept: 10 };
  const after = (...all: readonly string[]) =>
    assemble([done, ...all.map((data) => event(data))], undefined, { limits });
  expect(after("1", "2", "3").notes).toEqual([]);
  expect(after("1", "2", "3", "4", "5")).toMatchObject({
    trailing: ["1", "2", "3"],
    notes: [{ code: "trailing-left-out", detail: "payloads left out: 2" }],
  });
  expect(after("12345", "123456", "1").trailing).toEqual(["12345"]);
});

test("F40: without [DONE] the end is the end of the bytes (Perplexity)", () => {
  expect(assemble([event(text("a")), event(finish)])).toMatchObject({
    terminated: "eof",
    status: "complete",
    trailing: [],
  });
});

test("F41: no finish on a choice, or no choice at all: incomplete, and the text is still there", () => {
  expect(foldChunks([text("a")])).toMatchObject({ status: "incomplete", message: { choices: [{ content: "a" }] } });
  expect(foldChunks([finish, { choices: [{ index: 1, delta: {} }] }]).status).toBe("incomplete");
  expect(assemble([done]).status).toBe("incomplete");
  expect(foldChunks([finish]).status).toBe("complete");
});

test("F42: whatever is missing is a note", () => {
  const folded = foldChunks([{ choices: [{ delta: { tool_calls: [{ function: {} }] } }] }]);
  expect(folded.notes.map((note) => note.code)).toEqual([
    "done-missing",
    "role-missing",
    "finish-missing",
    "tool-id-missing",
    "tool-name-missing",
    "tool-type-missing",
  ]);
  expect(folded.message.choices[0]?.tool_calls).toEqual([{ id: null, name: null, arguments: "" }]);
});

test("comments and retries are gone past", () => {
  const items: SseItem[] = [
    { kind: "comment", text: " OPENROUTER PROCESSING" },
    event(text("a")),
    { kind: "retry", milliseconds: 1 },
  ];
  expect(assemble(items).message.choices[0]?.content).toBe("a");
});

test("pings, empty data and broken JSON are noted at their ordinal and gone past", () => {
  const folded = assemble([
    event({ type: "ping" }),
    event(text("a")),
    event(" "),
    event('{"choices":['),
    event(text("b")),
  ]);
  expect(folded.notes.slice(0, 3).map((note) => [note.code, note.at])).toEqual([
    ["payload-foreign", 0],
    ["payload-empty", 2],
    ["payload-malformed", 3],
  ]);
  expect(folded.message.choices[0]?.content).toBe("ab");
});

test("the residue: a pending event is flushed with a note, a whole last line too, half a line is noted only", () => {
  const items = [event(text("a"))];
  const codes = (residue: Parameters<typeof assemble>[1]) => assemble(items, residue).notes.map((note) => note.code);

  const pending = { pending: event(finish), unfinishedLine: "" };
  expect(assemble(items, pending).status).toBe("complete");
  expect(codes(pending)).toContain("event-unterminated");

  const sentinel = { pending: null, unfinishedLine: "data: [DONE]" };
  expect(assemble(items, sentinel).terminated).toBe("done");

  const half = { pending: null, unfinishedLine: 'data: {"choices":[{"delta":{"content":"b"' };
  expect(assemble(items, half).message.choices[0]?.content).toBe("a");
  expect(codes(half)).toContain("line-unfinished");

  const beside = { pending: event(finish), unfinishedLine: "data: {" };
  expect(assemble(items, beside).status).toBe("complete");

  const lines = { pending: event('{"choices":'), unfinishedLine: 'data: [{"delta":{"content":"b"}}]}' };
  expect(assemble(items, lines).message.choices[0]?.content).toBe("ab");

  expect(codes({ pending: null, unfinishedLine: "" })).not.toContain("event-unterminated");
  expect(codes({ pending: null, unfinishedLine: ": half a comment" })).toContain("line-unfinished");
});

test("payload by payload is the same as all at once", () => {
  const fold = createFold();
  const sent = [text("a"), text("b"), finish].map((one) => JSON.stringify(one));
  for (const data of [...sent, "[DONE]"]) fold.push(classifyPayload(data));
  expect(fold.end()).toEqual(assemble([...sent, "[DONE]"].map((data) => event(data))));
});

test("a long answer costs its length: 300,000 fragments of text, arguments and details at once", () => {
  const fragment = {
    choices: [
      {
        index: 0,
        delta: {
          content: "x",
          reasoning_details: [{ type: "reasoning.text", text: "r", index: 0 }],
          tool_calls: [{ index: 0, function: { arguments: "y" } }],
        },
      },
    ],
  };
  const folded = foldChunks(Array.from({ length: 300_000 }, () => fragment));
  const choice = folded.message.choices[0];
  expect([choice?.content?.length, choice?.reasoning?.length, choice?.tool_calls[0]?.arguments.length]).toEqual([
    300_000, 300_000, 300_000,
  ]);
});

test("the recording of this project folds to its greeting, from bytes in slices of seven", () => {
  const file = new URL("../../fixtures/real/openrouter/simple_streaming.yaml", import.meta.url);
  const cassette = load(readFileSync(file, "utf8")) as { interactions: [{ response: { body: string } }] };
  const bytes = new TextEncoder().encode(cassette.interactions[0].response.body);
  const slices = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => bytes.subarray(at * 7, at * 7 + 7));
  const { items, residue } = decodeBytes(slices);
  const folded = assemble(items, residue);
  expect(folded.message.choices).toEqual([
    {
      index: 0,
      role: "assistant",
      content: "Olá!",
      reasoning: null,
      refusal: null,
      tool_calls: [],
      finish_reason: "stop",
    },
  ]);
  expect(folded).toMatchObject({
    model: "anthropic/claude-4-sonnet-20250522",
    usage: { prompt_tokens: 16, completion_tokens: 7, total_tokens: 23 },
    status: "complete",
    terminated: "done",
    notes: [],
    extensions: { provider: "Google" },
  });
  expect(folded.extras[0]?.extensions).toEqual({ native_finish_reason: "stop" });
});
