import { channel } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type HttpStage, startHttpStage } from "./start-http-stage.ts";
import { connectRawClient, post } from "./testing/connect-raw-client.ts";
import { decodeAnswer } from "./testing/decode-answer.ts";
import { exchange, script } from "./testing/script.ts";

let stage: HttpStage;
beforeAll(async () => {
  stage = await startHttpStage({ limits: { requestBytesMax: 100, requestsKept: 3 } });
});
afterAll(() => stage.close());

describe("requests", () => {
  test("method, path, lower-case headers and body are kept", async () => {
    const play = stage.open(script(exchange(["ok"])));
    const first = play.firstRequest.then(() => play.record().requests.length);
    const response = await fetch(`${play.baseUrl}/chat/completions?x=1`, {
      method: "POST",
      headers: { "X-Custom": "Yes", "content-type": "application/json" },
      body: '{"stream":true}',
    });
    expect(await response.text()).toBe("ok");
    expect(await first).toBe(1);
    const [request] = play.record().requests;
    const path = `${new URL(play.baseUrl).pathname}/chat/completions?x=1`;
    expect(request).toMatchObject({ method: "POST", path, body: '{"stream":true}' });
    expect(request?.headers).toMatchObject({ "x-custom": "Yes", "content-type": "application/json" });
    expect(request?.atMs).toBeLessThanOrEqual(play.nowMs());
  });

  test("a body over the limit is kept up to it, and answered all the same", async () => {
    const play = stage.open(script(exchange(["ok"])));
    const response = await fetch(play.baseUrl, { method: "POST", body: "x".repeat(300_000) });
    expect(await response.text()).toBe("ok");
    expect(play.record().requests[0]?.body).toBe("x".repeat(100));
  });

  test("the first request is told when its head is read, before its body is there", async () => {
    const play = stage.open(script(exchange(["ok"])));
    const client = await connectRawClient(stage.origin);
    client.send(post(play.baseUrl, { "content-length": "10" }, "12345"));
    await play.firstRequest;
    expect(play.record().deliveries).toHaveLength(1);
    client.send("67890");
    await client.until((received) => received.includes("ok"));
    expect(play.record().requests[0]?.body).toBe("1234567890");
  });

  test("a client that leaves in the middle of its own request is noted", async () => {
    const play = stage.open(script(exchange(["ok"])));
    const client = await connectRawClient(stage.origin);
    client.send(post(play.baseUrl, { "content-length": "10" }, "12345"));
    await play.firstRequest;
    client.socket.destroy();
    await play.settled();
    expect(play.record().deliveries[0]).toMatchObject({ bytesWritten: 0, clientClosedAtMs: expect.any(Number) });
  });

  test("a request past the script gets a 500 and is recorded, up to a limit", async () => {
    const play = stage.open(script(exchange(["ok"])));
    const statuses: number[] = [];
    for (let n = 0; n < 5; n++) {
      const response = await fetch(`${play.baseUrl}/chat/completions`);
      statuses.push(response.status);
      const text = await response.text();
      if (n > 0) expect(JSON.parse(text)).toMatchObject({ error: { code: "past_script" } });
    }
    expect(statuses).toEqual([200, 500, 500, 500, 500]);
    expect(play.record().deliveries.map((delivery) => delivery.exchange)).toEqual([0, "past_script", "past_script"]);
    expect(play.record().requests).toHaveLength(3);
  });
});

