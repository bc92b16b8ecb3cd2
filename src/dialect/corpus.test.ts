/** Every recorded stream holds to the wire shape, and each dialect's evidence is counted again from the recordings. */
import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { load, loadAll, YAML11_SCHEMA } from "js-yaml";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { specDeviations, WireChoice, WireChunk, WireDelta, WireUsage } from "../schema/index.ts";
import { DIALECTS, type DialectName } from "./index.ts";

const ROOT = new URL("../../../shared/corpus/", import.meta.url);
const present = existsSync(new URL("MANIFEST.jsonl", ROOT));
if (!present) console.warn("skipped: recorded streams, because ../shared/corpus is absent");

type Body = { readonly url: string; readonly text: string };
type Stream = Body & { readonly path: string; readonly chunks: readonly unknown[] };
type Typed = Body & { readonly chunks: readonly WireChunk[] };

const Row = z.looseObject({ path: z.string(), format: z.string(), fidelity: z.string(), chat_streams: z.number() });
const Text = z.union([z.string(), z.instanceof(Uint8Array), z.null()]).optional();

/** vcrpy tags some header names with a Python class, as complex keys: read them as the words they are. */
const readVcrpy = (text: string) =>
  load(text.replaceAll(/^( *)\? !!python\/\S+ *\n *- (\S+)\n *: - /gm, "$1$2:\n$1- "), { schema: YAML11_SCHEMA });

const Vcr = z.array(
  z.looseObject({
    request: z.looseObject({ uri: z.string() }),
    response: z.looseObject({ body: z.looseObject({ string: Text }).nullish(), content: Text }),
  }),
);
const Vcrpy = z.looseObject({ interactions: Vcr });
const RubyVcr = z.looseObject({ http_interactions: Vcr });
const GoVcr = z.looseObject({
  interactions: z.array(
    z.looseObject({ request: z.looseObject({ url: z.string() }), response: z.looseObject({ body: Text }) }),
  ),
});
const Wiremock = z.array(z.looseObject({ response: z.looseObject({ body: Text }).optional() }));
const Nock = z.array(z.looseObject({ scope: z.string(), path: z.string(), response: z.unknown() }));
const Exchange = z.looseObject({
  request: z.looseObject({ url: z.string() }),
  response: z.looseObject({ body: Text }),
});
const Slices = z.looseObject({
  request: z.looseObject({ url: z.string() }).optional(),
  chunks: z.array(z.looseObject({ b64: z.string() })),
});
const Har = z.looseObject({
  log: z.looseObject({
    entries: z.array(
      z.looseObject({
        request: z.looseObject({ url: z.string() }),
        response: z.looseObject({ content: z.looseObject({ text: z.string().optional() }) }),
      }),
    ),
  }),
});

const asText = (body: z.infer<typeof Text>): string =>
  typeof body === "string" ? body : body ? Buffer.from(body).toString("utf8") : "";

const bodiesOfVcr = (exchanges: z.infer<typeof Vcr>): Body[] =>
  exchanges.map(({ request, response }) => ({
    url: request.uri,
    text: asText(response.body?.string ?? response.content),
  }));

/** How bodies are taken out of each container; a format without an entry is the bare body. */
const CONTAINERS: Readonly<Record<string, (text: string) => Body[]>> = {
  vcrpy: (text) => bodiesOfVcr(Vcrpy.parse(readVcrpy(text)).interactions),
  "ruby-vcr": (text) => bodiesOfVcr(RubyVcr.parse(load(text)).http_interactions),
  "go-vcr-v2": (text) =>
    GoVcr.parse(load(text, { schema: YAML11_SCHEMA })).interactions.map(({ request, response }) => ({
      url: request.url,
      text: asText(response.body),
    })),
  "wiremock-yaml": (text) => Wiremock.parse(loadAll(text)).map((d) => ({ url: "", text: asText(d.response?.body) })),
  "nock-json": (text) =>
    Nock.parse(JSON.parse(text)).map((d) => ({
      url: d.scope + d.path,
      text: typeof d.response === "string" ? d.response : "",
    })),
  "dd-testagent-json": (text) => {
    const { request, response } = Exchange.parse(JSON.parse(text));
    return [{ url: request.url, text: asText(response.body) }];
  },
  "req_llm-json": (text) => {
    const { request, chunks } = Slices.parse(JSON.parse(text));
    const bytes = Buffer.concat(chunks.map(({ b64 }) => Buffer.from(b64, "base64")));
    return [{ url: request?.url ?? "", text: bytes.toString("utf8") }];
  },
  har: (text) =>
    Har.parse(JSON.parse(text)).log.entries.map(({ request, response }) => ({
      url: request.url,
      text: response.content.text ?? "",
    })),
};

