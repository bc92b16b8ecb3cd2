/** A handful of plain cases, one of them marked, for runs against adapters that misbehave. */
import { DEFAULT_FRAMING, encodeBlocks } from "../../../src/wire/index.ts";
import { Case, CASE_SCHEMA, type LoadedCase } from "../../shape/case.ts";

function chunkOf(delta: object, finish_reason: string | null): Record<string, unknown> {
  return {
    id: "c",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, delta, finish_reason }],
  };
}

function plainCase(uid: string, content: string, marked: boolean): LoadedCase {
  const chunks = [chunkOf({ role: "assistant", content }, null), chunkOf({}, "stop")];
  const parsed = Case.parse({
    schema: CASE_SCHEMA,
    uid,
    id: `handful/${content}`,
    title: `The text ${content} arrives`,
    rule: "Text is reported as it was sent.",
    level: "must",
    basis: "spec",
    input: "legal",
    refs: [],
    since: "0.1.0",
    op: "chat.stream",
    // What an adapter sees of the case; its texts say nothing.
    request: marked ? { include_usage: true } : {},
    exchanges: [{ chunks }],
    expect: {
      any_of: [{ outcome: "completed", message: { choices: [{ index: 0, content, finish_reason: "stop" }] } }],
      server: { requests: 1 },
    },
  });
  const blocks = chunks.map((chunk) => ({ kind: "event" as const, data: JSON.stringify(chunk) }));
  return { case: parsed, file: `handful/${content}`, bodies: [encodeBlocks(blocks, DEFAULT_FRAMING)] };
}

/** The second one is marked: its request asks for usage. */
export const HANDFUL: readonly LoadedCase[] = [
  plainCase("h001", "one", false),
  plainCase("h002", "two", true),
  plainCase("h003", "three", false),
  plainCase("h004", "four", false),
];
