/** Rules F1 to F10, each by the witness that forced it. */
import { expect, test } from "vitest";
import { foldChunks } from "./fold-chunks.ts";

const codes = (chunks: readonly unknown[]) => foldChunks(chunks).notes.map((note) => note.code);
const text = (content: string, more: object = {}) => ({ choices: [{ index: 0, delta: { content } }], ...more });

test("F1: Azure's first id is empty, the next one counts", () => {
  const chunks = [
    { id: "", choices: [], prompt_filter_results: [] },
    { id: "chatcmpl-1", choices: [] },
  ];
  expect(foldChunks(chunks).id).toBe("chatcmpl-1");
  expect(codes(chunks)).not.toContain("id-changed");
});

test("F1: Groq's compound models change the id with every chunk; the first stays, each change is noted, nothing is rejected", () => {
  const chunks = [text("a", { id: "g1" }), text("b", { id: "g2" }), text("c", { id: "g2" }), text("d", { id: "stub" })];
  const folded = foldChunks(chunks);
  expect(folded.id).toBe("g1");
  expect(folded.message.choices[0]?.content).toBe("abcd");
  expect(folded.notes.filter((note) => note.code === "id-changed").map((note) => note.at)).toEqual([1, 3]);
});

test("F2: created is the first that is not zero", () => {
  expect(foldChunks([text("", { created: 0 }), text("", { created: 5 }), text("", { created: 6 })]).created).toBe(5);
  expect(foldChunks([text("", { created: 0 })]).created).toBeNull();
});

test("F3: model is the first that is not empty; a change is noted", () => {
  const chunks = [
    text("", { model: "" }),
    text("", { model: "m" }),
    text("", { model: null }),
    text("", { model: "n" }),
  ];
  expect(foldChunks(chunks).model).toBe("m");
  expect(codes(chunks)).toContain("model-changed");
});

test("F4: object decides nothing and is no extension", () => {
  const chunks = ["", "chat.completion", "chat.completion.done", undefined].map((object) => text("x", { object }));
  expect(foldChunks(chunks).message.choices[0]?.content).toBe("xxxx");
  expect(foldChunks(chunks).extensions).toEqual({});
});

test("F5: a null fingerprint or tier erases nothing", () => {
  const first = text("", { system_fingerprint: "fp_1", service_tier: "auto" });
  const then = text("", { system_fingerprint: null, service_tier: "default" });
  expect(foldChunks([first, then]).extensions).toEqual({ system_fingerprint: "fp_1", service_tier: "default" });
});

test("F6: snapshots such as Perplexity's citations replace each other; an empty provider erases nothing", () => {
  const chunks = [
    text("", { provider: "Google", citations: ["a"] }),
    text("", { provider: "", citations: ["a", "b"] }),
    text("", { provider: null, citations: null }),
  ];
  expect(foldChunks(chunks).extensions).toEqual({ provider: "Google", citations: ["a", "b"] });
});

test("F7: x_groq merges: the id comes first, the usage last", () => {
  const chunks = [text("", { x_groq: { id: "req_1", seed: 1 } }), text("", { x_groq: { usage: { total_tokens: 3 } } })];
  const folded = foldChunks(chunks);
  expect(folded.extensions["x_groq"]).toEqual({ id: "req_1", seed: 1, usage: { total_tokens: 3 } });
  expect(folded.usage).toEqual({ total_tokens: 3 });
});

test("F8: the last timings count", () => {
  expect(foldChunks([text("", { timings: { n: 1, m: 1 } }), text("", { timings: { n: 2 } })]).extensions).toEqual({
    timings: { n: 2 },
  });
});

test("F9: padding and echoes are dropped", () => {
  const padded = { p: "abc", obfuscation: "xYz", stream_options: { include_usage: true } };
  const chunk = { ...padded, choices: [{ delta: { content: "a", obfuscation: "q" }, obfuscation: "r" }] };
  const folded = foldChunks([chunk]);
  expect([folded.extensions, folded.extras[0]?.extensions]).toEqual([{}, {}]);
});

test("F10: Perplexity's running totals are replaced, never summed", () => {
  const totals = [2, 5, 9].map((completion_tokens) => text("a", { usage: { prompt_tokens: 3, completion_tokens } }));
  expect(foldChunks(totals).usage).toEqual({ prompt_tokens: 3, completion_tokens: 9 });
});

test("F10: the last object replaces whole, without a merge by member", () => {
  const chunks = [
    text("", { usage: { total_tokens: 0, total_characters: 0 } }),
    text("", { usage: { total_tokens: 7 } }),
  ];
  expect(foldChunks(chunks).usage).toEqual({ total_tokens: 7 });
});

test("F10: null never erases usage", () => {
  expect(foldChunks([text("", { usage: { total_tokens: 7 } }), text("", { usage: null })]).usage).toEqual({
    total_tokens: 7,
  });
});

test("F10: chunk usage wins over choice usage, that over x_groq's, whatever the order", () => {
  const groq = { choices: [], x_groq: { usage: { total_tokens: 1 } } };
  const choice = { choices: [{ index: 0, delta: {}, usage: { total_tokens: 2 } }] };
  const own = { choices: [], usage: { total_tokens: 3 } };
  expect(foldChunks([own, choice, groq]).usage).toEqual({ total_tokens: 3 });
  expect(foldChunks([choice, groq]).usage).toEqual({ total_tokens: 2 });
  expect(foldChunks([groq]).usage).toEqual({ total_tokens: 1 });
});

test("F10: usage is found in every era of OpenRouter's tail", () => {
  const usage = { prompt_tokens: 16, completion_tokens: 7, total_tokens: 23, cost: 0.000153 };
  const finish = { choices: [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: "stop" }] };
  const tails = {
    A: { choices: [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }], usage },
    B: { choices: [], usage },
    C: { ...finish, usage },
  };
  for (const tail of Object.values(tails)) {
    const folded = foldChunks([text("Olá!"), finish, tail]);
    expect(folded.usage).toEqual(usage);
    expect(folded.message.choices).toHaveLength(1);
    expect(folded.message.choices[0]).toMatchObject({ content: "Olá!", finish_reason: "stop" });
    expect(folded.status).toBe("complete");
  }
});

test("F10: zeros of a typed client count as absent only where the caller says so", () => {
  const chunks = [
    text("", { usage: { prompt_tokens: 3, completion_tokens_details: { reasoning_tokens: 1 } } }),
    text("", { usage: { prompt_tokens: 0, completion_tokens_details: { reasoning_tokens: 0 } } }),
  ];
  expect(foldChunks(chunks).usage).toMatchObject({ prompt_tokens: 0 });
  expect(foldChunks(chunks, { zeroUsageIsAbsent: true }).usage).toMatchObject({ prompt_tokens: 3 });
});
