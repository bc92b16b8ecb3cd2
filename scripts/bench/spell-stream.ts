/** Spells event streams for benches, from a formula: the same bytes in every run, on every machine. */

export type StreamKind = { readonly eol: "\n" | "\r\n" | "\r"; readonly text: "ascii" | "multi-byte" };

const ASCII = [" the", " answer", " is", " forty", "-two", ".", " because", " it", " was", " asked"];
const MULTI_BYTE = [" die", " Tür", " größer", "日本語", " é", "🙂", " straße", " и", "的", " naïve"];

/** The JSON text of one chunk of about 230 characters. */
export function spellChunk(index: number, text: StreamKind["text"]): string {
  const words = text === "ascii" ? ASCII : MULTI_BYTE;
  return JSON.stringify({
    id: "chatcmpl-CC7KWfg68JP1ntmxrXmMcjeGwt2yf",
    object: "chat.completion.chunk",
    created: 1_757_000_000,
    model: "gpt-4o-mini-2024-07-18",
    service_tier: "default",
    system_fingerprint: "fp_560af6e559",
    choices: [{ index: 0, delta: { content: words[index % words.length] }, logprobs: null, finish_reason: null }],
    usage: null,
  });
}

/** The texts of a whole answer: a role, `count` pieces, a finish, usage. */
export function spellAnswer(count: number, text: StreamKind["text"]): readonly string[] {
  const [first = "", last = ""] = [{ role: "assistant", content: "", refusal: null }, {}].map((delta, at) =>
    JSON.stringify({
      ...JSON.parse(spellChunk(0, text)),
      choices: [{ index: 0, delta, logprobs: null, finish_reason: at === 0 ? null : "stop" }],
    }),
  );
  const usage = { prompt_tokens: 16, completion_tokens: count, total_tokens: 16 + count };
  const end = JSON.stringify({ ...JSON.parse(spellChunk(0, text)), choices: [], usage });
  return [first, ...Array.from({ length: count }, (_, index) => spellChunk(index, text)), last, end];
}

export function spellEvents(texts: readonly string[], eol: StreamKind["eol"]): Uint8Array {
  return new TextEncoder().encode(texts.map((text) => `data: ${text}${eol}${eol}`).join(""));
}

/** Views of `bytes`, `size` bytes each, the last one maybe fewer. */
export function sliceEvery(bytes: Uint8Array, size: number): readonly Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}
