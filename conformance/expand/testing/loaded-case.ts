/** Cases made for one test, without a file. */
import { DEFAULT_FRAMING, encodeBlocks, type SseBlock } from "../../../src/wire/index.ts";
import { Case, CASE_SCHEMA, type LoadedCase } from "../../shape/case.ts";

/** One exchange, with `body` as its bytes; `changes` are laid over its members and those of the case. */
export function loadedCase(
  body: Uint8Array,
  changes: {
    readonly exchange?: Readonly<Record<string, unknown>>;
    readonly case?: Readonly<Record<string, unknown>>;
  } = {},
): LoadedCase {
  const parsed = Case.parse({
    schema: CASE_SCHEMA,
    uid: "t001",
    id: "test/case",
    title: "A case",
    rule: "A rule.",
    level: "should",
    basis: "field",
    input: "legal",
    refs: [],
    since: "0.1.0",
    op: "chat.stream",
    exchanges: [{ body_base64: "", ...changes.exchange }],
    expect: { any_of: [{ outcome: "completed" }] },
    ...changes.case,
  });
  return { case: parsed, file: "crafted/test/case.yaml", bodies: parsed.exchanges.map(() => body) };
}

/** A stream of chunks that each hold one text, then `[DONE]`. */
export function streamOf(texts: readonly string[], framing: Partial<typeof DEFAULT_FRAMING> = {}): Uint8Array {
  const blocks = texts.map((content): SseBlock => ({
    kind: "event",
    data: JSON.stringify({ choices: [{ index: 0, delta: { content } }] }),
  }));
  return encodeBlocks(blocks, { ...DEFAULT_FRAMING, ...framing });
}

/** The bytes that a slice list sends. */
export function joined(slices: readonly Uint8Array[]): Buffer {
  return Buffer.concat(slices);
}
