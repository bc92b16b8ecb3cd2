/** Pairs of streams whose truths differ by one planted thing, which an adapter's reports must show. */
import type { Capability } from "../shape/capability.ts";
import type { Call, ChatTruth, EventsTruth, Truth } from "./spell-stream.ts";

export type PlantedDifference = {
  readonly id: string;
  readonly title: string;
  readonly base: Truth;
  readonly planted: Truth;
  /** Without them the difference need not show. */
  readonly needs: readonly Capability[];
};

const CHAT: ChatTruth = { op: "chat.stream", pieces: ["one ", "two ", "three"] };
const USAGE = { prompt_tokens: 11, completion_tokens: 13, total_tokens: 24 };
const CALL: Call = { id: "call_a", name: "get_weather", arguments: '{"city":"Oslo"}' };
const CALLING: ChatTruth = { op: "chat.stream", pieces: [], calls: [CALL], finish: "tool_calls" };

type Chat = readonly [
  id: string,
  title: string,
  base: ChatTruth,
  change: Partial<ChatTruth>,
  ...needs: readonly Capability[],
];

const CHATS: readonly Chat[] = [
  ["text-changed", "one piece of the text is another", CHAT, { pieces: ["one ", "TWO ", "three"] }],
  ["text-missing", "one chunk of text is not sent", CHAT, { pieces: ["one ", "three"] }],
  ["text-duplicated", "one chunk of text is sent twice", CHAT, { pieces: ["one ", "two ", "two ", "three"] }],
  ["finish-other", "the finish reason is `length`", CHAT, { finish: "length" }, "report.finish_reason"],
  ["finish-absent", "no finish reason is sent", CHAT, { finish: null }, "report.finish_reason"],
  [
    "usage-other",
    "the token counts are others",
    { ...CHAT, usage: USAGE },
    { usage: { prompt_tokens: 17, completion_tokens: 19, total_tokens: 36 } },
  ],
  ["usage-absent", "no usage is sent", { ...CHAT, usage: USAGE }, { usage: null }],
  [
    "tool-call-more",
    "a second tool call is sent",
    CALLING,
    { calls: [CALL, { id: "call_b", name: "get_weather", arguments: '{"city":"Rome"}' }] },
  ],
  [
    "tool-call-other",
    "id and arguments of the tool call are others",
    CALLING,
    { calls: [{ ...CALL, id: "call_c", arguments: '{"city":"Lima"}' }] },
  ],
  ["error-chunk", "an error takes the place of the end", CHAT, { error: { message: "planted failure", code: 502 } }],
];

const READING: EventsTruth = { op: "sse.read", events: [{ data: "one" }, { data: "two" }, { data: "three" }] };

const READINGS: readonly (readonly [id: string, title: string, events: EventsTruth["events"]])[] = [
  ["event-changed", "the data of one event is another", [{ data: "one" }, { data: "TWO" }, { data: "three" }]],
  ["event-missing", "one event is not sent", [{ data: "one" }, { data: "three" }]],
  [
    "event-duplicated",
    "one event is sent twice",
    [{ data: "one" }, { data: "two" }, { data: "two" }, { data: "three" }],
  ],
  ["event-named", "one event has a name", [{ data: "one" }, { event: "note", data: "two" }, { data: "three" }]],
];

export function plantedDifferences(op: "chat.stream" | "sse.read"): readonly PlantedDifference[] {
  if (op === "sse.read") {
    return READINGS.map(([id, title, events]) => ({
      id: `planted/${id}`,
      title,
      base: READING,
      planted: { ...READING, events },
      needs: [],
    }));
  }
  return CHATS.map(([id, title, base, change, ...needs]) => ({
    id: `planted/${id}`,
    title,
    base,
    planted: { ...base, ...change },
    needs,
  }));
}
