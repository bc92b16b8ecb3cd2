/** Laws of the fold on recorded streams: no exception, copies agree with the fold, moves change nothing. */
import { existsSync, readFileSync } from "node:fs";
import { load } from "js-yaml";
import { afterAll, describe, expect, test } from "vitest";
import { decodeBytes, type SseItem } from "../wire/index.ts";
import { assemble } from "./assemble.ts";
import type { Assembled } from "./assembled.ts";
import { classifyPayload } from "./classify-payload.ts";
import { foldChunks } from "./fold-chunks.ts";
import { isJsonObject, type JsonObject } from "./json-object.ts";
import { MOVES, type Move } from "./testing/metamorphic-moves.ts";
import { choicesOf, objectOf } from "./testing/read-chunk.ts";

const CORPUS = new URL("../../../shared/corpus/", import.meta.url);
const present = existsSync(new URL("MANIFEST.jsonl", CORPUS));
if (!present) console.log("skipped: the recorded streams are not at ../shared/corpus");

type Stream = { readonly path: string; readonly slices: readonly Uint8Array[] };
type Folded = Stream & { readonly chunks: readonly JsonObject[]; readonly folded: Assembled };

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The bodies of one recording that are event streams, by the file's format. */
const READERS: Readonly<Record<string, (text: string) => readonly (readonly Uint8Array[])[]>> = {
  "go-vcr-v2": (text) => bodiesOf(load(text), ["response", "body"]),
  vcrpy: (text) => bodiesOf(load(text), ["response", "body", "string"]),
  "sse-txt": (text) => [[bytesOf(text)]],
  "req_llm-json": (text) => {
    const { chunks } = JSON.parse(text) as { readonly chunks: readonly { readonly b64: string }[] };
    return [chunks.map((chunk) => Buffer.from(chunk.b64, "base64"))];
  },
};

function bodiesOf(document: unknown, path: readonly string[]): readonly (readonly Uint8Array[])[] {
  const interactions = objectOf(document)["interactions"];
  if (!Array.isArray(interactions)) return [];
  const bodies = interactions.map((one: unknown) => path.reduce<unknown>((value, name) => objectOf(value)[name], one));
  return bodies.flatMap((body) =>
    typeof body === "string" ? [[bytesOf(body)]] : body instanceof Uint8Array ? [[body]] : [],
  );
}

const refused: string[] = [];

function readStreams(): readonly Folded[] {
  const lines = readFileSync(new URL("MANIFEST.jsonl", CORPUS), "utf8").trim().split("\n");
  const files = lines.map(
    (line) => JSON.parse(line) as { path: string; format: string; kind: string; fidelity: string },
  );
  return files.flatMap(({ path, format, kind, fidelity }) => {
    const read = READERS[format];
    if (kind !== "openai-chat-stream" || fidelity !== "wire" || read === undefined) return [];
    try {
      return read(readFileSync(new URL(path, CORPUS), "utf8")).flatMap((slices) => foldStream({ path, slices }));
    } catch (error) {
      // A file that the YAML reader refuses (Python's own tags, !!binary) is no evidence about the fold.
      if (!(error instanceof Error) || !/^unknown \w+ tag/.test(error.message)) throw error;
      refused.push(path);
      return [];
    }
  });
}

/** The stream with its fold; nothing where the body holds no chunk (an error answer, another protocol). */
function foldStream(stream: Stream): readonly Folded[] {
  const { items, residue } = decodeBytes(stream.slices);
  const chunks = items.flatMap(chunkOf);
  return chunks.length === 0 ? [] : [{ ...stream, chunks, folded: assemble(items, residue) }];
}

function chunkOf(item: SseItem): readonly JsonObject[] {
  if (item.kind !== "event") return [];
  const payload = classifyPayload(item.data);
  return payload.kind === "chunk" || (payload.kind === "error_envelope" && isJsonObject(payload.value))
    ? [payload.value as JsonObject]
    : [];
}

function core({ message, usage, error, status, id, model }: Assembled): string {
  return JSON.stringify({ message, usage, error, status, id, model });
}

const contentOf = (chunk: JsonObject | undefined) => {
  const content = objectOf(choicesOf(chunk ?? {})[0]?.["delta"])["content"];
  return typeof content === "string" && choicesOf(chunk ?? {}).length === 1 ? content : "";
};
const text = (some: readonly JsonObject[]) =>
  JSON.stringify(foldChunks(some).message.choices.map((one) => one.content));

