import { performance } from "node:perf_hooks";
import { Writable } from "node:stream";
import { expect, test } from "vitest";
import type { PlayedExchangeScript } from "../shape/play.ts";
import { countShown } from "./count-shown.ts";
import { recordDelivery } from "./record-delivery.ts";
import type { Turn } from "./record-attempt.ts";
import { exchange } from "./testing/script.ts";
import { writeSlices } from "./write-slices.ts";

function turnOf(played: PlayedExchangeScript, gapMs = 0): Turn {
  const delivery = recordDelivery(0, () => performance.now());
  return {
    exchange: played,
    gapMs,
    shown: countShown(),
    barrierMs: 50,
    delivery,
    keepBody: () => {},
    release: () => {},
  };
}

test("each slice is a write of its own, and a gap lies between two writes", async () => {
  const writes: { readonly text: string; readonly atMs: number }[] = [];
  const stream = new Writable({
    write(bytes, _encoding, done) {
      writes.push({ text: String(bytes), atMs: performance.now() });
      done();
    },
    writev() {
      throw new Error("two slices were merged");
    },
  });
  const turn = turnOf(exchange(["a", "b", "c"], { gapsBefore: [2] }), 20);
  expect(await writeSlices(stream, turn, "chunked")).toBe(true);
  expect(writes.map(({ text }) => text)).toEqual(["1\r\na\r\n", "1\r\nb\r\n", "1\r\nc\r\n"]);
  expect((writes[2]?.atMs ?? 0) - (writes[1]?.atMs ?? 0)).toBeGreaterThanOrEqual(19);
  expect(turn.delivery.record()).toMatchObject({ slicesWritten: 3, gapsMade: 1 });
});

test("a write that is not taken holds back the next one", async () => {
  const taken: (() => void)[] = [];
  const stream = new Writable({ write: (_bytes, _encoding, done) => void taken.push(done), highWaterMark: 1 });
  const turn = turnOf(exchange(["aaaa", "bbbb"]));
  const written = writeSlices(stream, turn, "length");
  expect(taken).toHaveLength(1);
  expect(stream.writableLength).toBe(4);
  expect(turn.delivery.record().slicesWritten).toBe(0);
  taken[0]?.();
  while (taken.length < 2) await new Promise((resolve) => setImmediate(resolve));
  expect(turn.delivery.record()).toMatchObject({ slicesWritten: 1, bytesWritten: 4, bodyWrittenAtMs: null });
  taken[1]?.();
  expect(await written).toBe(true);
  expect(turn.delivery.record().bodyWrittenAtMs).not.toBeNull();
});

test("a delivery that is over gets no further slice", async () => {
  const turn = turnOf(exchange(["a", "b", "c"]));
  const writes: string[] = [];
  const stream = new Writable({
    write(bytes, _encoding, done) {
      writes.push(String(bytes));
      if (writes.length === 2) turn.delivery.clientClosed();
      done();
    },
  });
  expect(await writeSlices(stream, turn, "close")).toBe(false);
  expect(writes).toEqual(["a", "b"]);
});
