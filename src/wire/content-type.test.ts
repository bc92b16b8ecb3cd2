import { expect, test } from "vitest";
import { contentTypeOf, isEventStream, mediaTypeOf } from "./content-type.ts";

test.each([
  [{ "content-type": "text/event-stream" }, true],
  [{ "Content-Type": ["Text/Event-Stream; charset=utf-8"] }, true],
  [[["CONTENT-TYPE", " text/event-stream ;charset=utf-8"]] as const, true],
  [{ "content-type": "text/event-streamx" }, false],
  [{ "content-type": "text/event-stream-like" }, false],
  [{ "x-content-type": "text/event-stream" }, false],
  [{ "content-type": "" }, false],
  [{ "content-type": [] }, false],
  [{}, false],
])("an event stream is told by its media type alone: %j", (headers, is) => {
  expect(isEventStream(headers)).toBe(is);
});

test("the first type is as it was sent, the media type is not", () => {
  const headers = [
    ["content-type", "Application/JSON;charset=x"],
    ["content-type", "text/plain"],
  ] as const;
  expect([contentTypeOf(headers), mediaTypeOf(headers)]).toEqual(["Application/JSON;charset=x", "application/json"]);
});
