/** Every cut of the recorded stream into two slices, against the decoder inside openai 6. */
import { readFileSync } from "node:fs";
import type { Bench } from "../../scripts/bench/bench.ts";
import { bodyBytes, readGoVcr } from "../cassette/index.ts";
import { cutBytes, decodeBytes } from "./index.ts";

type Peer = {
  readonly Stream: {
    readonly fromSSEResponse: (
      response: { readonly body: AsyncIterable<Uint8Array> },
      controller: AbortController,
    ) => AsyncIterable<unknown>;
  };
};

const SEED = "fixtures/real/openrouter/simple_streaming.yaml";

async function* deliver(slices: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* slices;
}

export const benches: readonly Bench[] = [
  {
    name: "two-way-cuts",
    title: "the recorded stream cut in two at every byte, bytes → parsed JSON, against openai 6.49.0",
    ratio: "speed",
    target: 10,
    peers: ["openai"],
    pairs: [
      {
        name: "every cut",
        setUp: async (openPeer) => {
          const { Stream } = (await openPeer("openai/streaming")) as Peer;
          const [exchange] = readGoVcr(readFileSync(SEED), SEED).exchanges;
          if (exchange === undefined) throw new Error(`${SEED} holds no exchange`);
          const bytes = bodyBytes(exchange.response.body);
          const runs = Array.from({ length: bytes.length - 1 }, (_, index) => cutBytes(bytes, [index + 1]));
          return {
            a: () => {
              let chunks = 0;
              for (const slices of runs) {
                for (const item of decodeBytes(slices).items) {
                  if (item.kind !== "event" || item.data === "[DONE]") continue;
                  JSON.parse(item.data);
                  chunks += 1;
                }
              }
              return chunks;
            },
            b: async () => {
              let chunks = 0;
              for (const slices of runs) {
                for await (const _ of Stream.fromSSEResponse({ body: deliver(slices) }, new AbortController()))
                  chunks += 1;
              }
              return chunks;
            },
          };
        },
      },
    ],
  },
];
