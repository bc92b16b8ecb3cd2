/** One flawed observation for each finding, and the right ones beside them. */
import { describe, expect, test } from "vitest";
import type { Observation } from "../shape/observation.ts";
import type { Ready } from "../shape/protocol.ts";
import { FINDINGS, type FindingCode } from "../shape/finding.ts";
import {
  DELIVERY,
  MESSAGE,
  REQUEST,
  USAGE,
  due,
  exampleCase,
  exampleClaim,
  exampleResult,
  exampleSeen,
  type Json,
} from "./testing/example-observation.ts";
import { judge } from "./judge.ts";

const [CHOICE] = MESSAGE.choices;
const [FIRST, SECOND] = CHOICE?.tool_calls ?? [];

/** The example message with members of its one choice replaced. */
function message(over: Json): Json {
  return { choices: [{ ...CHOICE, ...over }] };
}

const TOLD = { outcome: "failed", errors: [{ native: "APIError", message: "boom", class: "provider_error" }] };
const EVENTS = [{ data: "one" }, { data: "two" }, { event: "tick", data: "three" }];
const READ = { op: "sse.read", ...due({ outcome: "completed", events: EVENTS }) };
const HEARD = EVENTS.map((event) => ({ event: "message", ...event }));
const FAILED = due({ outcome: "failed", errors: { classes: ["provider_error"] } });
const HELD = { exchanges: [{ chunks: [], end: { hold_ms: 500 } }] };
const ABORT = {
  abort: { after_text: "Hello", how: "signal" },
  compare: { content: "prefix" },
  expect: { any_of: [{ outcome: "completed" }, { outcome: "failed" }], server: { closed_within_ms: 1_000 } },
};
const TWO_CHOICES = due({ outcome: "completed", message: { choices: [{ content: "a" }, { index: 1, content: "b" }] } });

type Flaw = {
  readonly result?: Json;
  readonly given?: Json;
  readonly claim?: Ready;
  readonly server?: Partial<Observation["server"]>;
};

