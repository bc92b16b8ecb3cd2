import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BodyFraming } from "./body-framing.ts";
import { frameSlice, lastChunk } from "./frame-slice.ts";
import { type HttpStage, startHttpStage } from "./start-http-stage.ts";
import { connectRawClient, post } from "./testing/connect-raw-client.ts";
import { decodeAnswer } from "./testing/decode-answer.ts";
import { exchange, script } from "./testing/script.ts";

let stage: HttpStage;
beforeAll(async () => {
  stage = await startHttpStage();
});
afterAll(() => stage.close());

/** Bodies that try to look like framing, cut anywhere, with empty slices among them. */
const slices = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.constantFrom("\r\n", "0\r\n\r\n", "5\r\n", "\r\n\r\n", "").map((text) => new TextEncoder().encode(text)),
  ),
  { maxLength: 12 },
);

test("law: whatever the body, the cuts and the transfer, a raw client decodes exactly the slices", async () => {
  await fc.assert(
    fc.asyncProperty(slices, fc.constantFrom("chunked", "length", "close"), async (body, transfer) => {
      const play = stage.open(script(exchange([], { slices: body, transfer })));
      const client = await connectRawClient(stage.origin);
      client.send(post(play.baseUrl));
      if (transfer === "close") await client.ended;
      else await client.until((received) => decodeAnswer(received)?.whole === true);
      await play.settled();
      client.socket.destroy();
      const answer = decodeAnswer(client.received());
      expect(answer?.body.equals(Buffer.concat(body))).toBe(true);
      expect(answer?.rest.length).toBe(0);
      if (transfer === "chunked") {
        const sent = body.filter((slice) => slice.length > 0).map((slice) => Buffer.from(slice).toString("hex"));
        expect(answer?.pieces.map((piece) => piece.toString("hex"))).toEqual(sent);
      }
      const [delivery] = play.record().deliveries;
      expect(delivery?.slicesWritten).toBe(body.length);
      expect(delivery?.bytesWritten).toBe(Buffer.concat(body).length);
      await play.close();
    }),
    { seed: 20261104, numRuns: 150 },
  );
});

type Frame = (slice: Uint8Array, framing: BodyFraming["kind"]) => Uint8Array | null;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Wrong ways to frame, each of which some server has shipped. */
const MUTANTS: Readonly<Record<string, Frame>> = {
  "an empty slice becomes the last chunk": (slice) =>
    Buffer.concat([bytes(`${slice.length.toString(16)}\r\n`), slice, bytes("\r\n")]),
  "the size is decimal": (slice) =>
    slice.length === 0 ? null : Buffer.concat([bytes(`${slice.length}\r\n`), slice, bytes("\r\n")]),
  "the size counts characters": (slice) =>
    slice.length === 0
      ? null
      : Buffer.concat([bytes(`${new TextDecoder().decode(slice).length.toString(16)}\r\n`), slice, bytes("\r\n")]),
  "the line end after the data is missing": (slice) =>
    slice.length === 0 ? null : Buffer.concat([bytes(`${slice.length.toString(16)}\r\n`), slice]),
};

function isFramedWell(frame: Frame, body: readonly Uint8Array[]): boolean {
  const head = Buffer.from("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
  const frames = body.map((slice) => frame(slice, "chunked") ?? new Uint8Array());
  try {
    const answer = decodeAnswer(Buffer.concat([head, ...frames, lastChunk()]));
    return answer !== null && answer.whole && answer.rest.length === 0 && answer.body.equals(Buffer.concat(body));
  } catch {
    return false;
  }
}

test("law: framed slices decode to their concatenation", () => {
  fc.assert(
    fc.property(slices, (body) => isFramedWell(frameSlice, body)),
    { seed: 20261104, numRuns: 1_000 },
  );
});

test.each(Object.entries(MUTANTS))("the law catches it when %s", (_name, mutant) => {
  const { failed } = fc.check(
    fc.property(slices, (body) => isFramedWell(mutant, body)),
    { seed: 20261104, numRuns: 1_000 },
  );
  expect(failed).toBe(true);
});
