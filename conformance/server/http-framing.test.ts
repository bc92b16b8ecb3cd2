import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PlayedExchangeScript } from "../shape/play.ts";
import { type HttpStage, startHttpStage } from "./start-http-stage.ts";
import { connectRawClient, post } from "./testing/connect-raw-client.ts";
import { decodeAnswer } from "./testing/decode-answer.ts";
import { exchange, script } from "./testing/script.ts";

let stage: HttpStage;
beforeAll(async () => {
  stage = await startHttpStage();
});
afterAll(() => stage.close());

/** Asks once, reads until the expected end is there, hands back the text and what the server noted. */
async function ask(played: PlayedExchangeScript, until: string, request: (url: string) => string = post) {
  const play = stage.open(script(played));
  const client = await connectRawClient(stage.origin);
  client.send(request(`${play.baseUrl}/chat/completions`));
  const bytes = await client.until((received) => received.includes(until));
  await play.settled();
  return { text: bytes.toString("latin1"), play, client, delivery: play.record().deliveries[0] };
}

const head = (url: string): string => post(url).replace("POST", "HEAD");
const old = (url: string): string => post(url).replace("HTTP/1.1", "HTTP/1.0");
const closing = (url: string): string => post(url, { connection: "close" });

describe("bytes on the wire", () => {
  test("a slice is one HTTP chunk, and nothing is added to the scripted headers but the framing", async () => {
    const { text, delivery } = await ask(exchange(["data: a\n", "\n", "data: [DONE]\n\n"]), "0\r\n\r\n");
    expect(text).toBe(
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n" +
        "8\r\ndata: a\n\r\n1\r\n\n\r\ne\r\ndata: [DONE]\n\n\r\n0\r\n\r\n",
    );
    expect(delivery).toMatchObject({
      exchange: 0,
      bytesWritten: 23,
      slicesWritten: 3,
      gapsMade: 0,
      clientClosedAtMs: null,
    });
  });

  test("an empty slice does not end a chunked body", async () => {
    const { text, delivery } = await ask(exchange(["a", "", "b"]), "0\r\n\r\n");
    expect(text.endsWith("\r\n\r\n1\r\na\r\n1\r\nb\r\n0\r\n\r\n")).toBe(true);
    expect(delivery?.slicesWritten).toBe(3);
  });

  test("a declared length counts bytes, and a recorded framing header gives way to it", async () => {
    const headers: PlayedExchangeScript["headers"] = [
      ["X-First", "1"],
      ["Content-Length", "999"],
      ["Transfer-Encoding", "chunked"],
      ["X-Last", "é"],
    ];
    const { text } = await ask(exchange(["hé", "llo"], { headers, transfer: "length" }), "llo");
    expect(Buffer.from(text, "latin1").toString("utf8")).toBe(
      "HTTP/1.1 200 OK\r\nX-First: 1\r\nX-Last: é\r\ncontent-length: 6\r\n\r\nhéllo",
    );
  });

  test("a body delimited by the connection says so, and ends with it", async () => {
    const headers: PlayedExchangeScript["headers"] = [["Connection", "keep-alive"]];
    const { text, client, delivery } = await ask(exchange(["a", "b"], { headers, transfer: "close" }), "ab");
    expect(text).toBe("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nab");
    expect(await client.ended).toBe("fin");
    expect(delivery?.serverEndedAtMs).not.toBeNull();
  });

  test("an answer without body has no chunks: HEAD, 204, 304", async () => {
    expect((await ask(exchange(["body"]), "\r\n\r\n", head)).text).toContain("transfer-encoding: chunked");
    expect((await ask(exchange(["body"]), "\r\n\r\n", head)).text.endsWith("\r\n\r\n")).toBe(true);
    const empty = await ask(exchange(["body"], { status: 204, headers: [] }), "\r\n\r\n");
    expect(empty.text).toBe("HTTP/1.1 204 No Content\r\n\r\n");
    expect(empty.delivery?.bytesWritten).toBe(0);
  });

  test("HTTP/1.0 knows no chunks, so the connection's end delimits the body", async () => {
    const { text, client } = await ask(exchange(["a", "b"]), "ab", old);
    expect(text.endsWith("connection: close\r\n\r\nab")).toBe(true);
    expect(await client.ended).toBe("fin");
  });
});