describe.skipIf(!present)("recorded streams", () => {
  const streams = present ? readStreams() : [];
  const counts: Record<string, unknown> = {};
  afterAll(() => console.log("fold on recorded streams:", JSON.stringify(counts)));

  test("enough of them were read, none made the fold throw", () => {
    const chunks = streams.reduce((sum, stream) => sum + stream.chunks.length, 0);
    Object.assign(counts, { streams: streams.length, chunks, refused: refused.length });
    for (const status of ["complete", "incomplete", "failed"]) {
      counts[status] = streams.filter(({ folded }) => folded.status === status).length;
    }
    expect(refused.length).toBeLessThan(10);
    expect(streams.length).toBeGreaterThan(1_000);
  });

  test("what is parsed already folds the same", () => {
    const differing = streams.filter(
      ({ chunks, folded }) => folded.trailing.length === 0 && core(foldChunks(chunks)) !== core(folded),
    );
    expect(differing.map(({ path }) => path)).toEqual([]);
  });

  test("tool arguments are JSON, or empty where the provider sends nothing for no argument", () => {
    const calls = streams.flatMap(({ folded }) =>
      (folded.status === "complete" ? folded.message.choices : []).flatMap((one) => one.tool_calls),
    );
    const invalid = calls.filter(
      (call) => call.arguments !== "" && classifyPayload(call.arguments).kind === "malformed",
    );
    Object.assign(counts, { toolCalls: calls.length, argumentsInvalid: invalid.length });
    expect(calls.length).toBeGreaterThan(100);
    expect(calls.filter((call) => call.id === null || call.name === null)).toEqual([]);
    expect(invalid.length).toBeLessThanOrEqual(3);
  });

  test("a message beside the delta is the text so far, or the delta", () => {
    const withCopy = streams.filter(({ chunks }) =>
      chunks.some((chunk) => choicesOf(chunk).some((choice) => isJsonObject(choice["message"]))),
    );
    counts["messageCopies"] = withCopy.length;
    expect(withCopy.length).toBeGreaterThan(0);
    expect(
      withCopy.flatMap(({ folded }) => folded.notes.filter((note) => note.code === "message-copy-differs")),
    ).toEqual([]);
  });

  test("where reasoning comes twice, the two views are one text", () => {
    const views = streams.flatMap(({ folded }) => folded.extras.map((extras) => extras.reasoning));
    const twice = views.filter((view) => view.reasoning !== null && view.reasoning !== "" && view.details !== null);
    counts["reasoningTwice"] = twice.length;
    expect(twice.length).toBeGreaterThan(50);
    expect(twice.filter((view) => view.reasoning !== view.details)).toEqual([]);
  });

  const { plain: _plain, "id-changing": _id, ...moves } = MOVES;
  test.each(Object.entries<Move>(moves))("law: the move %s changes nothing", (name, move) => {
    let [moved, at] = [0, 0];
    const draw = (below: number) => (at = (at * 31 + 7) % 1_009) % below;
    const broken = streams.filter(({ chunks }) => {
      const sent = move(chunks, draw);
      if (JSON.stringify(sent) === JSON.stringify(chunks)) return false;
      moved += 1;
      return core(foldChunks(sent)) !== core(foldChunks(chunks));
    });
    counts[name] = moved;
    expect(moved).toBeGreaterThan(0);
    expect(broken.map(({ path }) => path)).toEqual([]);
  });

  test("a lost piece of text always shows; so do two that change places", () => {
    let [lost, swapped] = [0, 0];
    for (const { chunks, path } of streams) {
      const at = chunks.findIndex((chunk) => contentOf(chunk) !== "");
      if (at === -1 || foldChunks(chunks).status === "failed") continue;
      lost += 1;
      expect(text(chunks.toSpliced(at, 1)), path).not.toBe(text(chunks));
      const [one, other] = [contentOf(chunks[at]), contentOf(chunks[at + 1])];
      if (
        one + other === other + one ||
        JSON.stringify(choicesOf(chunks[at] ?? {})[0]?.["index"]) !==
          JSON.stringify(choicesOf(chunks[at + 1] ?? {})[0]?.["index"])
      )
        continue;
      swapped += 1;
      expect(text(chunks.toSpliced(at, 2, ...chunks.slice(at, at + 2).reverse())), path).not.toBe(text(chunks));
    }
    Object.assign(counts, { lost, swapped });
    expect(Math.min(lost, swapped)).toBeGreaterThan(300);
  });
});
