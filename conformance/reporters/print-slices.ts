/** Prints bytes as they were sent, slice by slice, so that each byte and each cut can be told from the text. */
import { escapePoint, isPlain } from "./escape-terminal.ts";

/** Where a window is cut out of a long body; bytes on each side that are shown beyond it. */
export type SlicesWindow = {
  /** Bytes shown of a long body: it loses its middle, or all but the surroundings of `around`. */
  readonly bytesMax: number;
  /** Offset of the byte that must be seen; null shows the beginning and the end. */
  readonly around: number | null;
};

const WHOLE: SlicesWindow = { bytesMax: 16_384, around: null };

/**
 * One printed line for each line of the stream. `|` marks a cut; a `|` of the stream is `\|`, a backslash `\\`, bytes
 * that are no printable character of their own slice are `\n`, `\r`, `\xe2`. Ends without a line end.
 */
export function printSlices(slices: readonly Uint8Array[], window: SlicesWindow = WHOLE): string {
  const bytes = Buffer.concat(slices);
  const cuts = cutsOf(slices);
  return windowsOf(bytes.length, window)
    .map((part) => (typeof part === "string" ? part : printRange(bytes, cuts, part[0], part[1])))
    .join("\n");
}

// --- internal ---

/** To leave out a few bytes costs the reader more than it saves. */
const SLACK = 1.25;

type Range = readonly [from: number, to: number];

function cutsOf(slices: readonly Uint8Array[]): ReadonlySet<number> {
  const cuts = new Set<number>();
  let at = 0;
  for (const slice of slices.slice(0, -1)) {
    at += slice.length;
    cuts.add(at);
  }
  return cuts;
}

/** The ranges to print, with a note where bytes are left out. */
function windowsOf(length: number, { bytesMax, around }: SlicesWindow): readonly (Range | string)[] {
  if (length <= bytesMax * SLACK) return [[0, length]];
  if (around === null) {
    const half = Math.floor(bytesMax / 2);
    return [[0, half], leftOut(length - 2 * half), [length - half, length]];
  }
  const from = Math.max(0, Math.min(around - Math.floor(bytesMax / 2), length - bytesMax));
  const to = from + bytesMax;
  const parts: (Range | string)[] = [[from, to]];
  if (from > 0) parts.unshift(leftOut(from));
  if (to < length) parts.push(leftOut(length - to));
  return parts;
}

function leftOut(count: number): string {
  return `… ${count} bytes …`;
}

function printRange(bytes: Uint8Array, cuts: ReadonlySet<number>, from: number, to: number): string {
  const lines: string[] = [];
  let line = "";
  let at = from;
  while (at < to) {
    if (cuts.has(at)) line += "|";
    const length = sequenceLength(bytes, at, to, cuts);
    line += length === 0 ? escapeByte(bytes[at] ?? 0) : printPoint(bytes.subarray(at, at + length));
    const endsLine = bytes[at] === 0x0a || (bytes[at] === 0x0d && bytes[at + 1] !== 0x0a);
    at += Math.max(1, length);
    if (!endsLine) continue;
    lines.push(line);
    line = "";
  }
  if (line !== "") lines.push(line);
  return lines.join("\n");
}

/** Bytes of the UTF-8 sequence at `at`, or 0 where it is broken, or not within one slice and the window. */
function sequenceLength(bytes: Uint8Array, at: number, to: number, cuts: ReadonlySet<number>): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
  if (length === 0 || at + length > to) return 0;
  for (let next = at + 1; next < at + length; next++) if (cuts.has(next)) return 0;
  try {
    STRICT.decode(bytes.subarray(at, at + length));
    return length;
  } catch {
    return 0;
  }
}

const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function printPoint(bytes: Uint8Array): string {
  const text = STRICT.decode(bytes);
  if (text === "\\" || text === "|") return `\\${text}`;
  const point = text.codePointAt(0) ?? 0;
  if (isPlain(point)) return text;
  // The bytes themselves, not the code point: what is invisible is best seen as sent.
  return point < 0x80 ? escapePoint(point) : [...bytes].map(escapeByte).join("");
}

function escapeByte(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, "0")}`;
}