/** The objects among the payloads. Recorded events have one data line each, so lines are enough here. */
function readPayloads(body: string): unknown[] {
  return body
    .split(/\r\n|\n|\r/)
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice("data:".length).trim())
    .filter((data) => data !== "[DONE]" && data !== "")
    .map((data): unknown => JSON.parse(data))
    .filter((payload) => typeof payload === "object" && payload !== null);
}

const isChatChunk = (payload: unknown): boolean =>
  z.looseObject({ choices: z.array(z.unknown()) }).safeParse(payload).success &&
  !z.looseObject({ object: z.literal("text_completion") }).safeParse(payload).success;

function readStreams(): Stream[] {
  return readFileSync(new URL("MANIFEST.jsonl", ROOT), "utf8")
    .trim()
    .split("\n")
    .map((line) => Row.parse(JSON.parse(line)))
    .filter((row) => row.fidelity === "wire" && row.chat_streams > 0)
    .flatMap((row) => {
      const text = readFileSync(new URL(row.path, ROOT), "utf8");
      const bodies = (CONTAINERS[row.format] ?? ((bare: string) => [{ url: "", text: bare }]))(text);
      return bodies.map((body) => ({ ...body, path: row.path, chunks: readPayloads(body.text) }));
    })
    .filter(({ chunks }) => chunks.some(isChatChunk));
}

const streams = present ? readStreams() : [];
const chunks = streams.flatMap((stream) => stream.chunks);

/** What a shape does to a chunk: kept whole, changed, or refused. */
function isLossless(shape: z.ZodType, chunk: unknown): boolean {
  const read = shape.safeParse(chunk);
  return read.success && isDeepStrictEqual(read.data, chunk);
}

/** Wire shapes with one mistake each, that the recordings must find out. */
const MUTANTS: Readonly<Record<string, z.ZodType>> = {
  "unknown members are dropped": z.object(WireChunk.shape),
  "finish_reason must be there": WireChunk.extend({
    choices: z.array(WireChoice.extend({ finish_reason: z.string().nullable() })).nullish(),
  }),
  "delta must be there": WireChunk.extend({ choices: z.array(WireChoice.extend({ delta: WireDelta })).nullish() }),
  "object must be there": WireChunk.extend({ object: z.string() }),
  "created is a safe integer above 0": WireChunk.extend({ created: z.int().positive() }),
  "counters are never null": WireChunk.extend({
    usage: WireUsage.extend({ total_tokens: z.number().optional() }).nullish(),
  }),
  "content is text": WireChunk.extend({
    choices: z.array(WireChoice.extend({ delta: WireDelta.extend({ content: z.string().nullish() }).nullish() })),
  }),
};

describe.skipIf(!present)("recorded streams", () => {
  test("each chunk passes the wire shape with nothing lost", () => {
    const lossy = chunks.filter((chunk) => !isLossless(WireChunk, chunk));
    console.info(`wire shape: ${chunks.length} chunks of ${streams.length} recorded streams checked, all of them`);
    expect(lossy).toEqual([]);
    expect(chunks.length).toBeGreaterThan(39_000);
  });

  test.each(Object.keys(MUTANTS))("a wire shape where %s is found out", (name) => {
    const shape = MUTANTS[name] ?? z.never();
    expect(chunks.some((chunk) => !isLossless(shape, chunk))).toBe(true);
  });

  test("the letter of the reference covers less than most chunks, which is why it never rejects", () => {
    const sorted = chunks.map((chunk) => specDeviations(chunk));
    const byLetter = sorted.filter((found) => found.length === 0).length;
    const byType = sorted.filter((found) => found.every(({ kind }) => kind === "unknown")).length;
    console.info(`spec shape: ${byLetter} chunks by the letter, ${byType} by type, of ${chunks.length}`);
    expect(byLetter).toBeGreaterThan(chunks.length * 0.1);
    expect(byLetter).toBeLessThan(byType);
    expect(byType).toBeLessThan(chunks.length * 0.7);
  });
});

