/** Every cut of the recorded stream into two slices, against the decoder inside openai 6. */
import { readFileSync } from "node:fs";
import type { Bench } from "../../scripts/bench/bench.ts";
import { bodyBytes, readGoVcr } from "../cassette/index.ts";
import { cutBytes, decodeBytes } from "./index.ts";

type Peer = {
  readonly _iterSSEMessages: (response: Response, controller: AbortController) => AsyncIterable<unknown>;
};

const SEED = "fixtures/real/openrouter/simple_streaming.yaml";

/** A response whose body hands out one slice a read: how a client inside this process is given its cuts. */
function respond(slices: readonly Uint8Array[]): Response {
  let next = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const slice = slices[next];
      next += 1;
      if (slice === undefined) controller.close();
      else controller.enqueue(slice);
    },
  });
  return new Response(body);
}

export const benches: readonly Bench[] = [
  {
    name: "two-way-cuts",
    title: "the recorded stream cut in two at every byte, bytes → events, against the decoder of openai 6.49.0",
    ratio: "speed",
    target: 10,
    peers: ["openai"],
    pairs: [
      {
        name: "every cut",
        setUp: async (openPeer) => {
          const { _iterSSEMessages } = (await openPeer("openai/streaming")) as Peer;
          const [exchange] = readGoVcr(readFileSync(SEED), SEED).exchanges;
          if (exchange === undefined) throw new Error(`${SEED} holds no exchange`);
          const bytes = bodyBytes(exchange.response.body);
          const runs = Array.from({ length: bytes.length - 1 }, (_, index) => cutBytes(bytes, [index + 1]));
          return {
            a: () => {
              let events = 0;
              for (const slices of runs) {
                for (const item of decodeBytes(slices).items) if (item.kind === "event") events += 1;
              }
              return events;
            },
            b: async () => {
              let events = 0;
              for (const slices of runs) {
                for await (const _ of _iterSSEMessages(respond(slices), new AbortController())) events += 1;
              }
              return events;
            },
          };
        },
      },
    ],
  },
];
