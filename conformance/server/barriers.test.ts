import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenPlay, PlayScript } from "../shape/play.ts";
import { createInProcessStage } from "./create-in-process-stage.ts";
import { type HttpStage, startHttpStage } from "./start-http-stage.ts";
import { exchange, script } from "./testing/script.ts";

let http: HttpStage;
beforeAll(async () => {
  http = await startHttpStage();
});
afterAll(() => http.close());

const inProcess = createInProcessStage();
const STAGES = [
  { name: "over HTTP", open: (given: PlayScript) => http.open(given), ask: fetch },
  { name: "in process", open: (given: PlayScript) => inProcess.open(given), ask: inProcess.fetch },
];

const STEPS = exchange(["one ", "two ", "three"], {
  barriers: [
    { before: 1, shown: 1 },
    { before: 2, shown: 2 },
  ],
});
const steps = (barrierMs: number): PlayScript => ({ ...script(STEPS), barrierMs });
const written = (play: OpenPlay): number | undefined => play.record().deliveries[0]?.slicesWritten;

/** Slices without a gap between them may come as one read. */
async function rest(next: () => Promise<string>): Promise<string> {
  const reads: string[] = [];
  for (let read = await next(); read !== "(end)"; read = await next()) reads.push(read);
  return reads.join("");
}

describe.each(STAGES)("$name", ({ open, ask }) => {
  async function begin(barrierMs: number) {
    const play = open(steps(barrierMs));
    const reader = (await ask(play.eventsUrl)).body?.getReader();
    const next = async (): Promise<string> => {
      const read = await reader?.read();
      return read?.done === false ? new TextDecoder().decode(read.value) : "(end)";
    };
    return { play, next, cancel: () => reader?.cancel() };
  }

  test("a slice comes when the client has shown what was before it, and no sooner", async () => {
    const { play, next } = await begin(10_000);
    expect(await next()).toBe("one ");
    const second = next();
    // A read that waits is what lets an in-process stage go on; it must wait none the less, while others are served.
    for (let served = 0; served < 10; served += 1) {
      const other = open(script(exchange(["whole"])));
      expect(await (await ask(other.eventsUrl)).text()).toBe("whole");
      await other.close();
    }
    expect(written(play)).toBe(1);
    play.release(1);
    expect(await second).toBe("two ");
    play.release(2);
    expect(await next()).toBe("three");
    expect(await next()).toBe("(end)");
    await play.settled();
    expect(play.record().deliveries[0]?.buffered).toBeUndefined();
    await play.close();
  });

  test("progress is cumulative: what was shown ahead opens the barriers behind it, and never closes one", async () => {
    const { play, next } = await begin(10_000);
    play.release(2);
    play.release(1);
    expect(await rest(next)).toBe("one two three");
    await play.close();
  });

  test("one that times out is recorded, and opens the others", async () => {
    const { play, next } = await begin(40);
    expect(await rest(next)).toBe("one two three");
    await play.settled();
    expect(play.record().deliveries[0]?.buffered).toEqual({ due: 1, shown: 0, waitedMs: 40 });
    await play.close();
  });

  test("a client that leaves is not taken for one that buffers", async () => {
    const { play, next, cancel } = await begin(10_000);
    await next();
    await cancel();
    await play.settled();
    expect(play.record().deliveries[0]).toMatchObject({ slicesWritten: 1, clientClosedAtMs: expect.any(Number) });
    expect(play.record().deliveries[0]?.buffered).toBeUndefined();
  });
});