describe("connections", () => {
  test("a connection is kept for the next request, and each request gets its own exchange", async () => {
    const play = stage.open(script(exchange(["one"]), exchange(["two"], { transfer: "length" })));
    const client = await connectRawClient(stage.origin);
    client.send(post(play.baseUrl));
    const first = await client.until((received) => decodeAnswer(received)?.whole === true);
    client.send(post(play.baseUrl));
    const both = await client.until((received) => received.includes("two"));
    expect(decodeAnswer(decodeAnswer(both)?.rest ?? first)?.body.toString()).toBe("two");
    expect(play.record().deliveries.map(({ exchange }) => exchange)).toEqual([0, 1]);
  });

  test("pipelined requests are answered in order", async () => {
    const play = stage.open(script(exchange(["one"], { gapsBefore: [0] }), exchange(["two"], { transfer: "length" })));
    const client = await connectRawClient(stage.origin);
    client.send(post(play.baseUrl) + post(play.baseUrl));
    const text = (await client.until((received) => received.includes("two"))).toString();
    expect(text.indexOf("one")).toBeLessThan(text.indexOf("two"));
  });

  test("a request that asks for a close gets one after a whole answer", async () => {
    const { text, client } = await ask(exchange(["a"]), "0\r\n\r\n", closing);
    expect(text).not.toContain("connection: close");
    expect(await client.ended).toBe("fin");
  });

  test("a client that waits for 100 Continue gets it, then its answer", async () => {
    const play = stage.open(script(exchange(["a"])));
    const client = await connectRawClient(stage.origin);
    client.send(post(play.baseUrl, { expect: "100-continue", "content-length": "5" }, ""));
    await client.until((received) => received.toString() === "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("hello");
    await client.until((received) => received.includes("0\r\n\r\n"));
    expect(play.record().requests[0]?.body).toBe("hello");
  });

  test.each(["", "host: x\r\nexpect: the-best\r\n", "host: x\r\nconnection: upgrade\r\nupgrade: h2c\r\n"])(
    "an odd request is answered all the same: %j",
    async (lines) => {
      const play = stage.open(script(exchange(["a"])));
      const client = await connectRawClient(stage.origin);
      client.send(`GET ${new URL(play.eventsUrl).pathname} HTTP/1.1\r\n${lines}\r\n`);
      const bytes = await client.until((received) => received.includes("0\r\n\r\n"));
      expect(decodeAnswer(bytes)?.statusLine).toBe("HTTP/1.1 200 OK");
    },
  );

  test("a request to tunnel is refused by a close", async () => {
    const client = await connectRawClient(stage.origin);
    client.send("CONNECT example.test:443 HTTP/1.1\r\nhost: example.test\r\n\r\n");
    expect(await client.ended).toBe("fin");
  });

  test("bytes that are no HTTP get a 400 and a close", async () => {
    const client = await connectRawClient(stage.origin);
    client.send("not http at all\r\n\r\n");
    expect(await client.ended).toBe("fin");
    expect(client.received().toString()).toMatch(/^HTTP\/1\.1 400 /);
  });

  test("an idle connection is closed after idleMs, one with a request is not", async () => {
    const hasty = await startHttpStage({ idleMs: 20 });
    const play = hasty.open(script(exchange(["a"], { end: { kind: "hold", holdMs: 80 } })));
    const client = await connectRawClient(hasty.origin);
    client.send(post(play.baseUrl));
    await client.ended;
    expect(decodeAnswer(client.received())?.whole).toBe(true);
    await hasty.close();
  });

  test("closing the stage closes its connections and its port", async () => {
    const short = await startHttpStage();
    const client = await connectRawClient(short.origin);
    const closed = new Promise((resolve) => client.socket.once("close", resolve));
    await Promise.all([short.close(), short.close(), closed]);
    const refused = new Promise((resolve) =>
      connect(Number(new URL(short.origin).port), "127.0.0.1").once("error", resolve),
    );
    expect(await refused).toMatchObject({ code: "ECONNREFUSED" });
    expect(() => short.open(script(exchange([])))).toThrow(/closed/);
  });
});
