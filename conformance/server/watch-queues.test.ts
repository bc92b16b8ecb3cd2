import { connect, type Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { startHttpStage } from "./start-http-stage.ts";
import { strictGap } from "./strict-gap.ts";
import { post } from "./testing/connect-raw-client.ts";
import { exchange, script } from "./testing/script.ts";
import { findQueue, type Look, type PortPair, watchQueues } from "./watch-queues.ts";

// Ours is the first row of each pair, the peer's the second: it has the ports the other way round.
const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:84DD 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 225909 1 0 100 0 0 10 0
   1: 0100007F:1F90 0100007F:C826 01 00000011:00000000 01:00000014 00000000     0        0 3 1 0 20 4 30 10 -1
   2: 0100007F:C826 0100007F:1F90 01 00000000:0000002A 00:00000000 00000000     0        0 3 1 0 20 4 30 10 -1
`;
const TCP6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when
   0: 0000000000000000FFFF00000100007F:EE04 0000000000000000FFFF00000100007F:1F90 01 00000000:00000007 00:00000000 0
`;

const PAIR: PortPair = { localPort: 0x1f90, remotePort: 0xc826 };

describe("the peer's queue", () => {
  test("is that of the row with our ports the other way round", () => {
    expect(findQueue(TCP, PAIR)).toEqual({ waiting: 42 });
    expect(findQueue(TCP, { localPort: PAIR.remotePort, remotePort: PAIR.localPort })).toEqual({ waiting: 0 });
    expect(findQueue(TCP, { localPort: 0x1f90, remotePort: 1 })).toBe("not_seen");
    expect(findQueue("", PAIR)).toBe("not_seen");
  });

  test("of a dual-stack client is in the second table", async () => {
    const watch = watchQueues([() => Promise.resolve(TCP), () => Promise.resolve(TCP6)]);
    expect(await watch.look({ localPort: 0x1f90, remotePort: 0xee04 })).toEqual({ waiting: 7 });
    expect(await watch.look(PAIR)).toEqual({ waiting: 42 });
  });
});

test("who asks while a table is read waits for the next one, and all of them share it", async () => {
  const reads: ((text: string) => void)[] = [];
  const watch = watchQueues([() => new Promise((resolve) => reads.push(resolve))]);
  const early = watch.look(PAIR);
  const late = [watch.look(PAIR), watch.look(PAIR)];
  expect(reads).toHaveLength(1);
  reads[0]?.("");
  expect(await early).toBe("not_seen");
  expect(reads).toHaveLength(2);
  reads[1]?.(TCP);
  expect(await Promise.all(late)).toEqual([{ waiting: 42 }, { waiting: 42 }]);
  void watch.look(PAIR);
  expect(reads).toHaveLength(3);
});

const looking = (looks: readonly Look[]): { readonly watch: Parameters<typeof strictGap>[0]; asked(): number } => {
  let at = 0;
  return { watch: { look: () => Promise.resolve(looks[at++] ?? { waiting: 1 }) }, asked: () => at };
};

describe("a strict gap", () => {
  const forever = new AbortController().signal;

  test("goes on at the first empty queue", async () => {
    const { watch, asked } = looking([{ waiting: 9 }, "not_seen", { waiting: 1 }, { waiting: 0 }]);
    expect(await strictGap(watch, 1_000, () => PAIR)(0, forever)).toBe("made");
    expect(asked()).toBe(4);
  });

  test.each([
    ["a peer that is not seen", ["not_seen", "not_seen", "not_seen"], PAIR, 1_000],
    ["a connection that is gone", [], undefined, 1_000],
    ["a queue that does not empty in time", [], PAIR, 20],
  ] as const)("falls back to a pause for %s", async (_what, looks, pair, ceilingMs) => {
    const slow = looking(looks);
    // Looking gives the ceiling's timer a turn, as reading a table does.
    const watch = { look: async (given: PortPair) => (await setImmediate(), slow.watch.look(given)) };
    expect(await strictGap(watch, ceilingMs, () => pair)(0, forever)).toBe("fallback");
  });
});

/** A client that reads nothing, not even into a buffer of its own, until it is told to. */
function connectIdle(url: string, host: string): { readonly socket: Socket; readonly text: () => string } {
  let text = "";
  const socket = connect({ host, port: Number(new URL(url).port) }).pause();
  socket.on("data", (bytes) => (text += bytes.toString("latin1"))).on("error", () => {});
  socket.write(post(url));
  return { socket, text: () => text };
}

// Without the tables there is nothing to be strict by.
const canSee = process.platform === "linux";
if (!canSee) console.warn("strict delivery over HTTP is not tested: this system has no /proc/net/tcp");

describe.runIf(canSee)("over HTTP", () => {
  test.each([
    ["127.0.0.1", "127.0.0.1"],
    ["::", "127.0.0.1"],
    ["::", "::ffff:127.0.0.1"],
    ["::", "::1"],
  ])("at %s, a client at %s is sent a slice when it has taken the one before it", async (host, dial) => {
    const stage = await startHttpStage({ delivery: "strict", host });
    try {
      const play = stage.open(script(exchange(["one", "two"], { gapsBefore: [1] })));
      const { socket, text } = connectIdle(play.baseUrl, dial);
      await expect.poll(() => play.record().deliveries[0]?.slicesWritten).toBe(1);
      // Others are served over the same stage, gap and all; this client has not read, so nothing more may come to it.
      for (let served = 0; served < 5; served += 1) {
        const other = stage.open(script(exchange(["one", "two"], { gapsBefore: [1] })));
        expect(await (await fetch(other.eventsUrl.replace(/\/\/[^/]*:/, "//127.0.0.1:"))).text()).toBe("onetwo");
        await other.close();
      }
      expect(play.record().deliveries[0]).toMatchObject({ slicesWritten: 1, gapsMade: 0 });
      socket.resume();
      await expect.poll(text).toContain("two");
      await play.settled();
      const [delivery] = play.record().deliveries;
      expect(delivery).toMatchObject({ slicesWritten: 2, gapsMade: 1 });
      expect(delivery?.strictFallbacks).toBeUndefined();
      socket.destroy();
    } finally {
      await stage.close();
    }
  });

  test("a client that never reads gets the next slice after the ceiling, and that is marked", async () => {
    const stage = await startHttpStage({ delivery: "strict", drainMs: 30 });
    try {
      const play = stage.open(script(exchange(["one", "two"], { gapsBefore: [1] })));
      const { socket } = connectIdle(play.baseUrl, "127.0.0.1");
      await play.firstRequest;
      await play.settled();
      expect(play.record().deliveries[0]).toMatchObject({ slicesWritten: 2, gapsMade: 1, strictFallbacks: 1 });
      socket.destroy();
    } finally {
      await stage.close();
    }
  });

  test("the wrong way round, our own row would always look empty", async () => {
    const stage = await startHttpStage({ delivery: "pause" });
    try {
      const play = stage.open(script(exchange(["one"])));
      const { socket } = connectIdle(play.baseUrl, "127.0.0.1");
      await play.firstRequest;
      await play.settled();
      const ours: PortPair = { localPort: Number(new URL(play.baseUrl).port), remotePort: socket.localPort ?? 0 };
      const watch = watchQueues();
      const peer = await watch.look(ours);
      expect(peer === "not_seen" ? 0 : peer.waiting).toBeGreaterThan(0);
      expect(await watch.look({ localPort: ours.remotePort, remotePort: ours.localPort })).toEqual({ waiting: 0 });
      socket.destroy();
    } finally {
      await stage.close();
    }
  });
});
