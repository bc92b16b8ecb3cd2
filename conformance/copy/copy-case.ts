/** Turns one case into the plain files of its folder. */
import { createHash } from "node:crypto";
import { mediaTypeOf } from "../../src/wire/index.ts";
import { expandCase } from "../expand/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { Play, PlayedExchangeScript, PlayEnd } from "../shape/play.ts";
import {
  COPIED_CASE_SCHEMA,
  type CopiedCase,
  type CopiedCuts,
  type CopiedExpectation,
  type CopiedFile,
} from "./copied-case.ts";
import { copyCassette } from "./copy-cassette.ts";
import { copyRequest } from "./copy-request.ts";
import { nameFolder } from "./name-folder.ts";
import { printCuts, printValue } from "./print-value.ts";

export type CopyVariants = "default" | "none";

/** Pure; the plain play's bodies are the `body` files, a variant that spells them otherwise has files of its own. */
export function copyCase(loaded: LoadedCase, variants: CopyVariants): readonly CopiedFile[] {
  const { case: one } = loaded;
  const folder = nameFolder(one.id, one.uid);
  const plays = expandCase(loaded, { variants });
  const { bodies, cuts } = bodiesAndCuts(plays);
  const script = plays[0]?.script ?? { exchanges: [], gapMs: 0 };
  const request = copyRequest(one);
  const cassette = copyCassette(one, script, request);
  const told: CopiedCase = {
    schema: COPIED_CASE_SCHEMA,
    ...without(one),
    exchanges: script.exchanges.map((exchange, index) => {
      const bytes = Buffer.concat(exchange.slices);
      const wire = one.exchanges[index]?.wire;
      return {
        status: exchange.status,
        headers: Object.fromEntries(exchange.headers),
        transfer: exchange.transfer,
        end: endOf(exchange.end),
        ...(wire === undefined ? {} : { wire }),
        body: cuts["plain"]?.[index]?.body ?? "",
        bytes: bytes.length,
        sha256: createHash("sha256").update(bytes).digest("hex"),
      };
    }),
    no_cassette: "because" in cassette ? cassette.because : null,
  };
  const expected: CopiedExpectation = { compare: one.compare, ...one.expect };
  const texts: readonly (readonly [name: string, text: string])[] = [
    ["case.json", printValue(told)],
    ["request.json", printValue(request)],
    ["cuts.json", printCuts(cuts)],
    ["expected.json", printValue(expected)],
    ...("text" in cassette ? [["cassette.yaml", cassette.text] as const] : []),
  ];
  return [
    ...texts.map(([name, text]) => ({ path: `${folder}/${name}`, bytes: Buffer.from(text) })),
    ...[...bodies].map(([name, bytes]) => ({ path: `${folder}/${name}`, bytes })),
  ];
}

// --- internal ---

/** What stands in files of its own, or is spelled out by the plays. */
const ELSEWHERE: ReadonlySet<string> = new Set(["schema", "request", "exchanges", "variants", "compare", "expect"]);

function without(one: LoadedCase["case"]): Omit<CopiedCase, "schema" | "exchanges" | "no_cassette"> {
  return Object.fromEntries(Object.entries(one).filter(([name]) => !ELSEWHERE.has(name))) as typeof one;
}

function bodiesAndCuts(plays: readonly Play[]): {
  readonly bodies: ReadonlyMap<string, Uint8Array>;
  readonly cuts: CopiedCuts;
} {
  const bodies = new Map<string, Uint8Array>();
  const cuts: Record<string, CopiedCuts[string]> = {};
  for (const { key, axis, script } of plays) {
    cuts[key] = script.exchanges.map((exchange, index) => {
      const bytes = Buffer.concat(exchange.slices);
      const ordinal = script.exchanges.length === 1 ? "" : `-${index + 1}`;
      const plain = bodyName(exchange, ordinal, "");
      const known = bodies.get(plain);
      const isPlain = axis === "plain" || (known !== undefined && Buffer.compare(known, bytes) === 0);
      const body = isPlain ? plain : bodyName(exchange, ordinal, `.${key.replaceAll("=", "-")}`);
      bodies.set(body, bytes);
      return { body, transfer: exchange.transfer, offsets: offsetsOf(exchange.slices) };
    });
  }
  return { bodies, cuts };
}

function offsetsOf(slices: readonly Uint8Array[]): readonly number[] {
  let at = 0;
  return slices.slice(0, -1).map((slice) => (at += slice.length));
}

const SUFFIXES: Readonly<Record<string, string>> = { "text/event-stream": "sse", "application/json": "json" };

/** `body.sse`, `body-2.json`, `body.eol-crlf.sse`. */
function bodyName({ headers }: PlayedExchangeScript, ordinal: string, variant: string): string {
  const suffix = SUFFIXES[mediaTypeOf(headers) ?? ""] ?? "bin";
  return `body${ordinal}${variant}.${suffix}`;
}

function endOf(end: PlayEnd): CopiedCase["exchanges"][number]["end"] {
  if (end.kind === "hold") return { kind: end.kind, limit_ms: end.holdMs };
  return "limitMs" in end ? { kind: end.kind, limit_ms: end.limitMs } : { kind: end.kind };
}
