/** The stage against a bare server of node:http: both send the head first, then each slice as a write of its own. */
import { Agent, createServer, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Bench, Sides } from "../../scripts/bench/bench.ts";
import { withProcessorTime } from "../../scripts/bench/processor-time.ts";
import { sliceEvery, spellAnswer, spellEvents } from "../../scripts/bench/spell-stream.ts";
import type { PlayScript } from "../shape/play.ts";
import { startHttpStage } from "./index.ts";

const BODY = JSON.stringify({ model: "m", stream: true, messages: [{ role: "user", content: "hi" }] });
const REQUESTS = 50;
const CALLS_TO_WARM_UP = 40;

function post(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: "POST", agent, headers: { "content-type": "application/json" } },
      (response) => {
        let bytes = 0;
        response
          .on("data", (slice: Uint8Array) => (bytes += slice.length))
          .on("end", () => resolve(bytes))
          .on("error", reject);
      },
    );
    sent.on("error", reject).end(BODY);
  });
}

async function bare(slices: readonly Uint8Array[]): Promise<{ readonly url: string; readonly close: () => void }> {
  async function answer(response: ServerResponse): Promise<void> {
    response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    // Without waiting, node:http merges all of them into one write: nothing would be streamed.
    for (const slice of slices) await new Promise((resolve) => response.write(slice, resolve));
    response.end();
  }
  const server = createServer((incoming, response) => {
    incoming.resume().on("end", () => void answer(response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`,
    close: () => server.close(),
  };
}

async function inLanes(lanes: number, request: () => Promise<void>): Promise<void> {
  const lane = async (): Promise<void> => {
    for (let done = 0; done < REQUESTS / lanes; done += 1) await request();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

export const benches: readonly Bench[] = [
  {
    name: "serve",
    title: `${REQUESTS} requests for a small streamed answer, against a bare node:http server`,
    ratio: "speed",
    target: 0.8,
    peers: [],
    pairs: [
      { sliceBytes: 100_000, atOnce: 1 },
      { sliceBytes: 300, atOnce: 1 },
      { sliceBytes: 300, atOnce: 10 },
    ].map(({ sliceBytes, atOnce }) => ({
      name: `${sliceBytes > 10_000 ? "in one write" : "slice by slice"}, ${atOnce} at once`,
      setUp: async () => {
        const slices = sliceEvery(spellEvents([...spellAnswer(3, "ascii"), "[DONE]"], "\n"), sliceBytes);
        const exchange: PlayScript["exchanges"][number] = {
          status: 200,
          headers: [["content-type", "text/event-stream"]],
          slices,
          gapsBefore: [],
          transfer: "chunked",
          end: { kind: "fin" },
        };
        const stage = await startHttpStage();
        const server = await bare(slices);
        const agent = new Agent({ keepAlive: true });
        const sides: Sides = {
          a: () =>
            inLanes(atOnce, async () => {
              const play = stage.open({ exchanges: [exchange], gapMs: 0 });
              await post(`${play.baseUrl}/chat/completions`, agent);
              await play.settled();
              await play.close();
            }),
          b: () => inLanes(atOnce, async () => void (await post(server.url, agent))),
          tearDown: async () => {
            agent.destroy();
            server.close();
            await stage.close();
          },
        };
        // Counted in calls: on a loaded machine the time for warming up is over before the code is compiled.
        for (let call = 0; call < CALLS_TO_WARM_UP; call += 1) {
          await sides.a();
          await sides.b();
        }
        return withProcessorTime(sides);
      },
    })),
  },
];
