/** Every recorded stream holds to the wire shape, and each dialect's evidence is counted again from the recordings. */
import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { load, loadAll, YAML11_SCHEMA } from "js-yaml";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { specDeviations, WireChoice, WireChunk, WireDelta, WireUsage } from "../schema/index.ts";
import { DIALECTS } from "./index.ts";
import { CLAIM_COUNTS, isCounted, type TypedStream } from "./testing/claim-counts.ts";
import { RECORDED_BY, type RecordedDialect, type RecordedStream } from "./testing/recorded-by.ts";

const ROOT = new URL("../../../shared/corpus/", import.meta.url);
const present = existsSync(new URL("MANIFEST.jsonl", ROOT));
if (!present) console.warn("skipped: recorded streams, because ../shared/corpus is absent");

type Body = { readonly url: string; readonly text: string };

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

function readStreams(): RecordedStream[] {
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

/** The first and the last month in which a server says that it made a chunk; Azure's zeroes say nothing. */
function monthsOf(from: readonly TypedStream[]): string {
  const months = from
    .flatMap(({ chunks: all }) => all)
    .filter(({ created }) => (created ?? 0) > 0)
    .map(({ created }) => new Date((created ?? 0) * 1_000).toISOString().slice(0, "2026-01".length));
  return `${months.toSorted()[0]} to ${months.toSorted().at(-1)}`;
}

const RECORDED = Object.keys(RECORDED_BY) as RecordedDialect[];
const recordedAs = (name: RecordedDialect) => streams.filter((stream) => RECORDED_BY[name](stream));

describe.skipIf(!present)("the evidence of a dialect", () => {
  test.each(RECORDED)("%s: its chunk shape keeps each recorded chunk whole", (name) => {
    const own = recordedAs(name).flatMap((stream) => stream.chunks);
    expect(own.filter((payload) => !isLossless(DIALECTS[name].chunk, payload))).toEqual([]);
    expect(own.length).toBeGreaterThan(0);
  });

  test.each(RECORDED)("%s: each claim on recordings counts as written", (name) => {
    const from = recordedAs(name).map((stream) => ({
      ...stream,
      chunks: stream.chunks.map((payload) => WireChunk.parse(payload)),
    }));
    const source = `recordings, ${monthsOf(from)}`;
    const written = DIALECTS[name].evidence.filter(isCounted);
    const counted = written.map(({ claim }) => [claim, ...(CLAIM_COUNTS[claim]?.(from) ?? []), source]);
    expect(written.map(({ claim, seen, of, source: said }) => [claim, seen, of, said])).toEqual(counted);
    expect(written).not.toEqual([]);
  });

  test("a claim that is off by one stream is found out", () => {
    const [groq] = DIALECTS.groq.evidence;
    expect(CLAIM_COUNTS[groq.claim]?.([])).toEqual([0, 0]);
    expect(groq.seen).toBeGreaterThan(0);
  });
});
