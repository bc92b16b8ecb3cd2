/** Rules F11 to F17: choices, roles, text and reasoning. */
import { expect, test } from "vitest";
import { foldChunks } from "./fold-chunks.ts";

const deltas = (...sent: readonly unknown[]) => foldChunks(sent.map((delta) => ({ choices: [{ index: 0, delta }] })));
const first = (...sent: readonly unknown[]) => deltas(...sent).message.choices[0];
const choice = (index: unknown, content: string) => ({ choices: [{ index, delta: { content } }] });
const detail = (more: object) => ({ reasoning_details: [{ index: 0, ...more }] });
const extras = (...sent: readonly unknown[]) => deltas(...sent).extras[0];

test("F11: the index is the key, absent is 0, the output ascends", () => {
  const folded = foldChunks([
    choice(2, "c"),
    choice(0, "a"),
    choice(undefined, "A"),
    choice(2, "C"),
    choice(null, "!"),
  ]);
  expect(folded.message.choices.map((one) => [one.index, one.content])).toEqual([
    [0, "aA!"],
    [2, "cC"],
  ]);
  expect(folded.extras.map((one) => one.index)).toEqual([0, 2]);
});

test("F11: several choices in one chunk go to their own slots", () => {
  const chunk = {
    choices: [
      { index: 1, delta: { content: "b" } },
      { index: 0, delta: { content: "a" } },
    ],
  };
  expect(foldChunks([chunk, chunk]).message.choices.map((one) => one.content)).toEqual(["aa", "bb"]);
});

test("F12: a role on every chunk stays one role; without any it is the assistant's", () => {
  expect(first({ role: "assistant" }, { role: "assistant" }, { role: "" }, { role: null })?.role).toBe("assistant");
  expect(first({ role: "" }, { role: "tool" }, { role: "assistant" })?.role).toBe("tool");
  expect(first({ content: "no role at Groq's compound models" })?.role).toBe("assistant");
});

test("F13: content is null until a string comes, then text", () => {
  expect(first({ content: null }, {})?.content).toBeNull();
  expect(first({ content: null }, { content: "" })?.content).toBe("");
  expect(first({ content: "a" }, { content: null }, { content: "b" })?.content).toBe("ab");
});

test("F14: Mistral's parts: text is content, thinking is reasoning, the rest is kept in order", () => {
  const sent = [
    { content: [{ type: "thinking", thinking: [] }] },
    { content: [{ type: "thinking", thinking: [{ type: "text", text: "Okay" }], closed: false }] },
    {
      content: [
        { type: "thinking", thinking: [{ type: "text", text: ", so" }] },
        { type: "text", text: "Four" },
      ],
    },
    { content: [{ type: "reference", reference_ids: [1] }] },
    { content: " is it." },
  ];
  expect(first(...sent)).toMatchObject({ content: "Four is it.", reasoning: "Okay, so" });
  expect(extras(...sent)?.parts).toEqual([{ type: "reference", reference_ids: [1] }]);
  expect(extras(...sent)?.reasoning.reasoning).toBeNull();
});

test("F15: refusals go on", () => {
  expect(first({ refusal: null }, { refusal: "I'm " }, { refusal: "sorry" })).toMatchObject({
    refusal: "I'm sorry",
    content: null,
  });
});

test("F16: two views of one text are never added", () => {
  const both = { reasoning: "think", reasoning_details: [{ type: "reasoning.text", text: "think", index: 0 }] };
  expect(first(both, both)?.reasoning).toBe("thinkthink");
  expect(first({ reasoning_content: "a", reasoning: "a" }, { reasoning_content: "b", reasoning: "b" })?.reasoning).toBe(
    "ab",
  );
});

test("F16: reasoning_content alone, details alone (Snowflake), and an empty view beside one with text", () => {
  expect(first({ content: null, reasoning_content: "." })?.reasoning).toBe(".");
  expect(first({ reasoning_details: [{ type: "reasoning.text", text: "15" }] })?.reasoning).toBe("15");
  expect(first({ reasoning: "", reasoning_details: [{ type: "reasoning.summary", summary: "s" }] })?.reasoning).toBe(
    "s",
  );
  expect(first({ reasoning_content: "" })?.reasoning).toBe("");
  expect(first({ reasoning: null })?.reasoning).toBeNull();
});

test("F17: text goes on, a signature joins the text before it, an encrypted block stands alone", () => {
  const sent = [
    detail({ type: "reasoning.text", text: "Let me", format: "anthropic-claude-v1" }),
    detail({ type: "reasoning.text", text: " see" }),
    detail({ type: "reasoning.text", signature: "c2ln" }),
    detail({ type: "reasoning.encrypted", data: "AAA=", id: "e1" }),
    detail({ type: "reasoning.encrypted", data: "BBB=", id: "e1" }),
    detail({ type: "reasoning.summary", summary: "sum" }),
    detail({ type: "reasoning.text", text: "again" }),
  ];
  expect(extras(...sent)?.reasoning_details).toEqual([
    { index: 0, type: "reasoning.text", text: "Let me see", format: "anthropic-claude-v1", signature: "c2ln" },
    { index: 0, type: "reasoning.encrypted", data: "AAA=", id: "e1" },
    { index: 0, type: "reasoning.encrypted", data: "BBB=", id: "e1" },
    { index: 0, type: "reasoning.summary", summary: "sum" },
    { index: 0, type: "reasoning.text", text: "again" },
  ]);
});

test("F17: other index, or other id: another block; an absent index is 0, an absent id conflicts with none", () => {
  const sent = [
    { type: "reasoning.text", text: "a", index: 0 },
    { type: "reasoning.text", text: "b", id: "r1" },
    { type: "reasoning.text", text: "c", id: "r2" },
    { type: "reasoning.text", text: "d", id: "r2", index: 1 },
  ];
  expect(extras({ reasoning_details: sent })?.reasoning_details).toEqual([
    { type: "reasoning.text", text: "ab", index: 0, id: "r1" },
    { type: "reasoning.text", text: "c", id: "r2" },
    { type: "reasoning.text", text: "d", id: "r2", index: 1 },
  ]);
});

test("F17: nothing empty erases what a block has", () => {
  const sent = [
    { type: "reasoning.text", text: "a", signature: "c2ln", format: "f", id: "r1" },
    { type: "reasoning.text", text: "", signature: "", format: null, id: "" },
  ];
  expect(extras({ reasoning_details: sent })?.reasoning_details).toEqual([sent[0]]);
});
