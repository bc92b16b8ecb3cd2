/** Prints a drawn stream as one file of a format. */
import { GENERATOR_VERSION, printJson, type NumberedStream } from "../../generators/index.ts";
import { writeStreamCassette } from "../../src/cassette/index.ts";
import { generatedCase } from "./generated-case.ts";

/** What a file says of where it comes from. */
export type Origin = { readonly command: string; readonly seed: number; readonly version: string };

export type GeneratedFile = {
  /** Below the output folder, with forward slashes. */
  readonly path: string;
  readonly content: string | Uint8Array;
};

/** Where a catalogue looks for cases like these. */
export const CASES_FOLDER = "generated";

type Print = (drawn: NumberedStream, name: string, origin: Origin) => GeneratedFile;

/** Every format by name. */
export const GENERATED_FORMATS = {
  case: (drawn, name, { command, version }) => ({
    // JSON is YAML as well; escaped, for YAML refuses some characters that JSON allows.
    path: `${CASES_FOLDER}/${name}.yaml`,
    content: `${escapeJson(JSON.stringify(generatedCase(drawn, command, version), null, 2))}\n`,
  }),
  "go-vcr": (drawn, name) => ({ path: `${name}.yaml`, content: cassette(drawn) }),
  sse: (drawn, name) => ({ path: `${name}.sse`, content: bytesOf(drawn) }),
  chunks: ({ whole }, name) => ({
    path: `${name}.jsonl`,
    content: printChunks(whole),
  }),
  json: (drawn, name, origin) => ({
    path: `${name}.json`,
    content: `${JSON.stringify({ ...describeStream(drawn, origin), body_base64: Buffer.from(bytesOf(drawn)).toString("base64") }, null, 2)}\n`,
  }),
} as const satisfies Readonly<Record<string, Print>>;

export type GeneratedFormat = keyof typeof GENERATED_FORMATS;

/** A stream as lines for standard output: `json` is a line of its own each, with what a manifest would say. */
export function printLine(drawn: NumberedStream, format: GeneratedFormat, origin: Origin): string {
  if (format === "chunks") return printChunks(drawn.whole);
  return `${JSON.stringify({ ...describeStream(drawn, origin), body_base64: Buffer.from(bytesOf(drawn)).toString("base64") })}\n`;
}

/** The stream's line of the manifest: how to make it again, and what it says. */
export function describeStream(drawn: NumberedStream, { seed }: Origin): Readonly<Record<string, unknown>> {
  const { whole, broken, number } = drawn;
  return {
    generator_version: GENERATOR_VERSION,
    dialect: whole.profile.name,
    is_provisional: whole.profile.isProvisional,
    seed,
    number,
    quirks: whole.knobs.quirks,
    fault: broken?.fault.id ?? null,
    end: broken?.end ?? "fin",
    cuts: broken?.offsets ?? whole.offsets,
    truth: whole.truth,
    due: broken?.due ?? null,
  };
}

function printChunks({ chunks, style }: NumberedStream["whole"]): string {
  return chunks.map((chunk) => `${printJson(chunk, style)}\n`).join("");
}

function bytesOf({ whole, broken }: NumberedStream): Uint8Array {
  return broken?.bytes ?? whole.bytes;
}

function escapeJson(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function cassette(drawn: NumberedStream): string {
  const { model, usage } = drawn.whole.truth;
  return writeStreamCassette(bytesOf(drawn), { model, includesUsage: usage !== null });
}
