import { get, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenPlay, PlayEnd, PlayedExchangeScript } from "../shape/play.ts";
import { type HttpStage, startHttpStage } from "./start-http-stage.ts";
import { connectRawClient, post, type RawClient } from "./testing/connect-raw-client.ts";
import { decodeAnswer } from "./testing/decode-answer.ts";
import { exchange, script } from "./testing/script.ts";

let stage: HttpStage;
beforeAll(async () => {
  stage = await startHttpStage();
});
afterAll(() => stage.close());

async function begin(played: PlayedExchangeScript): Promise<{ play: OpenPlay; client: RawClient }> {
  const play = stage.open(script(played));
  const client = await connectRawClient(stage.origin);
  client.send(post(`${play.baseUrl}/chat/completions`));
  return { play, client };
}

/** What `http.get` makes of a URL: the body's text, and the code of the error that ended it. */
async function getBody(url: string): Promise<{ readonly text: string; readonly code: string | null }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => get(url, resolve).on("error", reject));
  const pieces: Buffer[] = [];
  try {
    for await (const piece of response) pieces.push(piece);
    return { text: Buffer.concat(pieces).toString(), code: null };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return { text: Buffer.concat(pieces).toString(), code };
  }
}

const held = (holdMs: number, transfer: "chunked" | "length" | "close" = "chunked"): PlayedExchangeScript =>
  exchange(["data: x\n\n", "data: [DONE]\n\n"], { transfer, end: { kind: "hold", holdMs } });

const endless = (limitMs: number, changes: Partial<PlayedExchangeScript> = {}): PlayedExchangeScript => {
  const end: PlayEnd = { kind: "comments", limitMs };
  return exchange(["data: x\n\n"], { ...changes, end });
};

describe("rst", () => {
  test.each(["chunked", "length", "close"] as const)(
    "%s: all slices arrive, then the connection is reset",
    async (transfer) => {
      const { play, client } = await begin(exchange(["a", "b"], { transfer, end: { kind: "rst" } }));
      expect(await client.ended).toBe("reset");
      expect(decodeAnswer(client.received())?.body.toString()).toBe("ab");
      await play.settled();
      expect(play.record().deliveries[0]).toMatchObject({ bytesWritten: 2, clientClosedAtMs: null });
      expect(play.record().deliveries[0]?.serverEndedAtMs).not.toBeNull();
    },
  );

  test("http.get and fetch see the reset as an error, after the text", async () => {
    const broken = exchange(["a", "b"], { end: { kind: "rst" } });
    const play = stage.open(script(broken, broken));
    expect(await getBody(play.eventsUrl)).toEqual({ text: "ab", code: "ECONNRESET" });
    const response = await fetch(play.eventsUrl);
    await expect(response.text()).rejects.toMatchObject({ name: "TypeError", message: "terminated" });
  });
});

describe("missing_last_chunk", () => {
  test.each(["chunked", "length"] as const)(
    "%s: all slices arrive, then an orderly close before the body's end",
    async (transfer) => {
      const { client } = await begin(exchange(["a", "b"], { transfer, end: { kind: "missing_last_chunk" } }));
      expect(await client.ended).toBe("fin");
      expect(decodeAnswer(client.received())).toMatchObject({ whole: false, body: Buffer.from("ab") });
    },
  );

  test.each(["chunked", "length"] as const)("%s: http.get and fetch tell of it", async (transfer) => {
    const broken = exchange(["a", "b"], { transfer, end: { kind: "missing_last_chunk" } });
    const play = stage.open(script(broken, broken));
    expect(await getBody(play.eventsUrl)).toEqual({ text: "ab", code: "ECONNRESET" });
    const response = await fetch(play.eventsUrl);
    await expect(response.text()).rejects.toMatchObject({ message: "terminated" });
  });

  test("a body delimited by the connection has no last chunk to miss", async () => {
    const play = stage.open(script(exchange(["a"], { transfer: "close", end: { kind: "missing_last_chunk" } })));
    expect(await getBody(play.eventsUrl)).toEqual({ text: "a", code: null });
  });
});

