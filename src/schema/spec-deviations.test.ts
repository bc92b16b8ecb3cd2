/** The letter of the reference: what counts as a departure from it, and that nothing is rejected. */
import { describe, expect, test } from "vitest";
import { SpecChunk, specDeviations } from "./index.ts";

const BY_LETTER = {
  id: "chatcmpl-1",
  object: "chat.completion.chunk",
  created: 1_700_000_000,
  model: "gpt-4o-mini",
  choices: [
    {
      index: 0,
      delta: {
        role: "assistant",
        content: "Hi",
        tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name: "f", arguments: "{" } }],
      },
      logprobs: { content: [{ token: "Hi", logprob: -0.1, bytes: [72, 105], top_logprobs: [] }], refusal: null },
      finish_reason: null,
    },
  ],
  usage: null,
};

const withChoice = (members: Readonly<Record<string, unknown>>) => ({
  ...BY_LETTER,
  choices: [{ ...BY_LETTER.choices[0], ...members }],
});

describe("deviations from the reference", () => {
  test("a chunk by the letter has none", () => {
    expect(specDeviations(BY_LETTER)).toEqual([]);
    expect(SpecChunk.parse(BY_LETTER)).toEqual(BY_LETTER);
  });

  test("the usage chunk may have empty choices", () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
    expect(specDeviations({ ...BY_LETTER, choices: [], usage })).toEqual([]);
  });

  test("a member left out is missing, not of a wrong type", () => {
    const choice = { index: 0, delta: {} };
    expect(specDeviations({ ...BY_LETTER, choices: [choice] })).toEqual([
      { path: "choices[0].finish_reason", kind: "missing", message: "required by the reference, but absent" },
    ]);
  });

  test("a null where the reference has none is a type, at its path", () => {
    expect(specDeviations({ ...BY_LETTER, system_fingerprint: null })).toMatchObject([
      { path: "system_fingerprint", kind: "type" },
    ]);
    const fragment = { index: 0, function: { name: null, arguments: "{" } };
    expect(specDeviations(withChoice({ delta: { tool_calls: [fragment] } }))).toMatchObject([
      { path: "choices[0].delta.tool_calls[0].function.name", kind: "type" },
    ]);
  });

  test("a word outside a closed vocabulary is a type", () => {
    expect(specDeviations(withChoice({ finish_reason: "eos" }))).toMatchObject([
      { path: "choices[0].finish_reason", kind: "type" },
    ]);
    expect(specDeviations({ ...BY_LETTER, object: "chat.completion" })).toMatchObject([
      { path: "object", kind: "type" },
    ]);
  });

  test("each unknown member is named by itself", () => {
    const chunk = { ...withChoice({ native_finish_reason: null }), provider: "Google", cost: 0 };
    expect(specDeviations(chunk)).toEqual([
      { path: "choices[0].native_finish_reason", kind: "unknown", message: "not a member of the reference" },
      { path: "provider", kind: "unknown", message: "not a member of the reference" },
      { path: "cost", kind: "unknown", message: "not a member of the reference" },
    ]);
  });

  test("a fraction is no integer, an integer beyond 2^53 is one", () => {
    expect(specDeviations({ ...BY_LETTER, created: 1.5 })).toMatchObject([{ path: "created", kind: "type" }]);
    expect(specDeviations({ ...BY_LETTER, created: 12_658_879_820_317_954_000 })).toEqual([]);
  });

  test.each([[null], ["[DONE]"], [[]], [undefined], [7]])("%j is one deviation of the whole", (payload) => {
    expect(specDeviations(payload)).toMatchObject([{ path: "", kind: "type" }]);
  });
});