/** Whose streams count as a dialect's: by host, or where none was kept by an id that only this server makes. */
const RECORDED_BY: Readonly<Record<DialectName, (stream: Stream) => boolean>> = {
  openai: ({ url }) => hostOf(url) === "api.openai.com",
  openrouter: ({ url, text }) => ["openrouter.ai", ""].includes(hostOf(url)) && /"gen-\d{10}-\w{20}"/.test(text),
  azure: ({ url }) => hostOf(url).endsWith(".openai.azure.com"),
};
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : "");

type Share = readonly [seen: number, of: number];
const share = <Item>(items: readonly Item[], holds: (item: Item) => boolean): Share => [
  items.filter((item) => holds(item)).length,
  items.length,
];
const choicesIn = (from: readonly Typed[]) => chunksIn(from).flatMap((chunk) => chunk.choices ?? []);
const chunksIn = (from: readonly Typed[]) => from.flatMap((stream) => stream.chunks);
const isTerminated = ({ text }: Typed): boolean => /^data: \[DONE\]\s*$/m.test(text);
const withUsage = (from: readonly Typed[]) => from.filter(({ chunks: all }) => all.some((chunk) => chunk.usage));
const lastUsage = ({ chunks: all }: Typed) => all.findLast((chunk) => chunk.usage);
const finishes = (chunk: WireChunk | undefined) => (chunk?.choices ?? []).some((choice) => choice.finish_reason);

function namesRoleOnce({ chunks: all }: Typed): boolean {
  const opened = new Set<number>();
  return all
    .flatMap((chunk) => chunk.choices ?? [])
    .every((choice) => {
      const first = !opened.has(choice.index ?? 0);
      opened.add(choice.index ?? 0);
      return first === (typeof choice.delta?.role === "string");
    });
}

const endsWithOwnUsage = (stream: Typed): boolean =>
  stream.chunks.at(-1) === lastUsage(stream) && lastUsage(stream)?.choices?.length === 0;

const joinDetails = (details: readonly Record<string, unknown>[]): string =>
  details.map((detail) => String(detail["text"] ?? detail["summary"] ?? "")).join("");

const repeatsFinish = (stream: Typed): boolean =>
  finishes(lastUsage(stream)) && stream.chunks.filter((chunk) => finishes(chunk)).length > 1;

