/** Each invariant keeps a stream that breaks it, and a stream by the letter breaks none. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { STREAM_INVARIANTS, type Invariant } from "./stream-invariants.ts";
import { validateFile } from "../validate-file.ts";

type Members = Readonly<Record<string, unknown>>;
type Chunks = readonly Members[];

const HEAD = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1_757_000_000, model: "gpt-4o-mini" };
const choice = (delta: Members, finish: string | null = null): Members => ({
  ...HEAD,
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const tools = (...fragments: readonly Members[]): Members => choice({ tool_calls: fragments });
const more = (index: number, args: string): Members => ({ index, function: { arguments: args } });
const opened = (index: number, id: string, name: string): Members => ({
  index,
  id,
  type: "function",
  function: { name, arguments: "" },
});
const usage = (prompt: number, completion: number, total: number, extra: Members = {}): Members => ({
  ...HEAD,
  choices: [],
  usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total, ...extra },
});

const FIRST = choice({ role: "assistant", content: "" });
const TEXT: Chunks = [FIRST, choice({ content: "Hi" }), choice({}, "stop"), usage(3, 4, 7)];
const CALLS: Chunks = [
  choice({ role: "assistant", content: null }),
  tools(opened(0, "a", "f")),
  tools(more(0, "{}")),
  tools(opened(1, "b", "g")),
  tools(more(1, '{"x":1}')),
  choice({}, "tool_calls"),
];

const spell = (chunks: readonly unknown[], end = "data: [DONE]\n\n"): string =>
  chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("") + end;
/** Takes away `removed` chunks at `at`, and puts others there. */
const put = (chunks: Chunks, at: number, removed: number, ...others: readonly unknown[]): string =>
  spell([...chunks.slice(0, at), ...others, ...chunks.slice(at + removed)]);
const withChoice = (chunk: Members, members: Members): Members => ({
  ...chunk,
  choices: (chunk["choices"] as readonly Members[]).map((one) => ({ ...one, ...members })),
});

function found(text: string): readonly string[] {
  const { problems, notes } = validateFile("a.sse", new TextEncoder().encode(text));
  return [
    ...problems.map(({ severity, invariant, place }) => `${severity} ${invariant ?? place}`),
    ...notes.map(({ invariant }) => `aside ${invariant}`),
  ];
}

test("streams by the letter break nothing", () => {
  expect([found(spell(TEXT)), found(spell(CALLS))]).toEqual([[], []]);
});

