import { describe, expect, test } from "vitest";
import type { PlayEnd, PlayedExchangeScript } from "../shape/play.ts";
import { createInProcessStage } from "./create-in-process-stage.ts";
import { exchange, script } from "./testing/script.ts";

const stage = createInProcessStage({ limits: { requestBytesMax: 10 } });
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

async function begin(played: PlayedExchangeScript, init?: RequestInit) {
  const play = stage.open(script(played));
  const response = await stage.fetch(`${play.baseUrl}/chat/completions`, init);
  if (response.body === null) throw new Error("the answer has no body");
  return { play, response, reader: response.body.getReader() };
}

const ending = (texts: readonly string[], end: PlayEnd): PlayedExchangeScript => exchange(texts, { end });

test("a read hands out one slice, and the script keeps its bytes for the next play", async () => {
  const played = exchange(["data: a\n", "", "\n"], { status: 201, gapsBefore: [1], transfer: "length" });
  for (let round = 0; round < 2; round++) {
    const { play, response, reader } = await begin(played);
    expect(response.status).toBe(201);
    expect(response.url).toBe(`${play.baseUrl}/chat/completions`);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(text((await reader.read()).value)).toBe("data: a\n");
    expect(play.record().deliveries[0]).toMatchObject({ slicesWritten: 1, bodyWrittenAtMs: null });
    expect(text((await reader.read()).value)).toBe("\n");
    // The server is done with its last slice, though the client has not read the end.
    await play.settled();
    expect(play.record().deliveries[0]).toMatchObject({
      bytesWritten: 9,
      slicesWritten: 3,
      gapsMade: 0,
      clientClosedAtMs: null,
    });
    expect(await reader.read()).toEqual({ done: true, value: undefined });
  }
});

test("an answer without slices is an empty body", async () => {
  const play = stage.open(script(exchange([])));
  expect(await (await stage.fetch(play.baseUrl)).text()).toBe("");
  const broken = stage.open(script(ending([], { kind: "rst" })));
  await expect((await stage.fetch(broken.baseUrl)).text()).rejects.toThrow("terminated");
});

test("a read into the caller's own buffer works, to the end", async () => {
  const { body } = await stage.fetch(stage.open(script(ending(["abc"], { kind: "hold", holdMs: 1 }))).baseUrl);
  const reader = body?.getReader({ mode: "byob" });
  expect(text((await reader?.read(new Uint8Array(2)))?.value)).toBe("ab");
  expect(text((await reader?.read(new Uint8Array(2)))?.value)).toBe("c");
  expect((await reader?.read(new Uint8Array(2)))?.done).toBe(true);
});

describe("requests", () => {
  test("they are recorded as over HTTP", async () => {
    const play = stage.open(script(exchange(["ok"])));
    const first = play.firstRequest.then(() => "told");
    const headers = { "X-Custom": "Yes" };
    await stage.fetch(new Request(`${play.baseUrl}/x?y=1`, { method: "POST", headers, body: "0123456789abc" }));
    expect(await first).toBe("told");
    const [request] = play.record().requests;
    expect(request).toMatchObject({ method: "POST", body: "0123456789", headers: { "x-custom": "Yes" } });
    expect(request?.path).toBe(`${new URL(play.baseUrl).pathname}/x?y=1`);
  });

  test("past the script 500, unknown token 404, elsewhere a network error", async () => {
    const play = stage.open(script());
    expect((await stage.fetch(play.baseUrl)).status).toBe(500);
    expect(play.record().deliveries[0]?.exchange).toBe("past_script");
    await play.close();
    const unknown = await stage.fetch(play.baseUrl);
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ error: { code: "unknown_token" } });
    await expect(stage.fetch("http://127.0.0.1:2/a/x/v1")).rejects.toThrow("fetch failed");
  });

  test("an API key finds its attempt; HEAD and 204 have no body", async () => {
    const play = stage.open(script(exchange(["x"]), exchange(["x"], { status: 204 })));
    const origin = new URL(play.baseUrl).origin;
    const headers = { authorization: `Bearer ${play.apiKey}` };
    expect((await stage.fetch(`${origin}/v1`, { method: "HEAD", headers })).body).toBeNull();
    expect((await stage.fetch(`${origin}/v1`, { headers })).body).toBeNull();
    await play.settled();
    expect(play.record().deliveries.map(({ bytesWritten }) => bytesWritten)).toEqual([0, 0]);
  });
});