const FLAWS: Readonly<Record<FindingCode, Flaw>> = {
  "content.lost": { result: { message: message({ content: "Hello" }) } },
  "content.changed": { result: { message: message({ content: "Hello wurld" }) } },
  "content.duplicated": { result: { message: message({ content: "Hello worldHello world" }) } },
  "content.invented": { result: { message: message({ content: "Hello world [DONE]" }) } },
  "reasoning.lost": { result: { message: message({ reasoning: null }) } },
  "reasoning.changed": { result: { message: message({ reasoning: "Be mean" }) } },
  "reasoning.duplicated": { result: { message: message({ reasoning: "BeBe kind kind" }) } },
  "refusal.lost": { result: { message: message({ refusal: "" }) } },
  "refusal.changed": { result: { message: message({ refusal: "I shall" }) } },
  "choice.lost": { given: TWO_CHOICES, result: { message: { choices: [{ index: 0, content: "a" }] } } },
  "choice.invented": { result: { message: { choices: [CHOICE, { index: 1, content: "b" }] } } },
  "tool_call.lost": { result: { message: message({ tool_calls: [SECOND] }) } },
  "tool_call.merged": {
    result: { message: message({ tool_calls: [{ ...FIRST, arguments: '{"city":"Paris"}{"city":"Oslo"}' }] }) },
  },
  "tool_call.changed": { result: { message: message({ tool_calls: [FIRST, { ...SECOND, id: "call_1" }] }) } },
  "tool_call.completed": {
    given: due({
      outcome: "completed",
      message: { choices: [{ tool_calls: [{ id: "call_1", arguments: '{"city":"Par' }] }] },
    }),
    result: {
      message: message({ tool_calls: [{ id: "call_1", name: "f", arguments_json: { city: "Par" }, status: "final" }] }),
    },
  },
  "tool_call.invented": {
    result: { message: message({ tool_calls: [FIRST, SECOND, { id: "x", name: "f", arguments: "{}" }] }) },
  },
  "finish.lost": { result: { message: message({ finish_reason: null }) } },
  "finish.changed": { result: { message: message({ finish_reason: "stop" }) } },
  "finish.invented": {
    given: due({ outcome: "completed", message: { choices: [{ content: "Hello world", finish_reason: null }] } }),
    result: { message: message({ finish_reason: "stop" }) },
  },
  "usage.lost": { result: { usage: null } },
  "usage.changed": { result: { usage: { ...USAGE, completion_tokens: 14 } } },
  "usage.invented": {
    given: due({ outcome: "completed", usage: null }),
    result: { usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } },
  },
  "error.swallowed": { given: FAILED },
  "error.false": { result: TOLD },
  "error.misnamed": {
    given: due({ outcome: "failed", errors: { classes: ["http_status"] } }),
    result: { ...TOLD, message: null },
  },
  "error.accidental": {
    given: due({ outcome: "failed" }),
    result: {
      outcome: "failed",
      errors: [{ native: "TypeError", message: "Cannot read properties of undefined (reading '0')" }],
    },
  },
  "error.detail_lost": {
    given: due({ outcome: "failed", errors: { status: 429, message: "slow down" } }),
    result: { outcome: "failed", errors: [{ native: "APIError", status: 429, message: "status 429" }] },
  },
  "truncation.hidden": { given: due({ outcome: "failed", errors: { classes: ["truncated", "transport_reset"] } }) },
  "event.lost": { given: READ, result: { events: HEARD.slice(0, 2) } },
  "event.changed": { given: READ, result: { events: HEARD.with(1, { event: "message", data: " two" }) } },
  "event.invented": { given: READ, result: { events: [{ event: "message", data: "" }, ...HEARD] } },
  "delivery.buffered": {
    given: { delivery: "incremental" },
    server: { deliveries: [{ ...DELIVERY, buffered: { due: 1, shown: 0, waitedMs: 1_500 } }] },
  },
  "done.ignored": { given: HELD, server: { deliveries: [{ ...DELIVERY, serverEndedAtMs: 9 }] } },
  "abort.ignored": {
    given: ABORT,
    result: { abort: { requested: true, seen: "silent" } },
    server: { deliveries: [{ ...DELIVERY, serverEndedAtMs: 3_005 }] },
  },
  "retry.after_output": {
    given: { exchanges: [{ chunks: [{ choices: [] }], end: "rst" }] },
    server: { requests: [REQUEST, REQUEST], deliveries: [DELIVERY, { ...DELIVERY, exchange: "past_script" }] },
  },
  "retry.unasked": {
    given: { exchanges: [{ status: 503, body: "busy" }] },
    server: { requests: [REQUEST, REQUEST], deliveries: [DELIVERY, { ...DELIVERY, exchange: "past_script" }] },
  },
  "request.missing": { result: { ...TOLD, message: null, usage: null }, server: { requests: [], deliveries: [] } },
  "request.usage_not_asked": { server: { requests: [{ ...REQUEST, body: '{"model":"m","stream":true}' }] } },
  "capability.unsupported": { result: { outcome: "unsupported", message: null } },
};

function judgeFlaw(flaw: Flaw) {
  const seen = exampleSeen(exampleResult(flaw.result), flaw.server);
  return judge(exampleCase(flaw.given), flaw.claim ?? exampleClaim(), seen);
}

const WARNINGS: readonly FindingCode[] = ["error.misnamed", "error.accidental", "request.usage_not_asked"];

test.each(Object.keys(FINDINGS) as FindingCode[])("%s is found by its flaw, and alone", (code) => {
  const { findings, matched } = judgeFlaw(FLAWS[code]);
  expect([...new Set(findings.map((finding) => finding.code))]).toEqual([code]);
  expect(findings.map((finding) => finding.severity)).toEqual([WARNINGS.includes(code) ? "warn" : "fail"]);
  if (WARNINGS.includes(code)) expect(matched).toBe("0");
});

test("the right observation has no finding and matches", () => {
  expect(judgeFlaw({})).toEqual({ findings: [], matched: "0" });
});

test("an ending that is no result is not judged here", () => {
  const seen = {
    ...exampleSeen(exampleResult()),
    ending: { kind: "crash", detail: "exit 1", stderrTail: "" },
  } as const;
  expect(judge(exampleCase(), exampleClaim(), seen)).toEqual({ findings: [], matched: null });
});