/** By the invariant: how it is told, and streams that break it. */
const BROKEN: Readonly<Record<string, readonly [said: "error" | "note" | "aside", ...texts: string[]]>> = {
  L02: ["error", put(TEXT, 1, 0, 7), put(TEXT, 1, 0, [{ error: {} }]), spell(TEXT).replace("{", "")],
  L03: ["aside", spell(TEXT).replace("data: ", "data:"), `event: x\n${spell(TEXT)}`, `error: {}\n${spell(TEXT)}`],
  L04: ["aside", spell(TEXT).replaceAll("\n", "\r\n"), spell(TEXT).replace("\n\n", "\r\r")],
  L05: ["aside", `: PROCESSING\n\n${spell(TEXT)}`],
  L06: ["note", spell(TEXT, ""), spell(TEXT) + spell(TEXT)],
  L07: ["aside", spell(TEXT, "data: [DONE]\n")],
  L10: ["note", put(TEXT, 1, 1, { ...choice({ content: "Hi" }), id: "" })],
  L11: ["note", put(TEXT, 1, 1, { ...choice({ content: "Hi" }), id: "other" })],
  L12: [
    "aside",
    ...[0, 1_757_000_001, 1_757_000_000_000].map((created) => put(TEXT, 1, 1, { ...choice({}), created })),
  ],
  L13: ["note", ...["", "other"].map((model) => put(TEXT, 1, 1, { ...choice({}), model }))],
  L16: [
    "aside",
    put(TEXT, 1, 1, {
      ...HEAD,
      choices: [0, 1].map((index) => ({ index, delta: { role: "assistant", content: "" }, finish_reason: "stop" })),
    }),
  ],
  L17: ["aside", put(TEXT, 1, 0, { ...HEAD, choices: [] })],
  L18: ["note", put(TEXT, 1, 0, withChoice(FIRST, { index: 2 })), put(TEXT, 1, 0, withChoice(FIRST, { index: -1 }))],
  L24: ["aside", put(TEXT, 1, 1, withChoice(choice({ content: "Hi" }), { message: { content: "other" } }))],
  L30: ["aside", put(TEXT, 0, 1, choice({ content: "" }))],
  L31: ["aside", put(TEXT, 1, 1, choice({ role: "assistant", content: "Hi" }))],
  L33: ["aside", put(TEXT, 0, 1, choice({ role: "assistant" }))],
  L35: ["aside", put(TEXT, 1, 1, choice({ content: "Hi", reasoning: "so" }))],
  L36: ["aside", put(TEXT, 1, 1, choice({ content: "Hi", reasoning_content: null }))],
  L37: ["aside", put(TEXT, 2, 0, choice({ reasoning: "so" }))],
  L38: [
    "aside",
    put(TEXT, 1, 0, choice({ reasoning: "a", reasoning_details: [{ type: "reasoning.text", text: "b" }] })),
  ],
  L39: ["aside", put(TEXT, 1, 1, choice({ content: "\uFFFD" }))],
  L40: ["note", put(CALLS, 1, 2, tools(opened(-1, "a", "f")))],
  L41: ["aside", put(CALLS, 1, 4, tools(opened(1, "a", "f")))],
  L42: ["aside", put(CALLS, 5, 0, tools(more(0, "")))],
  L43: [
    "note",
    put(CALLS, 1, 1, tools({ ...opened(0, "a", "f"), id: undefined })),
    put(CALLS, 1, 1, tools({ ...opened(0, "a", "f"), type: undefined })),
    put(CALLS, 1, 1, tools({ ...opened(0, "a", "f"), function: { arguments: "" } })),
  ],
  L44: ["aside", put(CALLS, 1, 2, tools({ ...opened(0, "a", "f"), function: { name: "f", arguments: "{}" } }))],
  L45: ["aside", put(CALLS, 2, 1, tools({ ...more(0, "{}"), id: "" }))],
  L47: [
    "error",
    put(CALLS, 3, 1, tools(opened(0, "b", "g"))),
    put(CALLS, 2, 1, tools({ index: 0, function: { name: "other", arguments: "{}" } })),
  ],
  L48: ["aside", put(CALLS, 2, 1, tools(more(0, "{"), more(0, "}")))],
  L49: ["aside", put(CALLS, 2, 1), put(CALLS, 2, 1, tools(more(0, "{"))), put(CALLS, 2, 1, tools(more(0, "[]")))],
  L50: ["aside", put(CALLS, 3, 1, tools(opened(1, "a", "g"))), put(CALLS, 1, 1, tools(opened(0, "", "f")))],
  L60: ["note", put(TEXT, 2, 1), put(TEXT, 3, 0, choice({}, "stop"))],
  L61: ["error", put(TEXT, 3, 0, choice({}, "length"))],
  L62: ["aside", put(TEXT, 2, 1, choice({}, "finished"))],
  L63: ["aside", put(TEXT, 2, 1, choice({ content: "!" }, "stop"))],
  L64: ["aside", put(TEXT, 2, 1, choice({ content: "" }, "stop"))],
  L65: ["error", put(TEXT, 3, 0, choice({ content: "!" })), put(CALLS, 6, 0, tools(more(1, "")))],
  L66: ["aside", put(TEXT, 3, 0, choice({}))],
  L67: ["aside", put(TEXT, 2, 1, choice({}, "tool_calls")), put(CALLS, 5, 1, choice({}, "stop"))],
  L70: ["aside", put(TEXT, 4, 0, usage(3, 4, 7))],
  L71: ["note", put(TEXT, 2, 2, { ...usage(3, 4, 7), ...choice({}, "stop") })],
  L72: ["note", spell([FIRST, usage(3, 4, 7), choice({}, "stop")])],
  L75: ["note", put(TEXT, 3, 1, usage(-1, 4, 3))],
  L76: ["aside", put(TEXT, 3, 1, usage(3, 4, 8))],
  L77: ["aside", put(TEXT, 3, 1, usage(3, 4, 7, { completion_tokens_details: { reasoning_tokens: 5 } }))],
  L78: ["aside", put(TEXT, 3, 1, usage(3, 4, 7, { prompt_tokens_details: { cached_tokens: 5 } }))],
  L79: ["aside", put(TEXT, 4, 0, usage(3, 3, 6))],
  L80: ["aside", put(TEXT, 1, 0, { error: { message: "m" } }), spell([FIRST, { error: "a" }, { error: "b" }])],
  L81: ["aside", spell([FIRST, { error: "sentence" }], ""), spell([FIRST, { error: { code: 1 } }], "")],
  L82: ["aside", spell([FIRST, { error: { message: "m" } }])],
};

