/** A small case, a claim of everything and a right observation of it, for tests. */
import { CAPABILITIES, type Capability } from "../../shape/capability.ts";
import { Case } from "../../shape/case.ts";
import type { Observation } from "../../shape/observation.ts";
import type { DeliveryRecord, RequestRecord } from "../../shape/play.ts";
import { Ready, Result } from "../../shape/protocol.ts";

export type Json = Readonly<Record<string, unknown>>;

export const MESSAGE = {
  choices: [
    {
      index: 0,
      content: "Hello world",
      reasoning: "Be kind",
      refusal: "I will not",
      tool_calls: [
        { id: "call_1", name: "get_weather", arguments: '{"city":"Paris"}' },
        { id: "call_2", name: "get_weather", arguments: '{"city":"Oslo"}' },
      ],
      finish_reason: "tool_calls",
    },
  ],
};

export const USAGE = { prompt_tokens: 16, completion_tokens: 7, total_tokens: 23 };

/** A case that asks for everything at once; no real case does. */
export function exampleCase(over: Json = {}): Case {
  return Case.parse({
    schema: "streamproof/case@1",
    uid: "t0st",
    id: "test/everything",
    title: "Everything at once",
    rule: "All that was sent reaches the caller.",
    level: "must",
    basis: "spec",
    input: "legal",
    refs: [],
    since: "0.1.0",
    op: "chat.stream",
    request: { include_usage: true, tools: true },
    exchanges: [{ body: "data: [DONE]\n\n" }],
    expect: { any_of: [{ outcome: "completed", message: MESSAGE, usage: USAGE }], server: { requests: 1 } },
    ...over,
  });
}

/** One accepted end, in place of the example's. */
export function due(...any_of: readonly Json[]): Json {
  return { expect: { any_of, server: { requests: 1 } } };
}

/** A client that assembles messages and declares all there is, but for chunks. */
export function exampleClaim(
  over: Json = {},
  without: readonly Capability[] = ["report.chunks", "sse.reconnect"],
): Ready {
  const all = Object.keys(CAPABILITIES) as Capability[];
  return Ready.parse({
    type: "ready",
    protocol: 1,
    client: { name: "example", version: "1.0.0" },
    capabilities: all.filter((name) => !without.includes(name)),
    ...over,
  });
}

export function exampleResult(over: Json = {}): Result {
  return Result.parse({ type: "result", id: "j1", outcome: "completed", message: MESSAGE, usage: USAGE, ...over });
}

export const DELIVERY: DeliveryRecord = {
  exchange: 0,
  bytesWritten: 400,
  slicesWritten: 1,
  gapsMade: 0,
  bodyWrittenAtMs: 5,
  serverEndedAtMs: 6,
  clientClosedAtMs: null,
};

export const REQUEST: RequestRecord = {
  method: "POST",
  path: "/v1/chat/completions",
  headers: {},
  body: JSON.stringify({ model: "m", stream: true, stream_options: { include_usage: true } }),
  atMs: 1,
};

/** What a runner saw of a result that came 10 ms in; `server` replaces the record of one plain delivery. */
export function exampleSeen(result: Result, server: Partial<Observation["server"]> = {}, atMs = 10): Observation {
  return {
    ending: { kind: "result", result, atMs },
    server: { requests: [REQUEST], deliveries: [DELIVERY], ...server },
    pollution: [],
  };
}
