/** The plainest streams there are: an adapter that fails one of these is broken, whatever its client does. */
import { DEFAULT_FRAMING, encodeBlocks, type SseBlock } from "../../src/wire/index.ts";
import { Case, CASE_SCHEMA, type CaseExpect, type CaseRequest, type LoadedCase } from "../shape/case.ts";
import type { Capability } from "../shape/capability.ts";

type Chat = {
  readonly uid: string;
  readonly what: string;
  readonly needs: readonly Capability[];
  readonly request?: CaseRequest;
  readonly chunks: readonly Record<string, unknown>[];
  readonly expect: CaseExpect;
  readonly abortAfter?: string;
};

const choice = (delta: Record<string, unknown>, finish_reason: string | null): Record<string, unknown> => ({
  index: 0,
  delta,
  finish_reason,
});

const chunk = (choices: readonly unknown[], more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: "chatcmpl-calibration",
  object: "chat.completion.chunk",
  created: 1_700_000_000,
  model: "m",
  choices,
  ...more,
});

const HELLO = [
  chunk([choice({ role: "assistant", content: "" }, null)]),
  chunk([choice({ content: "Hello" }, null)]),
  chunk([choice({ content: ", world" }, null)]),
  chunk([choice({}, "stop")]),
] as const;

const CALL = [
  chunk([
    choice(
      {
        role: "assistant",
        content: null,
        tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name: "get_weather", arguments: "" } }],
      },
      null,
    ),
  ]),
  chunk([choice({ tool_calls: [{ index: 0, function: { arguments: '{"city":' } }] }, null)]),
  chunk([choice({ tool_calls: [{ index: 0, function: { arguments: '"Paris"}' } }] }, null)]),
  chunk([choice({}, "tool_calls")]),
] as const;

function calibrationCase(
  kind: Chat,
  op: "chat.stream" | "sse.read",
  exchange: Record<string, unknown>,
  body: Uint8Array,
): LoadedCase {
  const parsed = Case.parse({
    schema: CASE_SCHEMA,
    uid: kind.uid,
    id: `calibration/${kind.what}`,
    title: `Calibration: ${kind.what}`,
    rule: "The plainest stream is reported as it was sent.",
    level: "must",
    basis: "spec",
    input: "legal",
    refs: [],
    needs: kind.needs,
    since: "0.1.0",
    op,
    request: kind.request ?? {},
    abort: kind.abortAfter === undefined ? null : { after_text: kind.abortAfter, how: abortHow(kind.needs) },
    exchanges: [exchange],
    expect: kind.expect,
  });
  return { case: parsed, file: `calibration/${kind.what}`, bodies: [body] };
}

function abortHow(needs: readonly Capability[]): "signal" | "break" | "close" {
  if (needs.includes("action.abort.break")) return "break";
  return needs.includes("action.abort.close") ? "close" : "signal";
}

function chat(kind: Chat): LoadedCase {
  const blocks = kind.chunks.map((value): SseBlock => ({ kind: "event", data: JSON.stringify(value) }));
  return calibrationCase(kind, "chat.stream", { chunks: kind.chunks }, encodeBlocks(blocks, DEFAULT_FRAMING));
}

// Sent on the finish chunk and again in a chunk of its own, as Groq does: whoever reads usage at all reads it here.
const COUNTED = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 };

const helloMessage = { choices: [{ index: 0, content: "Hello, world", finish_reason: "stop" }] };
const abortMessage = { choices: [{ index: 0, content: "Hello" }] };

const DENIED = JSON.stringify({
  error: { message: "Incorrect API key.", type: "invalid_request_error", param: null, code: "invalid_api_key" },
});

function denied(): LoadedCase {
  const kind: Chat = {
    uid: "k002",
    what: "http-401",
    needs: [],
    chunks: [],
    expect: { any_of: [{ outcome: "failed", errors: { status: 401 } }] },
  };
  const exchange = { status: 401, headers: { "content-type": "application/json" }, body: DENIED, transfer: "length" };
  return calibrationCase(kind, "chat.stream", exchange, new TextEncoder().encode(DENIED));
}

function abort(how: "signal" | "break" | "close"): LoadedCase {
  const any_of: CaseExpect["any_of"] = [
    { outcome: "completed", message: abortMessage },
    { outcome: "failed", message: abortMessage },
  ];
  return chat({
    uid: "k005",
    what: `abort-${how}`,
    needs: [`action.abort.${how}`],
    chunks: HELLO,
    abortAfter: "Hello",
    expect: { any_of },
  });
}

function events(): LoadedCase {
  const kind: Chat = {
    uid: "k006",
    what: "events",
    needs: [],
    chunks: [],
    expect: {
      any_of: [
        {
          outcome: "completed",
          events: [
            { event: "message", data: "first" },
            { event: "message", data: "second" },
          ],
        },
      ],
    },
  };
  const body = "data: first\n\ndata: second\n\n";
  return calibrationCase(kind, "sse.read", { body }, new TextEncoder().encode(body));
}

/** The text stream that warms an adapter up, never judged. */
export const WARM_UP: Readonly<Record<"chat.stream" | "sse.read", LoadedCase>> = {
  "chat.stream": chat({
    uid: "k001",
    what: "text",
    needs: [],
    chunks: HELLO,
    expect: { any_of: [{ outcome: "completed", message: helloMessage }] },
  }),
  "sse.read": events(),
};

/** All calibration cases; those whose needs are undeclared are left out by the caller. */
export const CALIBRATION: readonly LoadedCase[] = [
  WARM_UP["chat.stream"],
  denied(),
  chat({
    uid: "k003",
    what: "tool-call",
    needs: ["report.tool_calls"],
    request: { tools: true },
    chunks: CALL,
    expect: {
      any_of: [
        {
          outcome: "completed",
          message: {
            choices: [
              {
                index: 0,
                finish_reason: "tool_calls",
                tool_calls: [{ id: "call_1", name: "get_weather", arguments_json: { city: "Paris" } }],
              },
            ],
          },
        },
      ],
    },
  }),
  chat({
    uid: "k004",
    what: "usage",
    needs: ["report.usage"],
    request: { include_usage: true },
    chunks: [...HELLO.slice(0, -1), chunk([choice({}, "stop")], { usage: COUNTED }), chunk([], { usage: COUNTED })],
    expect: {
      any_of: [
        { outcome: "completed", message: helloMessage, usage: COUNTED },
        {
          name: "summed",
          outcome: "completed",
          message: helloMessage,
          usage: { prompt_tokens: 6, completion_tokens: 8, total_tokens: 14 },
        },
      ],
    },
  }),
  abort("signal"),
  abort("break"),
  abort("close"),
  WARM_UP["sse.read"],
];
