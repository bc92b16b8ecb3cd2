/** Secrets go, everything else stays. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { redactHeaders, redactText, redactValue } from "./redact.ts";

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

/** With digits and without: prose has no secrets of the first kind, and words of the second. */
const S = ["s3cr3t", "VALUE99xyz"].join("");
const P = ["correct", "horse", "battery"].join("-");

// As clients, proxies, shells and languages print them.
const TEXTS: readonly string[] = [
  `Authorization: Bearer ${P}`,
  `authorization: ${S}`,
  `Authorization: ApiKey ${S}`,
  `Authorization: Digest username="u", response="${S}"`,
  `X-Api-Key: ${S}`,
  `x-api-key=${S}`,
  `Cookie: sid=${S}; theme=dark`,
  `Set-Cookie: sid=${S}; Path=/`,
  `OPENAI_API_KEY=${S}`,
  `export OPENROUTER_API_KEY='${S}'`,
  `api_key = "${S}"`,
  `{'Authorization': 'Bearer ${P}'}`,
  `"authorization":["Bearer ${P}"]`,
  `{"Set-Cookie":["a=1", "sid=${P}"]}`,
  `[["authorization","Bearer ${P}"]]`,
  `{"api_key":12345678901234}`,
  `{"token":"${S}"}`,
  `{"key":"${S}"}`,
  `Map(1) { 'authorization' => '${S}' }`,
  `Headers { authorization: '${S}' }`,
  `  authorization: 'Bearer ${P}',`,
  `api-key\t${S}`,
  `adapter --api-key ${S} --token-file x`,
  `adapter --token=${S} --key ${S}`,
  `SOME_TOKEN=${S}`,
  `https://h/v1?sig=${S}`,
  `https://h/v1?code=${S}`,
  `https://h/v1?subscription-key=${P}`,
  `https://h/v1%3Fapi_key%3D${S}`,
  `https://h/v1?api%5Fkey=${P}`,
  `see //user:${P}@h/`,
  `curl -u user:${S} h`,
  `curl -H 'Authorization: Bearer ${P}'`,
  `sk-ant-${P}`,
  `SK-${S}`,
  `nvapi-${S}`,
  `fw_${S}`,
  `"line one\\nsk-${S}"`,
  `Bearer "${S}"`,
  `Bearer: ${S}`,
  `passwd=${S}`,
  `"client_secret": "${P}`,
  `\\\\\\"api_key\\\\\\":\\\\\\"${P}\\\\\\"`,
  `aws_secret_access_key=${S}`,
  `{"private_key":"-----BEGIN ${"PRIVATE"} KEY-----${P}"}`,
  `-----BEGIN RSA ${"PRIVATE"} KEY-----\n${P}\n-----END RSA`,
];

test.each(TEXTS)("no secret is left of %s", (text) => {
  const cleaned = redactText(text);
  for (const secret of [S, P, "12345678901234"]) expect(cleaned).not.toContain(secret);
  expect(cleaned).toContain("[redacted]");
});

test.each([
  "Enter your password: \nauthorization: required, the api key is missing, cookie: none",
  "api_key=None, password=getpass(), secret: true",
  '{"token":"Hi","key":"usage"}, {"token":"max_tokens_2024"}',
  '{"type":"reasoning.text","signature":"c2lnbmVkIDEyMyBhbmQgNDU2"}',
  '{"code":"model_not_found_2024_06","password":"","api_key":null}',
  '["password", "user name"] are due',
  "fw_update_2024_06_01 SK-1234 key: 12345678 token 5 of 16",
  "https://h/?code=404&keys=1 docker -u 1000:1000 //host/path:8080",
  'headers = {"Authorization": "Bearer " + key}',
])("%s holds no secret", (text) => {
  expect(redactText(text)).toBe(text);
});

test("law: what was cleaned is not cleaned again", () => {
  const pieces = [
    ...TEXTS,
    "api_key",
    "password",
    "authorization",
    "cookie",
    "token",
    "=",
    ": ",
    '"',
    "\\",
    "'",
    ",",
    "[",
  ];
  const more = [
    "]",
    " ",
    "\n",
    "Bearer ",
    "sk-",
    "a1b2c3d4e5f6g7h8",
    "https://",
    "@",
    "?",
    "&",
    "%3D",
    "[redacted]",
    ";",
  ];
  const text = fc.array(fc.constantFrom(...pieces, ...more), { maxLength: 12 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (dirty) => {
      const cleaned = redactText(dirty);
      expect(redactText(cleaned)).toBe(cleaned);
    }),
    { seed: 20261201, numRuns: 5_000 },
  );
});

test.each([
  "api_key=",
  "?x-api-key",
  'password="x y ',
  '\\"password\\":\\"',
  "Cookie: a=1; b",
  "authorization: Digest ",
  "//a:",
  " -u a",
  "-----BEGIN PRIVATE KEY-----",
])("%j without end is read in linear time", (piece) => {
  // A megabyte of it; what is quadratic runs into the test's time limit.
  redactText(piece.repeat(1_000_000 / piece.length));
});

test("a value of any length is found whole", () => {
  const long = "x1".repeat(10_000_000);
  expect(redactText(`{"password":"${long}"}`)).toBe('{"password":"[redacted]"}');
});

test("headers under the names that gateways and browsers give them", () => {
  const names = ["X-Auth", "x-csrftoken", "X-Vercel-Protection-Bypass", "openai-organization", "passphrase"];
  for (const name of names) expect(redactHeaders({ [name]: P })).toEqual({ [name]: "[redacted]" });
});

test("values keep their shape: names, pairs and texts inside are looked at", () => {
  expect(
    redactValue({
      headers: { authorization: `Bearer ${P}`, "set-cookie": ["a=1", "b=2"], accept: "*/*" },
      list: [
        ["x-api-key", P],
        [1, null, true],
      ],
      message: `refused: Bearer ${S}`,
      token: "Hi",
      apiKey: 12345678,
      usage: { prompt_tokens: 123456 },
    }),
  ).toEqual({
    headers: { authorization: "Bearer [redacted]", "set-cookie": ["[redacted]", "[redacted]"], accept: "*/*" },
    list: [
      ["x-api-key", "[redacted]"],
      [1, null, true],
    ],
    message: "refused: Bearer [redacted]",
    token: "Hi",
    apiKey: "[redacted]",
    usage: { prompt_tokens: 123456 },
  });
});
