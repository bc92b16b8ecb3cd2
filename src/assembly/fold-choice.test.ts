/** Rules F26 to F38: finish, and what rides beside the delta. */
import { expect, test } from "vitest";
import { foldChunks } from "./fold-chunks.ts";

const choices = (...sent: readonly object[]) =>
  foldChunks(sent.map((choice) => ({ choices: [{ index: 0, ...choice }] })));
const deltas = (...sent: readonly object[]) => choices(...sent.map((delta) => ({ delta })));
const content = (text: string) => ({ delta: { content: text } });
const message = (text: string, sofar: string) => ({
  ...content(text),
  message: { role: "assistant", content: sofar },
});
const differs = (...sent: readonly object[]) =>
  choices(...sent).notes.filter((note) => note.code === "message-copy-differs").length;

test("F26: the finish may be empty (old Ollama), repeated (OpenRouter), and taken back by nothing", () => {
  const sent = [{ finish_reason: "" }, { finish_reason: "stop" }, { finish_reason: "stop" }, { finish_reason: null }];
  const folded = choices(...sent, { finish_reason: "" });
  expect(folded.message.choices[0]?.finish_reason).toBe("stop");
  expect(folded.notes.map((note) => note.code)).not.toContain("finish-changed");
});

test("F26: a changed finish is the last one, with a note", () => {
  const folded = choices({ finish_reason: "stop" }, { finish_reason: "length" });
  expect(folded.message.choices[0]?.finish_reason).toBe("length");
  expect(folded.notes.map((note) => note.code)).toContain("finish-changed");
});

test("F27: native finish, stop reason and seed are the last that are not null", () => {
  const sent = [
    { native_finish_reason: null, seed: 1 },
    { native_finish_reason: "STOP", seed: null },
    { stop_reason: 7 },
  ];
  expect(choices(...sent).extras[0]?.extensions).toEqual({ seed: 1, native_finish_reason: "STOP", stop_reason: 7 });
});

test("F28: Baseten's content after the finish is folded", () => {
  const sent = [{ delta: { reasoning_content: "hm" }, finish_reason: "stop" }, content("The "), content("answer")];
  expect(choices(...sent).message.choices[0]).toMatchObject({ content: "The answer", finish_reason: "stop" });
});

test("F28: text, tool call and finish in one chunk (Mistral) are all there", () => {
  const tool_calls = [{ id: "PLz4JxynT", index: 0, function: { name: "f", arguments: "{}" } }];
  const folded = choices({ delta: { content: "!", tool_calls }, finish_reason: "tool_calls" });
  expect(folded.message.choices[0]).toMatchObject({
    content: "!",
    tool_calls: [{ id: "PLz4JxynT", name: "f", arguments: "{}" }],
    finish_reason: "tool_calls",
  });
});

test("F29: log probabilities append by sub-array, legacy ones too; null adds nothing", () => {
  const openai = [
    { logprobs: { content: [{ token: "a" }], refusal: null } },
    { logprobs: null },
    { logprobs: { content: [{ token: "b" }], reasoning_content: [{ token: "r" }] } },
  ];
  expect(choices(...openai).extras[0]?.logprobs).toEqual({
    content: [{ token: "a" }, { token: "b" }],
    reasoning_content: [{ token: "r" }],
  });
  const legacy = [
    { logprobs: { tokens: ["x"], token_logprobs: [-1] } },
    { logprobs: { tokens: ["y"], token_logprobs: [-2] } },
  ];
  expect(choices(...legacy).extras[0]?.logprobs).toEqual({ tokens: ["x", "y"], token_logprobs: [-1, -2] });
  expect(choices({ logprobs: null }).extras[0]?.logprobs).toBeNull();
  expect(choices({ logprobs: { content: null, refusal: null } }).extras[0]?.logprobs).toBeNull();
  expect(choices({ logprobs: { content: [] } }).extras[0]?.logprobs).toEqual({ content: [] });
});

test("F30: audio in four kinds of chunk: id, transcript, data, expiry", () => {
  const sent = [
    { id: "audio_1" },
    { transcript: "Hel" },
    { data: "AAEC" },
    { transcript: "lo" },
    { data: "AwQ=" },
    { expires_at: 9 },
  ];
  expect(deltas(...sent.map((audio) => ({ audio }))).extras[0]?.audio).toEqual({
    id: "audio_1",
    data: "AAECAwQ=",
    transcript: "Hello",
    expires_at: 9,
  });
});

test("F30: pieces that were padded one by one are decoded one by one", () => {
  const sent = ["AA==", "AQI=", "Aw"].map((data) => ({ audio: { data } }));
  expect(deltas(...sent).extras[0]?.audio?.data).toBe("AAECAw==");
});

