/** Exchanges from elsewhere become a cassette that reads back as them. */
import { expect, test } from "vitest";
import type { CassetteExchange } from "./cassette.ts";
import { readGoVcr } from "./read-go-vcr.ts";
import { toGoVcr } from "./to-go-vcr.ts";
import { writeGoVcr } from "./write-go-vcr.ts";

const EXCHANGE: CassetteExchange = {
  request: {
    method: "POST",
    url: "http://127.0.0.1/v1/chat/completions",
    headers: { "content-type": ["application/json"] },
    body: "{}",
  },
  response: {
    status: 200,
    reason: "OK",
    headers: { "x-a": ["1"], "X-A": ["2"] },
    body: Buffer.from("\ufeffdata: é\n\n"),
  },
};

test("the cassette is written, and read back with Go's header names", () => {
  const text = writeGoVcr(toGoVcr([EXCHANGE]), "charm");
  expect(readGoVcr(text, "made.yaml").exchanges).toEqual([
    {
      request: { ...EXCHANGE.request, headers: { "Content-Type": ["application/json"] } },
      response: { status: 200, reason: "OK", headers: { "X-A": ["1", "2"] }, body: "\ufeffdata: é\n\n" },
    },
  ]);
});

test("the method is put in upper case", () => {
  const made = toGoVcr([{ ...EXCHANGE, request: { ...EXCHANGE.request, method: "post" } }]);
  expect(made.document.interactions[0]?.request.method).toBe("POST");
  expect(made.exchanges[0]?.request.method).toBe("POST");
});

test("bytes that are no UTF-8 stay bytes", () => {
  const body = Uint8Array.from([0x64, 0xff]);
  const made = toGoVcr([{ ...EXCHANGE, response: { ...EXCHANGE.response, reason: "", body } }]);
  expect(made.exchanges[0]?.response).toMatchObject({ reason: "", body });
  expect(writeGoVcr(made, "go-vcr-v4")).toMatch("body: !!binary ZP8=\n");
});

test("no exchange is an empty list", () => {
  const text = writeGoVcr(toGoVcr([]), "charm");
  expect(text).toBe("---\nversion: 2\ninteractions: []\n");
  expect(readGoVcr(text, "made.yaml").exchanges).toEqual([]);
});