describe("ends", () => {
  test.each([
    ["rst", "ECONNRESET"],
    ["missing_last_chunk", "UND_ERR_SOCKET"],
  ] as const)("%s: the read after the last slice fails as fetch does", async (kind, code) => {
    const { play, reader } = await begin(ending(["a", "b"], { kind }));
    expect([text((await reader.read()).value), text((await reader.read()).value)]).toEqual(["a", "b"]);
    await expect(reader.read()).rejects.toMatchObject({ name: "TypeError", message: "terminated", cause: { code } });
    expect(play.record().deliveries[0]).toMatchObject({ clientClosedAtMs: null, serverEndedAtMs: expect.any(Number) });
  });

  test("what was sent before a failure comes through a pipe", async () => {
    const { body } = await stage.fetch(stage.open(script(ending(["a", "b"], { kind: "rst" }))).baseUrl);
    const seen: string[] = [];
    const reading = (async () => {
      for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) seen.push(piece);
    })();
    await expect(reading).rejects.toThrow("terminated");
    expect(seen).toEqual(["a", "b"]);
  });

  test("hold: the body stays open for its time, then ends", async () => {
    const { play, reader } = await begin(ending(["a"], { kind: "hold", holdMs: 30 }));
    await reader.read();
    expect((await reader.read()).done).toBe(true);
    const { serverEndedAtMs, bodyWrittenAtMs, clientClosedAtMs } = play.record().deliveries[0] ?? {};
    expect((serverEndedAtMs ?? 0) - (bodyWrittenAtMs ?? 0)).toBeGreaterThanOrEqual(28);
    expect(clientClosedAtMs).toBeNull();
  });

  test("hold: a cancel is the client's close", async () => {
    const { play, reader } = await begin(ending(["a"], { kind: "hold", holdMs: 10_000 }));
    await reader.read();
    await reader.cancel();
    await play.settled();
    expect(play.record().deliveries[0]).toMatchObject({ serverEndedAtMs: null, clientClosedAtMs: expect.any(Number) });
  });

  test("comments: one a read, until the limit", async () => {
    const { play, reader } = await begin(ending(["a"], { kind: "comments", limitMs: 40 }));
    await reader.read();
    let comments = 0;
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      expect(text(read.value)).toBe(": keep-alive\n\n");
      comments++;
    }
    expect(comments).toBeGreaterThan(0);
    expect(play.record().deliveries[0]).toMatchObject({ bytesWritten: 1, slicesWritten: 1, clientClosedAtMs: null });
  });

  test("closing the attempt breaks off a body that is still read", async () => {
    const { play, reader } = await begin(ending(["a"], { kind: "hold", holdMs: 10_000 }));
    await reader.read();
    const waiting = reader.read();
    await play.close();
    await expect(waiting).rejects.toThrow("terminated");
    await play.settled();
    expect(play.record().deliveries[0]?.clientClosedAtMs).toBeNull();
  });
});

describe("aborts", () => {
  test("before the call: no request is made", async () => {
    const play = stage.open(script(exchange(["a"])));
    await expect(stage.fetch(play.baseUrl, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(play.record().requests).toEqual([]);
  });

  test("before the head of the answer", async () => {
    const play = stage.open(script(exchange(["a"])));
    const abort = new AbortController();
    const asking = stage.fetch(play.baseUrl, { signal: abort.signal });
    abort.abort();
    await expect(asking).rejects.toMatchObject({ name: "AbortError" });
    expect(play.record().deliveries[0]).toMatchObject({ bytesWritten: 0, clientClosedAtMs: expect.any(Number) });
  });

  test("in the middle of the body, with the caller's reason", async () => {
    const abort = new AbortController();
    const { play, reader } = await begin(ending(["a"], { kind: "comments", limitMs: 10_000 }), {
      signal: abort.signal,
    });
    await reader.read();
    const waiting = reader.read();
    const reason = new Error("enough");
    abort.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await play.settled();
    expect(play.record().deliveries[0]).toMatchObject({ serverEndedAtMs: null, clientClosedAtMs: expect.any(Number) });
  });

  test("after the server's end nothing changes", async () => {
    const abort = new AbortController();
    const { play, reader } = await begin(exchange(["a"]), { signal: abort.signal });
    await reader.read();
    abort.abort();
    expect((await reader.read()).done).toBe(true);
    expect(play.record().deliveries[0]?.clientClosedAtMs).toBeNull();
  });
});

test("a closed stage opens nothing", async () => {
  const short = createInProcessStage();
  await short.close();
  expect(() => short.open(script())).toThrow(/closed/);
});