test("F31: annotations and images append, equal ones too", () => {
  const cited = { type: "url_citation", url: "https://a.example" };
  const image = { type: "image_url", image_url: { url: "data:," } };
  const folded = deltas({ annotations: [cited] }, { annotations: [cited], images: [image] });
  expect(folded.extras[0]).toMatchObject({ annotations: [cited, cited], images: [image] });
});

test("F32: Groq sends an executed tool twice, and index 0 for different ones", () => {
  const search = { index: 0, type: "search", arguments: '{"query":"weather"}' };
  const visit = { index: 0, type: "visit", arguments: '{"url":"x"}' };
  const sent = [search, { ...search, output: "Sunny", search_results: null }, visit].map((one) => ({
    executed_tools: [one],
  }));
  expect(deltas(...sent).extras[0]?.executed_tools).toEqual([
    { ...search, output: "Sunny", search_results: null },
    visit,
  ]);
});

test("F33: Azure's filter: last result by category, spans and prompt results collected, also after the finish and without a delta", () => {
  const folded = foldChunks([
    { choices: [], prompt_filter_results: [{ prompt_index: 0 }] },
    { choices: [{ index: 0, ...content("Hi"), content_filter_results: { hate: { severity: "safe" } } }] },
    { choices: [{ index: 0, delta: {}, finish_reason: "stop", content_filter_results: {} }] },
    {
      choices: [
        { index: 0, content_filter_results: { hate: { severity: "low" } }, content_filter_offsets: { end_offset: 2 } },
      ],
    },
    { choices: [{ index: 0, content_filter_offsets: { end_offset: 5 } }] },
  ]);
  expect(folded.extras[0]?.content_filter).toEqual({
    results: { hate: { severity: "low" } },
    offsets: [{ end_offset: 2 }, { end_offset: 5 }],
  });
  expect(folded.extensions).toEqual({ prompt_filter_results: [{ prompt_index: 0 }] });
  expect(folded).toMatchObject({ status: "complete", message: { choices: [{ content: "Hi" }] } });
});

test("F34: Perplexity's running message and Writer's copy are checked, never folded", () => {
  const perplexity = [message("Ban", "Ban"), message("ana", "Banana"), message("", "Banana")];
  const writer = [message("Ban", "Ban"), message("ana", "ana")];
  for (const sent of [perplexity, writer]) {
    expect(choices(...sent).message.choices[0]?.content).toBe("Banana");
    expect(differs(...sent)).toBe(0);
  }
  expect(differs(message("Ban", "Ban"), message("ana", "Bananas"))).toBe(1);
});

test("F35: Together's text is a copy, checked and not folded", () => {
  const folded = choices({ ...content("a"), text: "a" }, { ...content("b"), text: "x" });
  expect(folded.message.choices[0]?.content).toBe("ab");
  expect(folded.notes.filter((note) => note.code === "text-copy-differs")).toHaveLength(1);
});

test("F36: the deprecated call: the name replaces, the arguments go on; a default object is no call", () => {
  const sent = [{ name: "f", arguments: "" }, { name: "f", arguments: "{" }, { arguments: "}" }];
  expect(deltas(...sent.map((function_call) => ({ function_call }))).extras[0]?.function_call).toEqual({
    name: "f",
    arguments: "{}",
  });
  expect(deltas({ function_call: { name: "", arguments: "" } }).extras[0]?.function_call).toBeNull();
});

test("F37: token ids append, from choice and delta", () => {
  expect(choices({ token_ids: [1, 2] }, { delta: { token_id: 3 } }, { token_ids: null }).extras[0]?.token_ids).toEqual([
    1, 2, 3,
  ]);
});

test("F38: an unknown string is replaced, never concatenated; null takes nothing back", () => {
  const sent = [
    { delta: { channel: "analysis" } },
    { delta: { channel: "analysis" }, trace: "t" },
    { delta: { channel: null } },
  ];
  expect(choices(...sent).extras[0]?.extensions).toEqual({ channel: "analysis", trace: "t" });
});

test("F32: a later null erases no output", () => {
  const ran = { index: 0, type: "python", arguments: "1+1", output: "2" };
  const sent = [ran, { ...ran, output: null }].map((one) => ({ executed_tools: [one] }));
  expect(deltas(...sent).extras[0]?.executed_tools).toEqual([ran]);
});

test("F37: a list longer than an argument list may be is appended", () => {
  const token_ids = Array.from({ length: 200_000 }, (_, at) => at);
  expect(choices({ token_ids }).extras[0]?.token_ids).toHaveLength(200_000);
});