/** Observations that look odd and are right: a finding here would accuse someone wrongly. */
const RIGHT: Readonly<Record<string, Flaw>> = {
  "parsed arguments in place of the text": {
    result: {
      message: message({
        tool_calls: [
          { ...FIRST, arguments: undefined, arguments_json: { city: "Paris" } },
          { ...SECOND, arguments: null, arguments_json: { city: "Oslo" } },
        ],
      }),
    },
  },
  "an id that the client made up where the server sent none": {
    given: due({
      outcome: "completed",
      message: { choices: [{ tool_calls: [{ id: null, name: "f", arguments: "" }] }] },
    }),
    result: {
      message: { choices: [{ tool_calls: [{ id: "gen-1", name: "f", arguments: null, arguments_json: {} }] }] },
    },
  },
  "a broken call that is handed out as broken": {
    given: due({ outcome: "completed", message: { choices: [{ tool_calls: [{ name: "f", arguments: '{"a":"x' }] }] } }),
    result: { message: { choices: [{ tool_calls: [{ name: "f", status: "invalid" }] }] } },
  },
  "a finish reason under another name": {
    result: { message: message({ finish_reason: "tool-calls", finish_reason_raw: "tool_calls" }) },
  },
  "no finish, said as unknown": {
    given: due({ outcome: "completed", message: { choices: [{ finish_reason: null }] } }),
    result: { message: message({ finish_reason: "unknown" }) },
  },
  "usage with members of its own and without the total": {
    result: { usage: { prompt_tokens: 16, completion_tokens: 7, cached: 3 } },
  },
  "zeros from a client that says zeros for nothing": {
    given: due({ outcome: "completed", usage: null }),
    claim: exampleClaim({ usage_absent_as: "zero" }),
    result: { usage: { prompt_tokens: 0, completion_tokens: 0, prompt_tokens_details: { cached_tokens: 0 } } },
  },
  "usage whose members were never set": {
    given: due({ outcome: "completed", usage: null }),
    result: { usage: { prompt_tokens: null } },
  },
  "an error part in a call that ended normally": { given: FAILED, result: { errors: TOLD.errors } },
  "an error told by the finish reason": { given: FAILED, result: { message: message({ finish_reason: "error" }) } },
  "an error told by a yielded chunk beside the message": {
    given: FAILED,
    claim: exampleClaim({}, []),
    result: { chunks: [{ choices: [], error: { code: 502, message: "upstream" } }] },
  },
  "fetch's own words for a connection that broke": {
    given: due({ outcome: "failed", errors: { classes: ["transport_reset", "unclassified"] } }),
    result: { outcome: "failed", errors: [{ native: "TypeError", message: "terminated" }] },
  },
  "an error whose class the error map gives": {
    given: FAILED,
    claim: exampleClaim({ error_map: { APIError: ["schema", "provider_error"] } }),
    result: { outcome: "failed", errors: [{ native: "APIError" }] },
  },
  "an accident beside a proper error": {
    given: FAILED,
    result: {
      ...TOLD,
      errors: [...TOLD.errors, { native: "TypeError", message: "x is not a function", surface: "stray" }],
    },
  },
  "a status told by a chunk's code": {
    given: due({ outcome: "failed", errors: { status: 429, message: "slow" } }),
    claim: exampleClaim({}, []),
    result: { chunks: [{ error: { code: "429", message: "slow down" } }] },
  },
  "an EventSource that fires `error` at the end": {
    given: READ,
    claim: exampleClaim({}, []),
    result: { events: HEARD, errors: [{ native: "Event", surface: "event" }] },
  },
  "an event type written as the wire has it": {
    given: READ,
    result: { events: HEARD.with(0, { event: "", data: "one" }) },
  },
  "a result before the server closed a held connection": {
    given: HELD,
    server: { deliveries: [{ ...DELIVERY, serverEndedAtMs: 505 }] },
  },
  "a client that closed a held connection by itself": {
    given: HELD,
    server: { deliveries: [{ ...DELIVERY, serverEndedAtMs: 9, clientClosedAtMs: 8 }] },
  },
  "a connection held open without the sentinel": {
    given: { exchanges: [{ chunks: [], framing: { done: false }, end: { hold_ms: 500 } }] },
    server: { deliveries: [{ ...DELIVERY, serverEndedAtMs: 9 }] },
  },
  "an abort that closes in time": {
    given: ABORT,
    result: { abort: { requested: true, seen: "error" }, outcome: "failed" },
    server: { deliveries: [{ ...DELIVERY, serverEndedAtMs: null, clientClosedAtMs: 40 }] },
  },
  "a server that ended before the abort's time was up": {
    given: ABORT,
    result: { abort: { requested: true, seen: "silent" } },
    server: { deliveries: [{ ...DELIVERY, serverEndedAtMs: 100 }] },
  },
  "a long text as length and digest": {
    result: {
      message: message({
        content: { length: 11, sha256: "64ec88ca00b268e5ba1a35678a1b5316d212f4f366b2477232534a8aeca37f3c" },
      }),
    },
  },
  "choices that a client without report.choices also has": {
    claim: exampleClaim({}, ["report.choices", "report.chunks"]),
    result: { message: { choices: [CHOICE, { index: 1, content: "b" }] } },
  },
  "a connection held open after a body without the sentinel": {
    given: { exchanges: [{ body: "data: {}\n\n", end: { hold_ms: 500 } }] },
    server: { deliveries: [{ ...DELIVERY, serverEndedAtMs: 9 }] },
  },
  "a request of another profile, where usage comes unasked": {
    given: { profile: "openrouter" },
    server: { requests: [{ ...REQUEST, body: "{}" }] },
  },
  "an error that the adapter leaves unclassified and its map names": {
    given: FAILED,
    claim: exampleClaim({ error_map: { APIError: ["provider_error"] } }),
    result: { outcome: "failed", errors: [{ native: "APIError", class: "unclassified" }] },
  },
  "an error with the name of a member that every object has": {
    given: due({ outcome: "failed", errors: { classes: ["unclassified"] } }),
    result: { outcome: "failed", errors: [{ native: "constructor" }] },
  },
  "an error told by a chunk that is one": {
    given: FAILED,
    claim: exampleClaim({}, []),
    result: { chunks: [{ object: "error", message: "overloaded" }] },
  },
  "an error told by a choice of a chunk": {
    given: FAILED,
    claim: exampleClaim({}, []),
    result: { chunks: [{ choices: [{ error: { code: 502, message: "upstream" } }] }] },
  },
  "choices that all bear one index, in their places": {
    given: TWO_CHOICES,
    result: { message: { choices: [{ content: "a" }, { content: "b" }] } },
  },
  "a counter that is null on one side and 0 on the other": {
    given: due({ outcome: "completed", usage: { ...USAGE, total_tokens: null } }),
    result: { usage: { ...USAGE, total_tokens: 0 } },
  },
  "a parse of broken arguments that is marked as partial": {
    given: due({ outcome: "completed", message: { choices: [{ tool_calls: [{ name: "f", arguments: '{"a":"x' }] }] } }),
    result: { message: { choices: [{ tool_calls: [{ name: "f", arguments_json: { a: "x" }, status: "partial" }] }] } },
  },
  "a finish of error that was due": {
    given: due({ outcome: "completed", message: { choices: [{ finish_reason: "error" }] } }),
    result: { message: message({ finish_reason: "error" }) },
  },
  "a reader that connects again by itself": {
    given: READ,
    claim: exampleClaim({}, []),
    result: { events: HEARD },
    server: { requests: [REQUEST, REQUEST], deliveries: [DELIVERY, DELIVERY] },
  },
  "one choice under another index, from a client that shows one": {
    claim: exampleClaim({}, ["report.choices", "report.chunks"]),
    result: { message: { choices: [{ ...CHOICE, index: 1 }] } },
  },
  "arguments of a call that has none": {
    given: due({ outcome: "completed", message: { choices: [{ tool_calls: [{ name: "f", arguments_json: {} }] }] } }),
    result: { message: { choices: [{ tool_calls: [{ name: "f", arguments: "" }] }] } },
  },
  "a request body that the server had to cut": { server: { requests: [{ ...REQUEST, body: '{"model":"m","mess' }] } },
};

