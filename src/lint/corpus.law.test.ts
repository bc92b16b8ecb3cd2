/** Law: nothing that a real server was recorded to send is an error. */
import { existsSync, readFileSync } from "node:fs";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { checkEventStream } from "./check-event-stream.ts";
import { startReport, type FileReport } from "./file-report.ts";

const CORPUS = new URL("../../../shared/corpus/", import.meta.url);
const present = existsSync(new URL("MANIFEST.jsonl", CORPUS));
if (!present) console.log("skipped: the recorded streams are not at ../shared/corpus");

/** The bodies of one recording, by the file's format. */
const READERS: Readonly<Record<string, (text: string) => readonly Uint8Array[]>> = {
  "go-vcr-v2": (text) => bodiesOf(load(text), ["response", "body"]),
  vcrpy: (text) => bodiesOf(load(text), ["response", "body", "string"]),
  "sse-txt": (text) => [Buffer.from(text)],
  "req_llm-json": (text) => {
    const { chunks } = JSON.parse(text) as { readonly chunks: readonly { readonly b64: string }[] };
    return [Buffer.concat(chunks.map((chunk) => Buffer.from(chunk.b64, "base64")))];
  },
};

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function bodiesOf(document: unknown, path: readonly string[]): readonly Uint8Array[] {
  const interactions = member(document, "interactions");
  if (!Array.isArray(interactions)) return [];
  return interactions.flatMap((one: unknown) => {
    const body = path.reduce<unknown>(member, one);
    return typeof body === "string" ? [Buffer.from(body)] : body instanceof Uint8Array ? [body] : [];
  });
}

/** The streams of chat of one recording; what Python's own tags make unreadable is left out. */
function reportsOf(path: string, format: string): readonly FileReport[] {
  let bodies: readonly Uint8Array[] = [];
  try {
    bodies = READERS[format]?.(readFileSync(new URL(path, CORPUS), "utf8")) ?? [];
  } catch (error) {
    if (!(error instanceof Error) || !/^unknown \w+ tag/.test(error.message)) throw error;
  }
  return bodies.flatMap((bytes) => {
    if (!/^\ufeff?(?:data|event|id|retry)?:/.test(Buffer.from(bytes.subarray(0, 16)).toString())) return [];
    const draft = startReport([]);
    return checkEventStream(bytes, path, draft).chunks === 0 ? [] : [draft.finish("event stream")];
  });
}

describe.skipIf(!present)("recorded streams", () => {
  test("law: no invariant is an error in any of them", () => {
    const lines = present ? readFileSync(new URL("MANIFEST.jsonl", CORPUS), "utf8").trim().split("\n") : [];
    const files = lines.map(
      (line) => JSON.parse(line) as Readonly<Record<"path" | "format" | "kind" | "fidelity", string>>,
    );
    const reports = files.flatMap(({ path, format, kind, fidelity }) =>
      kind === "openai-chat-stream" && fidelity === "wire" ? reportsOf(path, format) : [],
    );
    const counts: Record<string, number> = {};
    for (const { problems, notes } of reports) {
      for (const id of new Set(
        [...problems, ...notes].flatMap(({ invariant = "" }) => (invariant === "" ? [] : [invariant])),
      ))
        counts[id] = (counts[id] ?? 0) + 1;
    }
    const inOrder = Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1));
    console.log(`lint on ${reports.length} recorded streams:`, JSON.stringify(Object.fromEntries(inOrder)));
    expect(reports.length).toBeGreaterThan(1_000);
    expect(reports.flatMap(({ problems }) => problems.filter(({ severity }) => severity === "error"))).toEqual([]);
  });
});