describe("routing", () => {
  test("two attempts at once do not mix", async () => {
    const one = stage.open(script(exchange(["o", "n", "e"], { gapsBefore: [1, 2] })));
    const two = stage.open(script(exchange(["t", "w", "o"], { gapsBefore: [1, 2] })));
    expect(one.baseUrl).not.toBe(two.baseUrl);
    const texts = await Promise.all([one, two].map(async (play) => (await fetch(play.baseUrl)).text()));
    expect(texts).toEqual(["one", "two"]);
    expect([one, two].map((play) => play.record().requests.length)).toEqual([1, 1]);
  });

  test("a client that knows no base path is found by its API key", async () => {
    const play = stage.open(script(exchange(["ok"])));
    const url = `${stage.origin}/v1/chat/completions`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${play.apiKey}` } });
    expect(await response.text()).toBe("ok");
    expect(play.record().requests[0]?.path).toBe("/v1/chat/completions");
  });

  test("an unknown token, and one that is closed, get a 404 in JSON", async () => {
    const play = stage.open(script(exchange(["ok"])));
    await play.close();
    for (const url of [play.baseUrl, play.eventsUrl, `${stage.origin}/a/guess/v1`, stage.origin]) {
      const response = await fetch(url, { headers: { authorization: `Bearer ${play.apiKey}` } });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: "unknown_token" } });
    }
    expect(play.record().requests).toEqual([]);
  });
});

const handles = (): string[] => process.getActiveResourcesInfo().filter((name) => /TCP|Timeout/.test(name));

describe("closing an attempt", () => {
  test("destroys what is still open, and notes that the server ended it", async () => {
    const play = stage.open(script(exchange(["a"], { end: { kind: "hold", holdMs: 10_000 } })));
    const client = await connectRawClient(stage.origin);
    client.send(post(play.baseUrl));
    await client.until((received) => received.includes("a"));
    const closed = new Promise((resolve) => client.socket.once("close", resolve));
    await Promise.all([play.close(), play.settled(), closed]);
    expect(play.record().deliveries[0]).toMatchObject({ clientClosedAtMs: null, serverEndedAtMs: expect.any(Number) });
  });

  test("leaves a kept-alive connection to the next attempt", async () => {
    const one = stage.open(script(exchange(["one"])));
    const client = await connectRawClient(stage.origin);
    client.send(post(one.baseUrl));
    await client.until((received) => decodeAnswer(received)?.whole === true);
    await one.close();
    const two = stage.open(script(exchange(["two"])));
    client.send(post(two.baseUrl));
    await client.until((received) => received.includes("two"));
    expect(two.record().requests).toHaveLength(1);
  });

  test("leaves no handle behind", async () => {
    const before = handles();
    const short = await startHttpStage();
    const plays = ["hold", "comments", "gap"].map((kind) => {
      const end = { kind: kind === "hold" ? "hold" : "comments", holdMs: 9_000, limitMs: 9_000 } as const;
      return short.open({
        gapMs: 9_000,
        exchanges: [exchange(["a", "b"], { end, gapsBefore: kind === "gap" ? [1] : [] })],
      });
    });
    const clients = await Promise.all(plays.map(() => connectRawClient(short.origin)));
    for (const [n, client] of clients.entries()) client.send(post(plays[n]?.baseUrl ?? ""));
    await Promise.all(clients.map((client) => client.until((received) => received.includes("a"))));
    expect(handles().length).toBeGreaterThan(before.length);
    await Promise.all([
      short.close(),
      ...clients.map(({ socket }) => new Promise((resolve) => socket.once("close", resolve))),
    ]);
    const left = [...handles()];
    // Timers of others may have ended meanwhile: what was there before is not ours, whether or not it still is.
    for (const handle of before) if (left.includes(handle)) left.splice(left.indexOf(handle), 1);
    expect(left).toEqual([]);
  });
});

test("a client that never reads is waited for: one write is pending, not the whole body", async () => {
  const opened: Socket[] = [];
  const note = (message: unknown): void => void opened.push((message as { readonly socket: Socket }).socket);
  channel("net.server.socket").subscribe(note);
  const sliceBytes = 1_048_576;
  const slice = new Uint8Array(sliceBytes);
  const slices = Array.from({ length: 64 }, () => slice);
  const play = stage.open(script(exchange([], { slices })));
  const client = await connectRawClient(stage.origin);
  client.socket.pause();
  client.send(post(play.baseUrl));
  await play.firstRequest;
  channel("net.server.socket").unsubscribe(note);
  const [socket] = opened;
  // The kernel's buffers fill until a write stays pending; further turns show that no other joins it.
  const looks: number[] = [];
  while (looks.length < 50) {
    await new Promise((resolve) => setImmediate(resolve));
    const pendingBytes = socket?.writableLength ?? 0;
    if (pendingBytes > 0) looks.push(pendingBytes);
  }
  expect(Math.max(...looks)).toBeLessThanOrEqual(sliceBytes + 16);
  expect(play.record().deliveries[0]?.bytesWritten).toBeLessThan(slices.length * sliceBytes);
  client.socket.destroy();
  await play.settled();
  expect(play.record().deliveries[0]).toMatchObject({ bodyWrittenAtMs: null, serverEndedAtMs: null });
});