test.each(Object.keys(RIGHT))("no finding: %s", (name) => {
  expect(judgeFlaw(RIGHT[name] ?? {}).findings).toEqual([]);
});

const chunk = (delta: Json, finish_reason: string | null = null) => ({
  choices: [{ index: 0, delta, finish_reason }],
});

describe("clients that yield chunks", () => {
  const sent = [
    chunk({ role: "assistant", content: "Hello " }),
    chunk({ content: "world" }, "stop"),
    { choices: [], usage: USAGE },
  ];
  const claim = exampleClaim({}, ["report.message"]);
  const given = {
    exchanges: [{ chunks: sent }],
    ...due({
      outcome: "completed",
      message: { choices: [{ content: "Hello world", finish_reason: "stop" }] },
      usage: USAGE,
    }),
  };
  const judgeChunks = (chunks: readonly unknown[], over: Json = {}, changed: Json = {}) =>
    judge(
      exampleCase({ ...given, ...changed }),
      claim,
      exampleSeen(exampleResult({ message: null, usage: null, chunks, ...over })),
    );

  test("are judged on the fold of what they yield", () => {
    expect(judgeChunks(sent)).toEqual({ findings: [], matched: "0" });
    expect(judgeChunks(sent.slice(1)).findings.map((finding) => finding.code)).toEqual(["content.lost"]);
    expect(judgeChunks(sent.slice(0, 2)).findings.map((finding) => finding.code)).toEqual(["usage.lost"]);
    expect(judgeChunks([...sent.slice(0, 1), ...sent]).findings.map((finding) => finding.code)).toEqual([
      "content.duplicated",
    ]);
  });

  test("are not answerable for what our fold makes of the very chunks that were sent", () => {
    const contested = { choices: [{ content: "another reading", finish_reason: "length" }] };
    const other = due({ outcome: "completed", message: contested, usage: { ...USAGE, total_tokens: 99 } });
    expect(judgeChunks(sent, {}, other).findings).toEqual([]);
    expect(judgeChunks(sent.slice(1), {}, other).findings.map((finding) => finding.code)).toContain("content.changed");
  });

  test("are excused in tool calls and choices too, where they hand on what was sent", () => {
    const fragment = { index: 0, id: "a", function: { name: "f", arguments: "{}" } };
    const two = [
      {
        choices: [
          { index: 0, delta: { content: "a", tool_calls: [fragment] } },
          { index: 1, delta: { content: "b" } },
        ],
      },
    ];
    const other = {
      exchanges: [{ chunks: two }],
      ...due({ outcome: "completed", message: { choices: [{ tool_calls: [] }] } }),
    };
    expect(judgeChunks(two, {}, other).findings).toEqual([]);
    const more = [...two, { choices: [{ index: 2, delta: { content: "c" } }] }];
    expect(judgeChunks(more, {}, other).findings.map((finding) => finding.code)).toEqual(["choice.invented"]);
  });

  test("are not excused for what was sent after the sentinel", () => {
    const blocks = [
      ...sent.map((one) => ({ chunk: one })),
      { data: "[DONE]" },
      { chunk: chunk({ content: " or not" }) },
    ];
    const late = { exchanges: [{ blocks, framing: { done: false } }] };
    expect(judgeChunks(sent, {}, late).findings).toEqual([]);
    expect(
      judgeChunks([...sent, chunk({ content: " or not" })], {}, late).findings.map((finding) => finding.code),
    ).toEqual(["content.invented"]);
  });

  test("may spell usage that never came as zeros", () => {
    const zeros = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
    expect(judgeChunks([...sent, { choices: [], usage: zeros }]).findings).toEqual([]);
  });

  test("may state usage beside their chunks, which then counts", () => {
    expect(
      judgeChunks(sent, { usage: { ...USAGE, prompt_tokens: 32 } }).findings.map((finding) => finding.code),
    ).toEqual(["usage.changed"]);
  });

  test("that also assemble are judged on the message alone", () => {
    const both = judge(exampleCase(), exampleClaim({}, []), exampleSeen(exampleResult({ chunks: [] })));
    expect(both.findings).toEqual([]);
  });

  test("do not tell of a failure by an empty `error` member", () => {
    const odd = sent.map((one) => ({ ...one, error: "" }));
    expect(judgeChunks(odd).findings).toEqual([]);
    const failed = judgeChunks(odd, {}, FAILED);
    expect(failed.findings).toEqual([]);
  });
});

