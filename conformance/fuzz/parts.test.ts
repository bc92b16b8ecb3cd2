/** The small parts of the fuzzer: cuts in words, scopes, failures as text and as fixtures. */
import * as fc from "fast-check";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readGoVcr } from "../../src/cassette/index.ts";
import { createInProcessDriver } from "../adapter/index.ts";
import { loadCatalogue } from "../catalogue/index.ts";
import { createModelClient, FLAWED_CLIENTS, RIGHT_CLIENT } from "../models/index.ts";
import { createPaint } from "../reporters/paint.ts";
import { runCatalogue } from "../run/index.ts";
import { createInProcessStage } from "../server/index.ts";
import type { InProcessClient } from "../shape/in-process-client.ts";
import { PROTOCOL_VERSION, Ready } from "../shape/protocol.ts";
import type { FuzzFailure } from "./fuzz-outcome.ts";
import { FUZZ_FAULTS } from "./fuzz-faults.ts";
import { FUZZ_QUIRKS } from "./fuzz-quirks.ts";
import { buildEvents } from "./draw-events.ts";
import { drawsOf, FUZZ_PROPERTY_NAMES } from "./fuzz-properties.ts";
import { fuzzScope } from "./fuzz-scope.ts";
import { isSound } from "./is-sound.ts";
import { eventsOf, spellEvents } from "./spell-events.ts";
import { fixturesOfFailure } from "./fixtures-of-failure.ts";
import { nameCut } from "./name-cut.ts";
import { printFailure } from "./print-failure.ts";
import { fuzzInProcess } from "./testing/fuzz-in-process.ts";
import { bindsAtLeast, Level } from "../shape/case.ts";

