/** Turns a small truth into the case that plays it: its chunks or events, and what must be reported. */
import { printAsciiJson } from "../adapter/print-ascii-json.ts";
import { DEFAULT_FRAMING, encodeBlocks, type SseBlock } from "../../src/wire/index.ts";
import type { Capability } from "../shape/capability.ts";
import { Case, CASE_SCHEMA, type CaseExpect, type LoadedCase } from "../shape/case.ts";

export type Call = { readonly id: string; readonly name: string; readonly arguments: string };

/** What an answer adds up to, with the pieces in which its text is sent. */
export type ChatTruth = {
  readonly op: "chat.stream";
  readonly pieces: readonly string[];
  readonly calls?: readonly Call[];
  /** Null: the answer ends with `[DONE]` and no reason. */
  readonly finish?: string | null;
  /** Left out: not asked for. Null: asked for and not sent. */
  readonly usage?: Readonly<Record<string, number>> | null;
  /** An error in place of the end: text sent before it stays sent. */
  readonly error?: { readonly message: string; readonly code: number };
};

export type EventsTruth = {
  readonly op: "sse.read";
  readonly events: readonly { readonly event?: string; readonly data: string }[];
};

export type Truth = ChatTruth | EventsTruth;

/** `id` is told nobody but us: an adapter never learns a case's name. */
export function spellStream(id: string, truth: Truth): LoadedCase {
  return truth.op === "sse.read" ? spellEvents(id, truth) : spellChat(id, truth);
}

// --- internal ---

type Body = Pick<Case, "op" | "request"> & {
  readonly exchange: object;
  readonly expect: CaseExpect;
  readonly needs: readonly Capability[];
  readonly bytes: Uint8Array;
};

function caseOf(id: string, body: Body): LoadedCase {
  const parsed = Case.parse({
    schema: CASE_SCHEMA,
    uid: "d000",
    id,
    title: id,
    rule: "What was sent is what is reported.",
    level: "must",
    basis: "spec",
    input: "legal",
    refs: [],
    needs: body.needs,
    since: "0.1.0",
    op: body.op,
    request: body.request,
    exchanges: [body.exchange],
    expect: body.expect,
  });
  return { case: parsed, file: id, bodies: [body.bytes] };
}

function spellEvents(id: string, { events }: EventsTruth): LoadedCase {
  const blocks = events.map((event): SseBlock => ({ kind: "event", ...event }));
  const bytes = encodeBlocks(blocks, { ...DEFAULT_FRAMING, done: false });
  const due = events.map(({ event = "message", data }) => ({ event, data }));
  return caseOf(id, {
    op: "sse.read",
    request: {},
    exchange: { blocks: events },
    expect: { any_of: [{ outcome: "completed", events: due }] },
    needs: [],
    bytes,
  });
}

function spellChat(id: string, truth: ChatTruth): LoadedCase {
  const chunks = chunksOf(truth);
  // Odd characters travel as ASCII escapes, so that the line reader of no client can be at fault.
  const blocks = chunks.map((chunk): SseBlock => ({ kind: "event", data: printAsciiJson(chunk) }));
  return caseOf(id, {
    op: "chat.stream",
    request: {
      ...(truth.usage === undefined ? {} : { include_usage: true }),
      ...(truth.calls === undefined ? {} : { tools: true }),
    },
    exchange: { chunks },
    expect: expectOf(truth),
    needs: [
      ...(truth.usage === undefined ? [] : (["report.usage"] as const)),
      ...(truth.calls === undefined ? [] : (["report.tool_calls"] as const)),
    ],
    bytes: encodeBlocks(blocks, DEFAULT_FRAMING),
  });
}

type Json = Record<string, unknown>;

function chunkOf(choices: readonly unknown[], more: Json = {}): Json {
  return {
    id: "chatcmpl-doctor",
    object: "chat.completion.chunk",
    created: 1_700_000_000,
    model: "m",
    choices,
    ...more,
  };
}

function choiceOf(delta: Json, finish: string | null): Json {
  return { index: 0, delta, finish_reason: finish };
}

function chunksOf(truth: ChatTruth): readonly Json[] {
  const { pieces, calls = [], finish = "stop", usage, error } = truth;
  const chunks = [
    chunkOf([choiceOf({ role: "assistant", content: "" }, null)]),
    ...pieces.map((content) => chunkOf([choiceOf({ content }, null)])),
  ];
  for (const [index, { id, name, arguments: text }] of calls.entries()) {
    const half = Math.ceil(text.length / 2);
    const head = { index, id, type: "function", function: { name, arguments: text.slice(0, half) } };
    const rest = { index, function: { arguments: text.slice(half) } };
    for (const call of [head, rest]) chunks.push(chunkOf([choiceOf({ tool_calls: [call] }, null)]));
  }
  if (error !== undefined) return [...chunks, chunkOf([], { error })];
  if (finish !== null) chunks.push(chunkOf([choiceOf({}, finish)]));
  if (usage !== undefined && usage !== null) chunks.push(chunkOf([], { usage }));
  return chunks;
}

function expectOf(truth: ChatTruth): CaseExpect {
  const { pieces, calls, finish = "stop", usage, error } = truth;
  const content = pieces.join("");
  if (error !== undefined) return { any_of: [{ outcome: "failed" }] };
  const tool_calls = calls?.map((call) => ({ ...call }));
  const choice = { index: 0, content, finish_reason: finish, ...(tool_calls === undefined ? {} : { tool_calls }) };
  const whole = { message: { choices: [choice] }, ...(usage === undefined ? {} : { usage }) };
  const completed = { outcome: "completed", ...whole } as const;
  // A client may well refuse an answer that never says why it ended.
  return { any_of: finish === null ? [completed, { outcome: "failed" }] : [completed] };
}