/** How each claim is counted; a claim on recordings without a count fails the test below. */
const COUNTS: Readonly<Record<DialectName, Readonly<Record<string, (from: readonly Typed[]) => Share>>>> = {
  openai: {
    "Every chunk has choices, if only an empty list.": (from) => share(chunksIn(from), (c) => Array.isArray(c.choices)),
    "The role comes in the first chunk of each choice, and in no other.": (from) => share(from, namesRoleOnce),
    "Every choice has finish_reason, be it null.": (from) =>
      share(choicesIn(from), (choice) => "finish_reason" in choice),
    "The finish reason comes with an empty delta.": (from) =>
      share(
        choicesIn(from).filter((choice) => choice.finish_reason),
        (choice) => isDeepStrictEqual(choice.delta, {}),
      ),
    "Usage comes in a chunk of its own, the last, with empty choices.": (from) =>
      share(withUsage(from), endsWithOwnUsage),
    "Chunks carry padding in obfuscation.": (from) => share(chunksIn(from), (c) => c.obfuscation !== undefined),
    "The system fingerprint is null.": (from) => share(chunksIn(from), (c) => c.system_fingerprint === null),
    "The stream ends with [DONE].": (from) => share(from, isTerminated),
  },
  openrouter: {
    "Every chunk names the provider.": (from) => share(chunksIn(from), (c) => typeof c["provider"] === "string"),
    "Every delta has the role.": (from) => share(choicesIn(from), (choice) => choice.delta?.role === "assistant"),
    "native_finish_reason stands beside every finish_reason.": (from) =>
      share(choicesIn(from), (choice) => "native_finish_reason" in choice),
    "Reasoning is sent in two views with the same text.": (from) =>
      share(
        choicesIn(from).filter((choice) => joinDetails(choice.delta?.reasoning_details ?? []) !== ""),
        (choice) => joinDetails(choice.delta?.reasoning_details ?? []) === choice.delta?.reasoning,
      ),
    "Usage is sent, on one chunk.": (from) => share(from, (s) => s.chunks.filter((c) => c.usage).length === 1),
    "Usage stands beside a choice with a null finish_reason (older).": (from) =>
      share(from, (s) => lastUsage(s)?.choices?.length === 1 && !finishes(lastUsage(s))),
    "Usage stands beside empty choices (as documented).": (from) =>
      share(from, (s) => lastUsage(s)?.choices?.length === 0),
    "Usage stands beside a second finish_reason (newer).": (from) => share(from, repeatsFinish),
    "Comments come before or between chunks.": (from) => share(from, ({ text }) => /^:/m.test(text)),
    "The stream ends with [DONE].": (from) => share(from, isTerminated),
  },
  azure: {
    "The first chunk has empty choices, an empty id, and what was found in the prompt.": (from) =>
      share(
        from,
        ({ chunks: [first] }) => first?.id === "" && "prompt_filter_results" in first && !first.choices?.length,
      ),
    "Every choice has content_filter_results.": (from) =>
      share(choicesIn(from), (choice) => "content_filter_results" in choice),
    "A choice has no delta.": (from) => share(choicesIn(from), (choice) => !("delta" in choice)),
    "Usage comes in a chunk of its own, the last, with empty choices.": (from) =>
      share(withUsage(from), endsWithOwnUsage),
    "The usage chunk carries latency_checkpoint.": (from) =>
      share(withUsage(from), (s) => lastUsage(s)?.["latency_checkpoint"] !== undefined),
    "The stream ends with [DONE].": (from) => share(from, isTerminated),
  },
};

/** The first and the last month in which a server says that it made a chunk; Azure's zeroes say nothing. */
function monthsOf(from: readonly Typed[]): string {
  const months = chunksIn(from)
    .filter(({ created }) => (created ?? 0) > 0)
    .map(({ created }) => new Date((created ?? 0) * 1_000).toISOString().slice(0, "2026-01".length));
  return `${months.toSorted()[0]} to ${months.toSorted().at(-1)}`;
}

describe.skipIf(!present)("the evidence of a dialect", () => {
  test.each(Object.values(DIALECTS))("$name: its chunk shape keeps each recorded chunk whole", ({ name, chunk }) => {
    const own = streams.filter(RECORDED_BY[name]).flatMap((stream) => stream.chunks);
    expect(own.filter((payload) => !isLossless(chunk, payload))).toEqual([]);
    expect(own.length).toBeGreaterThan(1_000);
  });

  test.each(Object.values(DIALECTS))("$name: each claim on recordings counts as written", ({ name, evidence }) => {
    const from = streams
      .filter(RECORDED_BY[name])
      .map((stream) => ({ ...stream, chunks: stream.chunks.map((payload) => WireChunk.parse(payload)) }));
    const source = `recordings, ${monthsOf(from)}`;
    const counted = Object.entries(COUNTS[name]).map(([claim, count]) => [claim, ...count(from), source]);
    const written = evidence
      .filter(({ source }) => source.startsWith("recordings,"))
      .map(({ claim, seen, of, source }) => [claim, seen, of, source]);
    expect(written).toEqual(counted);
  });
});