const folder = mkdtempSync(path.join(tmpdir(), "streamproof-fuzz-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const plain = createPaint(false);

function flawed(id: string): InProcessClient {
  const found = FLAWED_CLIENTS.find((one) => one.id === id);
  if (found === undefined) throw new TypeError(`no flawed client is called ${id}`);
  return createModelClient(found.id, found.parts);
}

async function failureOf(id: string, options: Parameters<typeof fuzzInProcess>[1]): Promise<FuzzFailure> {
  const { failures } = await fuzzInProcess(flawed(id), options);
  const [failure] = failures;
  if (failure === undefined) throw new TypeError(`${id} was not found out`);
  return failure;
}

test.each([
  ["data: é\n\n", 7, "bytes 6|7 arrive apart, inside U+00E9"],
  ["data: x\r\n\r\n", 8, "bytes 7|8 arrive apart, between CR and LF"],
  ["data: x\n\n", 8, "bytes 7|8 arrive apart, between the two line ends of a blank line"],
  ["data: xyz\n\n", 8, "bytes 7|8 arrive apart, inside a line"],
])("a cut of %j at %i is named: %s", (text, offset, named) => {
  expect(nameCut(bytesOf(text), offset)).toBe(named);
});

const fragment = (index: number, text: string) => ({
  choices: [{ index: 0, delta: { tool_calls: [{ index, function: { arguments: text } }] }, finish_reason: null }],
});

test("calls take turns, each in its own order", () => {
  const quirk = FUZZ_QUIRKS.find(({ id }) => id === "tools/interleaved");
  if (quirk?.on !== "chunks") throw new TypeError("tools/interleaved changes chunks");
  const text = { choices: [{ index: 0, delta: { content: "a" }, finish_reason: null }] };
  const chunks = [fragment(0, "a"), fragment(0, "b"), text, fragment(1, "c"), fragment(1, "d")];
  const changed = quirk.apply(chunks, () => 0);
  expect(changed).toEqual([fragment(0, "a"), fragment(1, "c"), text, fragment(0, "b"), fragment(1, "d")]);
});

const CLAIM = Ready.parse({
  type: "ready",
  protocol: PROTOCOL_VERSION,
  client: { name: "c", version: "1" },
  capabilities: ["chat.stream", "report.message"],
});

test("what is drawn follows the claim: dialects, choices, calls, levels", async () => {
  const core = fuzzScope(CLAIM, {});
  expect(core.profiles.map(({ name }) => name)).toEqual(["openai"]);
  expect(core.quirks.every(({ level, profile }) => level === "must" && profile === "core")).toBe(true);
  expect(fuzzScope(CLAIM, { level: "should" }).quirks.length).toBeGreaterThan(core.quirks.length);
  expect(fuzzScope(CLAIM, { dialect: "groq" }).profiles.every(({ dialect }) => dialect === "groq")).toBe(true);
  expect(() => fuzzScope(CLAIM, { dialect: "nobody" })).toThrowError(
    expect.objectContaining({ code: "DIALECT_UNKNOWN" }),
  );

  const asked: { n: unknown; tools: unknown }[] = [];
  const narrow: InProcessClient = {
    ready: { ...RIGHT_CLIENT.ready, capabilities: ["chat.stream", "report.message"], profiles: ["core"] },
    run(job, context) {
      if (job.op === "chat.stream") asked.push({ n: job.request.n, tools: job.request.tools });
      return RIGHT_CLIENT.run(job, context);
    },
  };
  const { failures } = await fuzzInProcess(narrow, { runsMax: 150, properties: ["truth"] });
  expect(failures).toEqual([]);
  expect(asked.every(({ n, tools }) => n === undefined && tools === undefined)).toBe(true);
});

test(
  "a failure as text: what matters, the bytes with their cut, how to see it again",
  { timeout: 20_000 },
  async () => {
    const failure = await failureOf("decodes-each-slice", { properties: ["slicing"], dialect: "openai" });
    const lines = printFailure(failure, {
      paint: plain,
      repeat: "npx streamproof fuzz --seed 1",
      more: [["written", "a.sse"]],
    });
    const text = lines.join("\n");
    expect(lines[0]).toMatch(/^FAIL {2}slicing {2}[a-z_]+\.[a-z]+ {2}\(draw \d+\)$/);
    expect(text).toMatch(/^ {2}matters {2}fails only if bytes \d+\|\d+ arrive apart/m);
    expect(text).toMatch(/^ {13}expected "/m);
    expect(text).toMatch(/^ {13}data: .*\\x[0-9a-f]{2}\|\\x[0-9a-f]{2}|^ {13}data: .*\|/m);
    expect(text).toContain("  repeat   npx streamproof fuzz --seed 1");
    expect(text).toContain("  written  a.sse");
    expect(text).not.toContain("\u001b");
  },
);

test.each([
  ["decodes-each-slice", { properties: ["slicing"], dialect: "openai" }],
  ["swallows-resets", { properties: ["fault"] }],
  ["skips-chunks-without-choice", { properties: ["truth"] }],
  ["posts-again-after-output", { properties: ["one_request"] }],
] as const)(
  "the fixtures of %s are loaded, fail it, and pass the right client",
  { timeout: 20_000 },
  async (id, options) => {
    const failure = await failureOf(id, options);
    const { uid, variant, files } = fixturesOfFailure(failure, "npx streamproof fuzz --seed 1\n--path 2");
    const into = mkdtempSync(path.join(folder, "out-"));
    for (const { name, content } of files) writeFileSync(path.join(into, name), content);
    const cases = loadCatalogue(into);
    expect(cases.map((loaded) => loaded.case.uid)).toEqual([uid]);
    expect(cases[0]?.bodies[0]).toEqual(failure.draw.bytes);
    const [, cassette] = files;
    const read = readGoVcr(bytesOf(String(cassette?.content)), "cassette").exchanges[0]?.response.body ?? "";
    expect(typeof read === "string" ? bytesOf(read) : read).toEqual(failure.draw.bytes);

    const statusOf = async (client: InProcessClient) => {
      const stage = createInProcessStage();
      const driver = createInProcessDriver(client, { fetch: stage.fetch });
      const profiles = cases.map((loaded) => loaded.case.profile);
      const ran = await runCatalogue({ cases, driver, stage, profiles, onlyKey: variant, skipCalibration: true });
      await driver.close();
      return ran.verdicts.map(({ status }) => status);
    };
    expect(await statusOf(flawed(id))).toEqual(["fail"]);
    expect(await statusOf(RIGHT_CLIENT)).toEqual(["pass"]);
  },
);

const scopeOf = (options: Parameters<typeof fuzzScope>[1]) =>
  fuzzScope({ ...CLAIM, profiles: ["core", "openrouter"] }, options);
const idsOf = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);

test("quirks and faults are drawn by name: these alone, whatever their level, or all but one", () => {
  const named = scopeOf({ quirks: ["chunks/ping", "finish/repeated"] });
  expect([idsOf(named.quirks), named.needsQuirk]).toEqual([["chunks/ping", "finish/repeated"], true]);
  const but = scopeOf({ withoutQuirks: ["framing/crlf"] });
  expect(idsOf(scopeOf({}).quirks)).toContain("framing/crlf");
  expect(idsOf(but.quirks)).toEqual(idsOf(scopeOf({}).quirks).filter((id) => id !== "framing/crlf"));
  expect(idsOf(scopeOf({ faults: ["truncation/reset"] }).faults)).toEqual(["truncation/reset"]);
  expect(() => scopeOf({ quirks: ["framing/crfl"] })).toThrowError(
    expect.objectContaining({ code: "QUIRK_UNKNOWN", detail: expect.stringContaining("framing/crlf") }),
  );
  expect(() => scopeOf({ faults: ["reset"] })).toThrowError(expect.objectContaining({ code: "FAULT_UNKNOWN" }));
  for (const { parts } of fc.sample(drawsOf("truth", named), { seed: 1, numRuns: 50 }))
    expect("quirks" in parts && parts.quirks.length).toBeGreaterThan(0);
});

test("each level draws what the one before it draws, and more", () => {
  const [must, should, observe] = Level.options.map((level) => scopeOf({ level }));
  expect(idsOf(should?.quirks ?? [])).toEqual(expect.arrayContaining(idsOf(must?.quirks ?? [])));
  expect(idsOf(observe?.quirks ?? [])).toEqual(expect.arrayContaining(idsOf(should?.quirks ?? [])));
  expect(new Set([must, should, observe].map((scope) => scope?.quirks.length)).size).toBe(3);
  expect(idsOf(must?.quirks ?? [])).not.toContain("chunks/ping");
  expect(idsOf(observe?.quirks ?? [])).toContain("chunks/ping");
});

/** Bytes. */
function largest(streamBytesMax: number): number {
  const scope = scopeOf({ streamBytesMax });
  const draws = FUZZ_PROPERTY_NAMES.filter((name) => name !== "one_request").flatMap((name) =>
    fc.sample(drawsOf(name, scope), { seed: 3, numRuns: 12 }),
  );
  return Math.max(...draws.map(({ bytes }) => bytes.length));
}

test(
  "law: no draw is larger than asked for, and with more room some are larger than usual",
  { timeout: 20_000 },
  () => {
    expect(largest(2_000)).toBeLessThanOrEqual(2_000);
    expect(largest(65_536)).toBeLessThanOrEqual(65_536);
    const large = largest(200_000);
    expect(large).toBeGreaterThan(65_536);
    expect(large).toBeLessThanOrEqual(200_000);
  },
);

test("a reader of events is asked for events alone", async () => {
  const reader: InProcessClient = {
    ready: { ...RIGHT_CLIENT.ready, capabilities: ["sse.read", "report.last_event_id"] },
    run: (job, context) => RIGHT_CLIENT.run(job, context),
  };
  const { failures, drawn } = await fuzzInProcess(reader, { runsMax: 60 });
  expect([failures, drawn]).toEqual([[], { events: 60 }]);
});

test.each([
  ["forgets-the-last-event-id", { data: "a", id: null }],
  ["passes-over-empty-data", { data: "", id: null }],
])("%s is shown by an event stream of a block or two", { timeout: 20_000 }, async (id, last) => {
  const { draw, property, level } = await failureOf(id, { properties: ["events"] });
  if (draw.op !== "sse.read") throw new TypeError("no event stream failed");
  expect([property, level]).toEqual(["events", "must"]);
  expect(draw.parts.events.length).toBeLessThanOrEqual(2);
  expect(draw.parts.events.at(-1)).toMatchObject(last);
});

const BLOCK = { data: "a\nb", event: "note", id: "1", retry: null, extra: ": c", isExtraFirst: true } as const;
const PLAIN_EVENTS = { cuts: { way: "whole", picks: [] }, eol: "lf", space: true, bom: false, tail: null } as const;

test("an event stream is spelled as it says, and its events are those of its blocks", () => {
  const parts = { ...PLAIN_EVENTS, events: [BLOCK, { ...BLOCK, event: null, id: null, data: "" }], tail: "half" };
  expect(textOf(spellEvents(parts))).toBe(": c\nevent: note\nid: 1\ndata: a\ndata: b\n\n: c\ndata: \n\ndata: half\n");
  const marked = spellEvents({ ...parts, space: false, eol: "mixed", bom: true });
  expect([...marked.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(textOf(marked)).toBe(": c\nevent:note\nid:1\ndata:a\ndata:b\n\n: c\r\ndata\r\n\r\ndata:half\n");
  const events = [
    { event: "note", data: "a\nb", id: "1" },
    { event: "message", data: "", id: "1" },
  ];
  expect(eventsOf(parts)).toEqual(events);
  expect(isSound(buildEvents(parts, "rule"))).toBe(true);
});

type Drawn = { readonly id: string; readonly level: Level; readonly of: string };

/** What is held to be more binding than the case that it is named after, or after none that there is. */
function stricterThanCase(all: readonly Drawn[]): readonly Drawn[] {
  const levels = new Map(loadCatalogue().map(({ case: { id, level } }) => [id, level]));
  return all.filter(({ level, of }) => {
    const held = levels.get(of);
    return held === undefined || !bindsAtLeast(held, level);
  });
}

test("law: what is drawn after a case of the catalogue is no stricter than that case", () => {
  const named = [...FUZZ_QUIRKS, ...FUZZ_FAULTS].flatMap(({ id, level, source }) =>
    [...source.matchAll(/case ([a-z0-9-]+\/[a-z0-9-]+)/g)].map(([, of = ""]) => ({ id, level, of })),
  );
  expect(named.length).toBeGreaterThan(40);
  expect(stricterThanCase(named)).toEqual([]);
});

test("the law bites: a must after a case that is a should, and a case that is not there", () => {
  const wrong: readonly Drawn[] = [
    { id: "a/b", level: "must", of: "chunk/error-null" },
    { id: "a/c", level: "should", of: "chunk/nowhere" },
  ];
  expect(stricterThanCase(wrong)).toEqual(wrong);
});
