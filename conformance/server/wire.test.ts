import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PlayedExchangeScript, PlayedWire } from "../shape/play.ts";
import { createInProcessStage } from "./create-in-process-stage.ts";
import { type HttpStage, startHttpStage } from "./start-http-stage.ts";
import { connectRawClient, post, type RawClient } from "./testing/connect-raw-client.ts";
import { exchange, script } from "./testing/script.ts";

let stage: HttpStage;
beforeAll(async () => {
  stage = await startHttpStage();
});
afterAll(() => stage.close());

type Changes = Partial<PlayedExchangeScript>;
const odd = (wire: PlayedWire, changes: Changes = {}): PlayedExchangeScript =>
  exchange(["ab", "c"], { ...changes, wire });

async function begin(...exchanges: readonly PlayedExchangeScript[]) {
  const play = stage.open(script(...exchanges));
  const client = await connectRawClient(stage.origin);
  client.send(post(play.eventsUrl, {}, "{}"));
  return { play, client };
}

/** All bytes of a connection that the server ends. */
async function whole(client: RawClient): Promise<string> {
  await client.ended;
  return client.received().toString("latin1");
}

const HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";
const CHUNKED = `${HEAD}transfer-encoding: chunked\r\n`;

describe("exact bytes", () => {
  test.each<[what: string, wire: PlayedWire, changes: Changes, bytes: string]>([
    [
      "chunk extensions",
      { chunkExtensions: ";a=1;b=2" },
      {},
      `${CHUNKED}\r\n2;a=1;b=2\r\nab\r\n1;a=1;b=2\r\nc\r\n0;a=1;b=2\r\n\r\n`,
    ],
    [
      "trailers",
      { trailers: [["x-sum", "1"]] },
      {},
      `${HEAD}trailer: x-sum\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\nx-sum: 1\r\n\r\n`,
    ],
    [
      "interim answers",
      {
        informational: [
          { status: 100, headers: [] },
          { status: 103, headers: [["link", "</a>"]] },
        ],
      },
      {},
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${CHUNKED}\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n`,
    ],
    ["a length too long", { lengthDelta: 5 }, { transfer: "length" }, `${HEAD}content-length: 8\r\n\r\nabc`],
    ["a length too short", { lengthDelta: -2 }, { transfer: "length" }, `${HEAD}content-length: 1\r\n\r\nabc`],
    [
      "HTTP/1.0",
      { httpVersion: "1.0" },
      { transfer: "close" },
      "HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\nconnection: close\r\n\r\nabc",
    ],
    ["no answer", { noAnswer: true }, {}, ""],
    ["an end behind a whole answer", { halfClose: true }, {}, `${CHUNKED}\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n`],
  ])("%s", async (_what, wire, changes, bytes) => {
    const ends = wire.lengthDelta !== undefined || wire.httpVersion !== undefined || wire.halfClose === true;
    const { client, play } = await begin(odd(wire, changes));
    const seen =
      ends || wire.noAnswer === true
        ? await whole(client)
        : (await client.until((received) => received.length >= bytes.length)).toString("latin1");
    expect(seen).toBe(bytes);
    await play.settled();
    expect(play.record().deliveries[0]?.clientClosedAtMs).toBeNull();
    await play.close();
  });

  test("padding: so many KiB of fields, each a KiB", async () => {
    const { client, play } = await begin(odd({ headersKb: 3 }));
    const head = (await client.until((received) => received.includes("\r\n\r\n"))).toString("latin1");
    const padding = head.split("\r\n").filter((line) => line.startsWith("x-padding-"));
    expect(padding.map((line) => line.length + 2)).toEqual([1_024, 1_024, 1_024]);
    await play.close();
  });
});

test("HTTP/1.0 requests get no interim answer", async () => {
  const play = stage.open(script(odd({ informational: [{ status: 103, headers: [] }] })));
  const client = await connectRawClient(stage.origin);
  client.send(`GET ${new URL(play.eventsUrl).pathname} HTTP/1.0\r\n\r\n`);
  expect(await whole(client)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

test("an early answer does not wait for the request's body, and ends the connection", async () => {
  const play = stage.open(script(odd({ early: true }, { status: 413, transfer: "length" })));
  const client = await connectRawClient(stage.origin);
  client.send(`POST ${new URL(play.eventsUrl).pathname} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n`);
  expect(await whole(client)).toMatch(/^HTTP\/1\.1 413 .*abc$/s);
  await play.close();
});

test("a redirect names a path of the same attempt, and what is asked there is the next exchange", async () => {
  const { client, play } = await begin(
    odd({ redirect: "/moved" }, { status: 307 }),
    odd({ postOnly: true }),
    odd({ postOnly: true }),
  );
  const first = await client.until((received) => received.includes("0\r\n\r\n"));
  const location = /location: (\S+)/.exec(first.toString("latin1"))?.[1] ?? "";
  expect(location).toBe(new URL(play.baseUrl).pathname.replace("/v1", "/moved"));
  client.send(post(`${stage.origin}${location}`));
  await client.until((received) => received.includes("200 OK"));
  client.send(`GET ${location} HTTP/1.1\r\nhost: x\r\n\r\n`);
  await client.until((received) => received.includes("HTTP/1.1 405"));
  expect(play.record().deliveries.map(({ exchange: index }) => index)).toEqual([0, 1, 2]);
  await play.close();
});

test("stay: the last chunk never comes, and the connection carries the next request", async () => {
  const { client, play } = await begin(exchange(["ab"], { end: { kind: "stay", limitMs: 10_000 } }), exchange(["c"]));
  await client.until((received) => received.includes("ab\r\n"));
  client.send(post(play.eventsUrl));
  const all = await client.until((received) => received.includes("0\r\n\r\n"));
  expect(all.toString("latin1")).toBe(`${CHUNKED}\r\n2\r\nab\r\n${CHUNKED}\r\n1\r\nc\r\n0\r\n\r\n`);
  await play.close();
});

test("stay: without another request it ends, unfinished", async () => {
  const { client } = await begin(exchange(["ab"], { end: { kind: "stay", limitMs: 20 } }));
  expect(await whole(client)).toBe(`${CHUNKED}\r\n2\r\nab\r\n`);
});

describe("a script that contradicts itself is refused", () => {
  test.each<[where: string, wire: PlayedWire, changes: Changes]>([
    ["lengthDelta", { lengthDelta: 1 }, {}],
    ["chunkExtensions", { chunkExtensions: ";a" }, { transfer: "close" }],
    ["chunkExtensions", { chunkExtensions: "a=1" }, {}],
    ["chunkExtensions", { chunkExtensions: ";a=\r\n" }, {}],
    ["httpVersion", { httpVersion: "1.0" }, {}],
    ["encodingEnd", { encodingEnd: "unfinished" }, {}],
    ["encodingEnd", { encoding: "br", encodingEnd: "no_footer" }, {}],
    ["encoding", { encoding: "gzip" }, { end: { kind: "comments", limitMs: 1 } }],
    ["informational", { informational: [{ status: 200, headers: [] }] }, {}],
    ["informational[0].headers", { informational: [{ status: 103, headers: [["a b", "c"]] }] }, {}],
    ["trailers", { trailers: [["a", "b\r\nc"]] }, {}],
    ["redirect", { redirect: "//elsewhere\r\n" }, {}],
    ["headersKb", { headersKb: 0 }, {}],
  ])("%s %j", (where, wire, changes) => {
    expect(() => stage.open(script(odd(wire, changes)))).toThrow(`script.exchanges[0].wire.${where}`);
  });

  test("a barrier before a slice that is not there", () => {
    const barred = exchange(["a"], { barriers: [{ before: 1, shown: 1 }] });
    expect(() => stage.open(script(barred))).toThrow("script.exchanges[0].barriers");
  });
});

describe("in process", () => {
  const inProcess = createInProcessStage();
  const ask = async (...exchanges: readonly PlayedExchangeScript[]) => {
    const play = inProcess.open(script(...exchanges));
    const told = await inProcess
      .fetch(play.eventsUrl, { method: "POST", body: "{}" })
      .then(async (response) => `${response.status} ${await response.text()}`)
      .catch((error: unknown) => String(error));
    return { told, ignored: play.record().deliveries.map(({ ignored = [] }) => ignored.join()) };
  };

  test("what a fetch would be told is told", async () => {
    expect((await ask(odd({ noAnswer: true }))).told).toBe("TypeError: fetch failed");
    expect((await ask(odd({ lengthDelta: 5 }, { transfer: "length" }))).told).toBe("TypeError: terminated");
    expect((await ask(odd({ lengthDelta: -2 }, { transfer: "length" }))).told).toBe("200 a");
    const moved = (status: number): PlayedExchangeScript => odd({ redirect: "/moved" }, { status });
    expect((await ask(moved(307), odd({ postOnly: true }))).told).toBe("200 abc");
    expect((await ask(moved(302), odd({ postOnly: true }))).told).toMatch(/^405 /);
  });

  test("what has no meaning without a network is said", async () => {
    expect(await ask(odd({ chunkExtensions: ";a", trailers: [["a", "b"]] }))).toEqual({
      told: "200 abc",
      ignored: ["chunkExtensions, trailers needs HTTP"],
    });
  });
});