describe("hold", () => {
  test.each(["chunked", "length", "close"] as const)(
    "%s: the answer ends properly once the time is up",
    async (transfer) => {
      const { play, client } = await begin(held(40, transfer));
      await play.firstRequest;
      await play.settled();
      const [delivery] = play.record().deliveries;
      const { bodyWrittenAtMs, serverEndedAtMs, clientClosedAtMs } = delivery ?? {};
      expect((serverEndedAtMs ?? 0) - (bodyWrittenAtMs ?? 0)).toBeGreaterThanOrEqual(38);
      expect(clientClosedAtMs).toBeNull();
      if (transfer === "close") expect(await client.ended).toBe("fin");
      else await client.until((received) => decodeAnswer(received)?.whole === true);
      expect(decodeAnswer(client.received())?.body.toString()).toBe("data: x\n\ndata: [DONE]\n\n");
    },
  );

  test("a client that closes while the answer is held is noted as the one who ended it", async () => {
    const { play, client } = await begin(held(10_000));
    await client.until((received) => received.includes("[DONE]"));
    const closedAtMs = play.nowMs();
    client.socket.end();
    await play.settled();
    const [delivery] = play.record().deliveries;
    expect(delivery?.serverEndedAtMs).toBeNull();
    expect(delivery?.clientClosedAtMs).toBeGreaterThanOrEqual(closedAtMs);
    expect(delivery?.clientClosedAtMs).toBeLessThanOrEqual(play.nowMs());
    expect(delivery?.bodyWrittenAtMs).toBeLessThan(closedAtMs);
  });

  test("a next request on the connection ends the hold: the client is plainly done", async () => {
    const play = stage.open(script(held(10_000, "length"), exchange(["two"], { transfer: "length" })));
    const client = await connectRawClient(stage.origin);
    client.send(post(play.baseUrl));
    await client.until((received) => decodeAnswer(received)?.whole === true);
    client.send(post(play.baseUrl));
    await client.until((received) => received.includes("two"));
    expect(play.record().deliveries[0]?.clientClosedAtMs).toBeNull();
  });
});

describe("comments", () => {
  test("they go on until the client closes, which is timed", async () => {
    const { play, client } = await begin(endless(10_000));
    await client.until((received) => received.toString().split(": keep-alive\n\n").length > 3);
    const closedAtMs = play.nowMs();
    client.socket.resetAndDestroy();
    await play.settled();
    const [delivery] = play.record().deliveries;
    expect(delivery).toMatchObject({ bytesWritten: 9, slicesWritten: 1, serverEndedAtMs: null });
    expect(delivery?.clientClosedAtMs).toBeGreaterThanOrEqual(closedAtMs);
  });

  test.each(["chunked", "length"] as const)("%s: at the limit the body ends as it was declared", async (transfer) => {
    const { play, client } = await begin(endless(70, { transfer }));
    const bytes = await client.until((received) => decodeAnswer(received)?.whole === true);
    expect(decodeAnswer(bytes)?.body.toString()).toMatch(/^data: x\n\n(: keep-alive\n\n){2,4}$/);
    await play.settled();
    expect(play.record().deliveries[0]?.clientClosedAtMs).toBeNull();
  });

  test("an abort of fetch closes the connection", async () => {
    const { baseUrl, settled, record } = stage.open(script(endless(10_000)));
    const abort = new AbortController();
    const response = await fetch(baseUrl, { signal: abort.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    abort.abort();
    await expect(reader?.read()).rejects.toMatchObject({ name: "AbortError" });
    await settled();
    expect(record().deliveries[0]).toMatchObject({ serverEndedAtMs: null, clientClosedAtMs: expect.any(Number) });
  });
});

describe("gaps", () => {
  test("each one is made and takes its time", async () => {
    const play = stage.open({ gapMs: 15, exchanges: [exchange(["a", "b", "c", "d"], { gapsBefore: [0, 2, 3] })] });
    expect(await getBody(play.eventsUrl)).toEqual({ text: "abcd", code: null });
    const [delivery] = play.record().deliveries;
    expect(delivery?.gapsMade).toBe(3);
    expect(delivery?.bodyWrittenAtMs).toBeGreaterThanOrEqual(3 * 14);
  });

  test("a client that closes in a gap ends the delivery there", async () => {
    const play = stage.open({ gapMs: 10_000, exchanges: [exchange(["a", "b"], { gapsBefore: [1] })] });
    const client = await connectRawClient(stage.origin);
    client.send(post(play.baseUrl));
    await client.until((received) => received.includes("a"));
    client.socket.destroy();
    await play.settled();
    expect(play.record().deliveries[0]).toMatchObject({ slicesWritten: 1, gapsMade: 0, bodyWrittenAtMs: null });
  });
});
