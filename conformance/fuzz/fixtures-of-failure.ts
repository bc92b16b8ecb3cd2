/** Makes fixtures of a failure: a case to check and serve, a cassette to replay elsewhere, the bytes as they are. */
import { createHash } from "node:crypto";
import { CORE_SCHEMA, dump } from "js-yaml";
import { writeStreamCassette } from "../../src/cassette/index.ts";
import { Case } from "../shape/case.ts";
import type { FuzzFailure } from "./fuzz-outcome.ts";
import { FUZZ_PROPERTIES } from "./fuzz-properties.ts";

export type FailureFixtures = {
  /** The uid that the case is given: made of its bytes, so that the same counterexample keeps its name. */
  readonly uid: string;
  readonly id: string;
  /** The variant that shows the failure; `plain` where the cuts do not matter, null where no one key stands for them. */
  readonly variant: string | null;
  /** File names without a folder, with their contents. */
  readonly files: readonly { readonly name: string; readonly content: string | Uint8Array }[];
};

/** `repeat` is the command that draws the failure again; it stands in the case as a comment. */
export function fixturesOfFailure(failure: FuzzFailure, repeat: string): FailureFixtures {
  const { draw, property, code, matters, level } = failure;
  const { bytes, offsets } = draw;
  const digest = createHash("sha256").update(`${property} ${code} ${offsets.join()}`).update(bytes).digest("hex");
  const uid = uidOf(digest);
  const name = `${property}-${code}`.replaceAll(/[._]/g, "-");
  const id = `fuzz/${name}-${uid}`;
  const variant = offsets.length === 0 ? "plain" : offsets.length === 1 ? `cuts=${offsets[0] ?? 0}` : null;
  const [first, ...more] = draw.due.loaded.case.exchanges;
  const given = Case.parse({
    ...draw.due.loaded.case,
    uid,
    id,
    level,
    title: matters === null ? FUZZ_PROPERTIES[property].sentence : `It fails only ${matters}`,
    exchanges: [{ ...withoutBody(first), body_base64: base64(bytes) }, ...more],
    // A cut that matters is among these; every other axis would tell of other bugs.
    variants: { cuts: offsets.length === 0 ? [] : ["seams", "two_way"], eol: [], spacing: [], transfer: [] },
    subject: offsets.length === 0 ? null : "cuts",
  });
  const comments = [
    `# Drawn, and made smaller through a client that failed by ${code}.`,
    `# ${repeat}`,
    ...(offsets.length === 0
      ? []
      : [`# Cut at ${offsets.join(", ")}${variant === null ? "" : `: variant ${variant}`}.`]),
  ].map((line) => line.replaceAll(/[\r\n]/g, " "));
  return {
    uid,
    id,
    variant,
    files: [
      { name: `${name}-${uid}.case.yaml`, content: `${comments.join("\n")}\n${yamlOf(given)}` },
      { name: `${name}-${uid}.yaml`, content: cassetteOf(given, bytes) },
      { name: `${name}-${uid}.sse`, content: bytes },
    ],
  };
}

// --- internal ---

/** A letter and three letters or digits, as uids are. */
function uidOf(digest: string): string {
  const number = Number.parseInt(digest.slice(0, 10), 16) % 36 ** 3;
  return `f${number.toString(36).padStart(3, "0")}`;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

function withoutBody(exchange: Case["exchanges"][number] | undefined): object {
  if (exchange === undefined) return {};
  const { chunks: _chunks, blocks: _blocks, body: _body, framing: _framing, cassette: _cassette, ...rest } = exchange;
  return rest;
}

function yamlOf(given: Case): string {
  return dump(given, { schema: CORE_SCHEMA, lineWidth: -1, noRefs: true });
}

function cassetteOf({ request }: Case, bytes: Uint8Array): string {
  return writeStreamCassette(bytes, { model: "m", includesUsage: request.include_usage === true });
}