describe("the accepted end that is named", () => {
  const ends = due(
    { name: "told", outcome: "failed", errors: { classes: ["truncated"] } },
    { name: "seen", outcome: "completed", message: { choices: [{ finish_reason: null }] } },
  );

  test("is the one that matches", () => {
    expect(judgeFlaw({ given: ends, result: { message: message({ finish_reason: null }) } }).matched).toBe("seen");
    const told = { outcome: "failed", errors: [{ class: "truncated" }] };
    expect(judgeFlaw({ given: ends, result: told }).matched).toBe("told");
  });

  test("where none matches, what agrees on the outcome speaks", () => {
    const { findings, matched } = judgeFlaw({ given: ends });
    expect(findings.map((finding) => finding.code)).toEqual(["finish.invented"]);
    expect(matched).toBeNull();
  });
});

test.each<[string, FindingCode, Flaw]>([
  [
    "a call that failed before it handed out anything",
    "error.false",
    { result: { ...TOLD, message: null, usage: null } },
  ],
  [
    "a swallowed error on a connection that was held open",
    "error.swallowed",
    { given: { ...FAILED, ...HELD }, server: { deliveries: [{ ...DELIVERY, serverEndedAtMs: 9 }] } },
  ],
  [
    "a wrong text, on which nobody could abort",
    "content.changed",
    {
      given: { ...ABORT, ...due({ outcome: "completed", message: { choices: [{ content: "Hello world" }] } }) },
      result: { message: message({ content: "Goodbye" }), abort: { requested: false } },
    },
  ],
  [
    "a stray rejection beside a good answer",
    "error.false",
    { result: { errors: [{ native: "Error", surface: "stray" }] } },
  ],
  [
    "a finish of error where the stream was whole",
    "error.false",
    {
      given: due({ outcome: "completed", message: { choices: [{ content: "Hello world" }] } }),
      result: { message: message({ finish_reason: "error" }) },
    },
  ],
  [
    "an abort that closes too late",
    "abort.ignored",
    {
      given: ABORT,
      result: { abort: { requested: true } },
      server: { deliveries: [{ ...DELIVERY, serverEndedAtMs: null, clientClosedAtMs: 1_006 }] },
    },
  ],
  [
    "a cut stream, known by its end alone",
    "truncation.hidden",
    { given: { ...due({ outcome: "failed" }), exchanges: [{ chunks: [], end: "rst" }] } },
  ],
  [
    "an answer where none was sent",
    "choice.invented",
    {
      given: due({ outcome: "completed", message: { choices: [] } }),
      claim: exampleClaim({}, ["report.choices", "report.chunks"]),
    },
  ],
  [
    "a failure without a name",
    "error.misnamed",
    { given: due({ outcome: "failed", errors: { classes: ["truncated"] } }), result: { outcome: "failed" } },
  ],
])("%s is %s", (_, code, flaw) => {
  expect(judgeFlaw(flaw).findings.map((finding) => finding.code)).toEqual([code]);
});

