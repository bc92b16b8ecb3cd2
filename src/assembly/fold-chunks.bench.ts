/** The fold of parsed chunks against the accumulation of openai's `.stream()`. */
import type { Bench, Pair } from "../../scripts/bench/bench.ts";
import { spellAnswer } from "../../scripts/bench/spell-stream.ts";
import { foldChunks } from "./index.ts";

type Peer = {
  readonly ChatCompletionStream: {
    readonly createChatCompletion: (
      client: unknown,
      params: unknown,
    ) => { readonly finalChatCompletion: () => Promise<unknown> };
  };
};

/** As much of a client as `.stream()` asks for: it hands over chunks that are parsed already. */
function clientOf(chunks: readonly unknown[]): unknown {
  const stream = {
    controller: new AbortController(),
    async *[Symbol.asyncIterator]() {
      yield* chunks;
    },
  };
  return { chat: { completions: { create: () => Promise.resolve(stream) } } };
}

function folded(name: string, texts: readonly string[]): Pair {
  return {
    name,
    setUp: async (openPeer) => {
      const { ChatCompletionStream } = (await openPeer("openai/lib/ChatCompletionStream")) as Peer;
      const chunks = texts.map((text) => JSON.parse(text) as unknown);
      const params = { model: "m", messages: [] };
      return {
        a: () => foldChunks(chunks),
        b: () => ChatCompletionStream.createChatCompletion(clientOf(chunks), params).finalChatCompletion(),
      };
    },
  };
}

function fragment(delta: unknown, finish: string | null): string {
  const choice = { index: 0, delta, finish_reason: finish };
  return JSON.stringify({ id: "c1", object: "chat.completion.chunk", created: 1, model: "m", choices: [choice] });
}

function callPiece(text: string): string {
  return fragment({ tool_calls: [{ index: 0, function: { arguments: text } }] }, null);
}

function longCall(): readonly string[] {
  const call = {
    index: 0,
    id: "call_1",
    type: "function",
    function: { name: "get_weather", arguments: '{"cities":[' },
  };
  return [
    fragment({ role: "assistant", tool_calls: [call] }, null),
    ...Array.from({ length: 200 }, () => callPiece('"Paris",')),
    callPiece('"Rome"]}'),
    fragment({}, "tool_calls"),
  ];
}

export const benches: readonly Bench[] = [
  {
    name: "fold",
    title: "parsed chunks → message, against openai 6.49.0's `.stream()`",
    ratio: "speed",
    target: 2.5,
    peers: ["openai"],
    pairs: [folded("an answer of text", spellAnswer(500, "ascii")), folded("a long tool call", longCall())],
  },
];
