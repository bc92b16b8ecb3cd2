/** What stands around a recorded stream: its content type, the lengths, the usage that was asked for. */
import { expect, test } from "vitest";
import { goVcrCassette, toGoVcr, writeGoVcr, type CassetteExchange } from "../cassette/index.ts";
import { validateCassette } from "./validate-cassette.ts";

const HEAD = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1_757_000_000, model: "gpt-4o-mini" };
const TEXT = { ...HEAD, choices: [{ index: 0, delta: { role: "assistant", content: "Hi" }, finish_reason: null }] };
const FINISH = { ...HEAD, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] };
const USAGE = { ...HEAD, choices: [], usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } };
const body = (...chunks: readonly object[]): string =>
  [...chunks.map((chunk) => JSON.stringify(chunk)), "[DONE]"].map((data) => `data: ${data}\n\n`).join("");
const asking = { model: "m", messages: [], stream: true, stream_options: { include_usage: true } };

type Told = { readonly invariant?: string; readonly place: string };

/** `change` is made to the one interaction before it is written. */
function told(request: object, answer: string, type: string, change: object = {}, status = 200): readonly string[] {
  const exchange: CassetteExchange = {
    request: { method: "POST", url: "http://127.0.0.1/", headers: {}, body: JSON.stringify(request) },
    response: { status, reason: "OK", headers: type === "" ? {} : { "content-type": [type] }, body: answer },
  };
  const { document } = toGoVcr([exchange]);
  if (document.version !== 2) throw new TypeError("another version");
  const changed = document.interactions.map((one) => ({ ...one, response: { ...one.response, ...change } }));
  const text = writeGoVcr(goVcrCassette({ ...document, interactions: changed }), "charm");
  const { problems, notes } = validateCassette("a.yaml", new TextEncoder().encode(text));
  return [...problems, ...notes].map(
    ({ invariant, place }: Told) => `${invariant ?? "-"} ${place.slice("a.yaml:".length)}`,
  );
}

const SSE = "text/event-stream; charset=utf-8";
const WHOLE = body(TEXT, FINISH, USAGE);

test("a stream that came as it was asked for has nothing to tell", () => {
  expect(told(asking, WHOLE, SSE)).toEqual([]);
  expect(told(asking, WHOLE, "")).toEqual([]);
  expect(told({}, body(TEXT, FINISH), SSE)).toEqual([]);
});

test("L01: events with another content type are told of, and read", () => {
  expect(told(asking, WHOLE, "application/json")).toEqual(["L01 interactions[0].response:headers"]);
  expect(told(asking, `: PROCESSING\n\n${WHOLE}`, "text/plain")).toContain("L01 interactions[0].response:headers");
  expect(told(asking, "data: of another kind", "text/plain")).toEqual([]);
  expect(told(asking, WHOLE, "application/json", {}, 500)).toEqual([]);
});

test("L74: usage that was asked for and did not come, or came unasked", () => {
  expect(told(asking, body(TEXT, FINISH), SSE)).toEqual(["L74 interactions[0].response:body"]);
  expect(told({ stream: true }, WHOLE, SSE)).toEqual(["L74 interactions[0].response:body"]);
  expect(told(asking, body(TEXT, { error: { message: "m" } }), SSE)).not.toContain("L74 interactions[0].response:body");
});

test("a length that is not the body's is told of; of a stream and of what was compressed none is known", () => {
  const length = Buffer.byteLength(WHOLE);
  expect(told(asking, WHOLE, SSE, { content_length: length })).toEqual([]);
  expect(told(asking, WHOLE, SSE, { content_length: length - 1 })).toEqual([
    "- interactions[0].response:content_length",
  ]);
  expect(told(asking, WHOLE, SSE, { content_length: 5, uncompressed: true })).toEqual([]);
  expect(told(asking, WHOLE, SSE, { content_length: -1 })).toEqual([]);
});