test("what the caller never saw cannot be aborted on", () => {
  const { findings } = judgeFlaw({ given: ABORT, result: { abort: { requested: false } } });
  expect(findings.map((finding) => [finding.code, finding.path])).toEqual([["content.lost", "abort.after_text"]]);
});

test("null and the empty text are told apart where a case says so", () => {
  const strict = {
    compare: { null_is_absent: false },
    ...due({ outcome: "completed", message: { choices: [{ content: "" }] } }),
  };
  expect(judgeFlaw({ given: strict, result: { message: { choices: [{ content: null }] } } }).findings).toHaveLength(1);
  expect(judgeFlaw({ given: strict, result: { message: { choices: [{ content: "" }] } } }).findings).toEqual([]);
});

test("a long difference is shown around the place where the texts part", () => {
  const long = "x".repeat(5_000);
  const given = due({ outcome: "completed", message: { choices: [{ content: `${long}good${long}` }] } });
  const [finding] = judgeFlaw({
    given,
    result: { message: { choices: [{ content: `${long}evil${long}` }] } },
  }).findings;
  expect(String(finding?.expected)).toContain("good");
  expect(String(finding?.actual)).toContain("evil");
  expect(String(finding?.actual).length).toBeLessThanOrEqual(2_000);
});

test("a final call made of broken arguments was completed by the client", () => {
  const given = due({
    outcome: "completed",
    message: { choices: [{ tool_calls: [{ name: "f", arguments: '{"a":"x' }] }] },
  });
  const result = {
    message: { choices: [{ tool_calls: [{ name: "f", arguments_json: { a: "x" }, status: "final" }] }] },
  };
  expect(judgeFlaw({ given, result }).findings.map((finding) => finding.code)).toEqual(["tool_call.completed"]);
});

