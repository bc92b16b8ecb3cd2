/** The stage against a bare server of node:http, both streaming a small answer over kept connections. */
import { createServer, Agent, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { Bench } from "../../scripts/bench/bench.ts";
import { sliceEvery, spellAnswer, spellEvents } from "../../scripts/bench/spell-stream.ts";
import type { PlayScript } from "../shape/play.ts";
import { startHttpStage } from "./index.ts";

const BODY = JSON.stringify({ model: "m", stream: true, messages: [{ role: "user", content: "hi" }] });
const REQUESTS = 50;

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
  const server = createServer((incoming, response) => {
    incoming.resume().on("end", () => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const slice of slices) response.write(slice);
      response.end();
    });
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
    pairs: [1, 10].map((atOnce) => ({
      name: `${atOnce} at once`,
      setUp: async () => {
        const slices = sliceEvery(spellEvents([...spellAnswer(3, "ascii"), "[DONE]"], "\n"), 300);
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
        return {
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
      },
    })),
  },
];
