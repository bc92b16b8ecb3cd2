/** What a client can make the server hold is bounded. */
import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { DEFAULT_LIMITS, type Limits } from "../../src/base/index.ts";
import { recordAttempt } from "./record-attempt.ts";
import { type HttpStageOptions, startHttpStage } from "./start-http-stage.ts";
import { connectRawClient, post } from "./testing/connect-raw-client.ts";
import { exchange, script } from "./testing/script.ts";

async function withStage(
  limits: HttpStageOptions["limits"],
  work: (stage: Awaited<ReturnType<typeof startHttpStage>>) => Promise<void>,
): Promise<void> {
  const stage = await startHttpStage(limits === undefined ? {} : { limits });
  try {
    await work(stage);
  } finally {
    await stage.close();
  }
}

test("a client that asks on and on without its answers is cut off; one that waits for each is not", async () => {
  await withStage({ requestsWaitingMax: 4 }, async (stage) => {
    // An answer larger than what lies between the two: it never gets away.
    const play = stage.open(script(exchange(["x".repeat(64 * 1024 * 1024)])));
    const client = connect({ host: "127.0.0.1", port: Number(new URL(stage.origin).port) });
    client.on("error", () => {});
    client.pause();
    client.write(`GET ${new URL(play.baseUrl).pathname} HTTP/1.1\r\n\r\n`.repeat(1_000));
    await play.firstRequest;
    await play.settled();
    expect(play.record().deliveries).toHaveLength(4);
    client.destroy();
    await play.close();

    const patient = stage.open(script(...Array.from({ length: 8 }, () => exchange(["ok"], { transfer: "length" }))));
    const raw = await connectRawClient(stage.origin);
    for (let asked = 1; asked <= 8; asked += 1) {
      raw.send(post(patient.baseUrl));
      await raw.until((received) => received.toString("latin1").split("HTTP/1.1 200").length - 1 === asked);
    }
    raw.socket.destroy();
  });
});

test("one connection more than there may be is closed as it comes", async () => {
  await withStage({ connectionsMax: 2 }, async (stage) => {
    const two = [await connectRawClient(stage.origin), await connectRawClient(stage.origin)];
    const third = connect({ host: "127.0.0.1", port: Number(new URL(stage.origin).port) });
    third.on("error", () => {});
    third.resume();
    await once(third, "close");
    const play = stage.open(script(exchange(["ok"], { transfer: "length" })));
    two[0]?.send(post(play.baseUrl));
    await two[0]?.until((received) => received.includes("ok"));
    for (const { socket } of two) socket.destroy();
  });
});

/** An attempt of which nothing but the bodies matters. */
function bodiesOf(limits: Partial<Limits>, bodies: readonly (readonly Uint8Array[])[]): readonly string[] {
  const attempt = recordAttempt(script(exchange(["x"])), { ...DEFAULT_LIMITS, ...limits }, () => 0);
  for (const pieces of bodies) {
    const turn = attempt.begin({ method: "POST", path: "/", headers: {} }, async () => {});
    for (const piece of pieces) turn.keepBody(piece);
  }
  return attempt.record().requests.map(({ body }) => body);
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("the bodies of one attempt share their room; of a request that is not kept no byte is", () => {
  const bodies = Array.from({ length: 5 }, () => [bytes("abc"), bytes("def")]);
  const limits = { requestBytesMax: 5, requestsKept: 3, attemptRequestBytesMax: 12 };
  expect(bodiesOf(limits, bodies)).toEqual(["abcde", "abcde", "ab"]);
});

test("a body that comes in single bytes comes together; what was read is not held on to", () => {
  const read = new Uint8Array([120]);
  const attempt = recordAttempt(script(exchange(["x"])), DEFAULT_LIMITS, () => 0);
  const turn = attempt.begin({ method: "POST", path: "/", headers: {} }, async () => {});
  for (let at = 0; at < 100_000; at += 1) turn.keepBody(read);
  // Had it kept the pieces themselves, they would all have changed.
  read[0] = 121;
  expect(attempt.record().requests[0]?.body).toBe("x".repeat(100_000));
});