test("a keep-alive comment is no output: what follows it may be asked for again", () => {
  const flaw = {
    ...FLAWS["retry.after_output"],
    given: { exchanges: [{ blocks: [{ comment: "PROCESSING" }], end: "rst" }] },
  };
  expect(judgeFlaw(flaw).findings.map((finding) => finding.code)).toEqual(["retry.unasked"]);
});

test("whoever cannot set retries to none is only warned", () => {
  const claim = exampleClaim({}, ["report.chunks", "action.retry"]);
  const [finding] = judgeFlaw({ ...FLAWS["retry.unasked"], claim }).findings;
  expect(finding).toMatchObject({ code: "retry.unasked", severity: "warn" });
});

test("the provider's code is due as text or as a number alike, from an error or from a chunk", () => {
  const given = due({ outcome: "failed", errors: { code: "402" } });
  const failing = (error: Json) => judgeFlaw({ given, result: { outcome: "failed", errors: [error] } }).findings;
  expect(failing({ native: "APIError", code: 402 })).toEqual([]);
  expect(failing({ native: "APIError", code: "402" })).toEqual([]);
  expect(failing({ native: "APIError", message: "402" })).toMatchObject([
    { code: "error.detail_lost", path: "errors.code", expected: "402", actual: [] },
  ]);
});

test("an event is shown with its id only where that was compared", () => {
  const events = [{ event: "message", data: "other", id: "9" }];
  const changed = (ids: boolean) =>
    judgeFlaw({
      given: { op: "sse.read", ...due({ outcome: "completed", events: [{ data: "one" }] }) },
      result: { events },
      claim: exampleClaim({}, ids ? ["report.chunks"] : ["report.chunks", "report.last_event_id"]),
    }).findings[0];
  expect(changed(true)).toMatchObject({ actual: { event: "message", data: "other" } });
  expect(changed(false)?.actual).toEqual({ event: "message", data: "other" });
});

test("a rejection that nobody awaits tells no caller beside a success", () => {
  const stray = { native: "Error", message: "late", surface: "stray" };
  const given = due({ outcome: "failed" });
  const codes = (result: Json) => judgeFlaw({ given, result }).findings.map(({ code }) => code);
  expect(codes({ errors: [stray] })).toEqual(["error.swallowed"]);
  expect(codes({ outcome: "failed", errors: [stray] })).toEqual([]);
  // Where the answer was whole it is a failure all the same.
  expect(judgeFlaw({ result: { errors: [stray] } }).findings.map(({ code }) => code)).toEqual(["error.false"]);
});

test("output asked for twice is a remark where the case is about something else", () => {
  const given = {
    exchanges: [{ chunks: [{ choices: [] }], end: "rst" }],
    expect: { any_of: [{ outcome: "completed" }] },
  };
  const twice = {
    requests: [REQUEST, REQUEST],
    deliveries: [DELIVERY, { ...DELIVERY, exchange: "past_script" as const }],
  };
  expect(judgeFlaw({ given, server: twice }).findings).toMatchObject([
    { code: "retry.after_output", severity: "warn", expected: 1, actual: 2 },
  ]);
  expect(judgeFlaw({ given, server: { ...twice, requests: [REQUEST] } }).findings).toEqual([]);
});
