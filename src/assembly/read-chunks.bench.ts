/** Bytes to validated chunks, one by one through an async iterator, against the AI SDK with the same schema. */
import type { Bench, Pair } from "../../scripts/bench/bench.ts";
import { sliceEvery, spellAnswer, spellEvents, type StreamKind } from "../../scripts/bench/spell-stream.ts";
import { WireChunk } from "../schema/index.ts";
import { readChunks } from "./index.ts";

type Parsed = { readonly success: boolean };
type Peer = {
  readonly parseJsonEventStream: (given: {
    readonly stream: ReadableStream<Uint8Array>;
    readonly schema: unknown;
  }) => AsyncIterable<Parsed>;
};

const PIECES = 2_000;

/** Both are given a body that hands out one slice a read, as `fetch` does. */
function bodyOf(slices: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const slice = slices[next];
      next += 1;
      if (slice === undefined) controller.close();
      else controller.enqueue(slice);
    },
  });
}

function read(name: string, text: StreamKind["text"], sliceBytes: number): Pair {
  return {
    name,
    setUp: async (openPeer) => {
      const { parseJsonEventStream } = (await openPeer("@ai-sdk/provider-utils")) as Peer;
      const slices = sliceEvery(spellEvents([...spellAnswer(PIECES, text), "[DONE]"], "\n"), sliceBytes);
      return {
        a: async () => {
          let chunks = 0;
          for await (const chunk of readChunks(bodyOf(slices))) if (chunk.choices !== undefined) chunks += 1;
          if (chunks !== PIECES + 3) throw new Error(`${chunks} chunks`);
        },
        b: async () => {
          let chunks = 0;
          for await (const { success } of parseJsonEventStream({ stream: bodyOf(slices), schema: WireChunk }))
            if (success) chunks += 1;
          if (chunks !== PIECES + 3) throw new Error(`${chunks} chunks`);
        },
      };
    },
  };
}

export const benches: readonly Bench[] = [
  {
    name: "read-chunks",
    title:
      "bytes → validated chunks through an async iterator, against the AI SDK's `parseJsonEventStream` (provider-utils 4.0.66)",
    ratio: "speed",
    target: 3.5,
    peers: ["@ai-sdk/provider-utils"],
    pairs: [
      read("16 KB, ascii", "ascii", 16 * 1024),
      read("1 KB, ascii", "ascii", 1024),
      read("1 KB, multi-byte", "multi-byte", 1024),
    ],
  },
];
