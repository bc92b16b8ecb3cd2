import { expect, test } from "vitest";
import { readToken } from "./read-token.ts";

const key = { authorization: "Bearer sk-streamproof-k3y" };

test.each([
  ["/a/t0ken/v1/chat/completions", {}, "t0ken"],
  ["/a/t0ken?x=1", {}, "t0ken"],
  ["http://127.0.0.1:81/a/t0ken/events", {}, "t0ken"],
  ["/a/t0ken/v1", key, "t0ken"],
  ["/v1/chat/completions", key, "k3y"],
  ["/v1", { authorization: "bearer  sk-streamproof-k3y" }, "k3y"],
  ["/v1/a/t0ken/", {}, null],
  ["/a/", {}, null],
  ["/v1", { authorization: "Bearer sk-other-k3y" }, null],
  ["/v1", { authorization: "Basic sk-streamproof-k3y" }, null],
])("%s with %j is of %s", (path, headers, token) => {
  expect(readToken({ path, headers })).toBe(token);
});