const cases = Object.entries(BROKEN).flatMap(([id, [said, ...texts]]) =>
  texts.map((text, at): [string, string, string] => [`${id} ${at + 1}`, `${said} ${id}`, text]),
);

test.each(cases)("%s: a stream that breaks it is told of", (_, finding, text) => {
  expect(found(text)).toContain(finding);
});

/** What the reading of the reference says has a member for a name. */
const BY_REFERENCE: Readonly<Record<string, readonly [path: string, chunk: Members]>> = {
  L10: ["id", { ...FIRST, id: undefined }],
  L12: ["created", { ...FIRST, created: 1.5 }],
  L13: ["model", { ...FIRST, model: undefined }],
  L14: ["object", { ...FIRST, object: "chat.completion" }],
  L15: ["choices", { ...FIRST, choices: null }],
  L20: ["choices[0].delta", withChoice(FIRST, { delta: undefined })],
  L21: ["choices[0].finish_reason", withChoice(FIRST, { finish_reason: undefined })],
  L23: ["choices[0].message", withChoice(FIRST, { message: { content: "" } })],
  L32: ["choices[0].delta.role", choice({ role: null })],
  L34: ["choices[0].delta.content", choice({ content: [] })],
  L40: ["choices[0].delta.tool_calls[0].index", tools({ ...opened(0, "a", "f"), index: null })],
  L46: ["choices[0].delta.tool_calls[0].function.arguments", tools({ index: 0, function: { arguments: null } })],
  L75: ["usage.prompt_tokens", usage(1.5, 1, 2.5)],
};

test.each(Object.entries(BY_REFERENCE))("%s is told at its member: %s", (_, [path, chunk]) => {
  expect(found(spell([chunk]))).toContain(`note a.sse:event 1:${path}`);
});

test("law: each invariant that somebody watches has a stream that breaks it; of the others it is said why not", () => {
  const inCassettes = ["L01", "L74"];
  for (const [id, { by, left }] of Object.entries<Invariant>(STREAM_INVARIANTS)) {
    const watched = id in BROKEN || inCassettes.includes(id);
    expect([id, watched], id).toEqual([id, by?.some((watcher) => watcher !== "reference") === true]);
    expect(id in BY_REFERENCE, id).toBe(by?.includes("reference") === true);
    if (by === undefined) expect(left.length).toBeGreaterThan(10);
  }
});

test("law: a watcher of the table is a file that names the number", () => {
  for (const [id, { by }] of Object.entries<Invariant>(STREAM_INVARIANTS)) {
    for (const watcher of by ?? []) {
      if (watcher === "reference") continue;
      const folder = /^(?:watch-|say-|check-lines)/.test(watcher) ? "./" : "../";
      const source = readFileSync(new URL(`${folder}${watcher}.ts`, import.meta.url), "utf8");
      expect(source, `${watcher} ${id}`).toContain(`"${id}"`);
    }
  }
});

// Each from a recording: what a real server sent is no error.
test.each<[who: string, invariant: string, text: string]>([
  [
    "Z.ai says the finish with each call",
    "note L65",
    spell([
      FIRST,
      ...[0, 1].map((index) => withChoice(tools(opened(index, `c${index}`, "f")), { finish_reason: "tool_calls" })),
    ]),
  ],
  [
    "Gemini behind OpenRouter says tool_calls with the call, and stop at the end",
    "note L61",
    spell([
      FIRST,
      withChoice(tools(opened(0, "a", "f")), { finish_reason: "tool_calls" }),
      choice({ content: "\n" }, "stop"),
    ]),
  ],
  [
    "Baseten says the finish with the last reasoning, before the content",
    "note L65",
    spell([FIRST, choice({ reasoning_content: "so" }, "stop"), choice({ content: "Hi" })]),
  ],
  [
    "Ollama gives index 0 to calls that come whole",
    "note L47",
    spell(
      ["a", "b"].map((id) =>
        tools({ index: 0, id, type: "function", function: { name: "f", arguments: `{"${id}":1}` } }),
      ),
    ),
  ],
])("%s", (_, finding, text) => {
  expect(found(text)).toContain(finding);
  expect(found(text).filter((one) => one.startsWith("error"))).toEqual([]);
});
