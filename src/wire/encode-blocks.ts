/** Spells blocks as the bytes of an event stream. */
import { ToolkitError } from "../base/index.ts";
import type { Framing, LineEnd, SseBlock, SseLines } from "./sse-event.ts";

const LINE_ENDS: Record<LineEnd, string> = { lf: "\n", crlf: "\r\n", cr: "\r" };
/** U+FFFD as UTF-8: what the encoder writes for half of a surrogate pair, and for itself. */
const REPLACEMENT = Buffer.of(0xef, 0xbf, 0xbd);

/**
 * Fields are written in the order in which the block names them, each data line as a `data` field of its own, then a
 * blank line. `space: false` still writes a space where the value starts with one, since readers take one away.
 * Blocks of `lines` are for every other spelling by fields. A raw block is written exactly as it is: no line end is
 * changed or added. `finalBlankLine: false` leaves out the blank line after the last block (`[DONE]`, where it is
 * written), not the end of its last line; `finalLineEnd: false` leaves out both.
 *
 * What readers make of a field is not asked here: `retry: soon` is written. What cannot be written as it was asked for
 * is refused with `BLOCK_INVALID`: a line end in a one-line value, CR in data, half of a surrogate pair, a raw block that
 * ends the bytes with a line end which the framing says is not there.
 */
export function encodeBlocks(blocks: readonly (SseBlock | SseLines)[], framing: Framing): Uint8Array {
  const eol = LINE_ENDS[framing.eol];
  const colon = framing.space ? ": " : ":";
  const lastIndex = framing.done ? -1 : blocks.length - 1;
  const texts: string[] = framing.bom ? ["\uFEFF"] : [];
  let index = 0;
  for (const block of blocks) {
    const isLast = index === lastIndex;
    if (block.kind === "raw") {
      if (isLast) checkRawEnd(block.text, index, framing);
      texts.push(block.text);
    } else if (block.kind === "lines") {
      texts.push(spellLines(block, index, colon, isLast, framing));
    } else {
      const lines = linesOf(block, index, colon, eol);
      texts.push(isLast ? endLast(lines, eol, framing) : lines + eol);
    }
    index += 1;
  }
  if (framing.done) texts.push(endLast(`data${colon}[DONE]${eol}`, eol, framing));
  const small = encodeSmall(texts);
  if (small !== null) return small;
  // Two raw blocks may hold the halves of one pair: it is whole only once they are joined.
  const text = texts.join("");
  const bytes = encoder.encode(text);
  if (hasReplacement(bytes)) refuseHalfPairs(text, blocks);
  return bytes;
}

/** The last lines with what the framing lets follow them. */
function endLast(lines: string, eol: string, { finalBlankLine, finalLineEnd = true }: Framing): string {
  if (!finalLineEnd) return lines.slice(0, -eol.length);
  return finalBlankLine ? lines + eol : lines;
}

/** A raw block at the end says itself how the bytes end: it must not say otherwise than the framing. */
function checkRawEnd(text: string, index: number, { finalBlankLine, finalLineEnd = true }: Framing): void {
  const place = `blocks[${index}].text`;
  if (!finalLineEnd && /[\r\n]$/.test(text)) refuse(place, "it ends with a line end, and finalLineEnd is false");
  if (!finalBlankLine && /(?:^|\n|\r(?!\n))(?:\r\n|\r|\n)$/.test(text)) {
    refuse(place, "it ends with a blank line, and finalBlankLine is false");
  }
}

function spellLines(block: SseLines, index: number, colon: string, isLast: boolean, framing: Framing): string {
  const eol = LINE_ENDS[block.eol ?? framing.eol];
  const lines = block.lines.map(({ name, value, space }, at) => {
    const place = `blocks[${index}].lines[${at}]`;
    if (/[\r\n:]/.test(name)) refuse(`${place}.name`, "a colon or a line end would end the name there");
    if (value !== undefined) return oneLine(name, value, `${place}.value`, spaced(space, colon)) + eol;
    if (name === "") refuse(place, "an empty line ends the block: that is what blankLine says");
    return name + eol;
  });
  const text = lines.join("");
  if (block.blankLine === false) return isLast && framing.finalLineEnd === false ? text.slice(0, -eol.length) : text;
  return isLast ? endLast(text, eol, framing) : text + eol;
}

function spaced(space: boolean | undefined, colon: string): string {
  return space === undefined ? colon : space ? ": " : ":";
}

const encoder = new TextEncoder();
const scratch = new Uint8Array(256 * 1024);

/**
 * Text by text, for most of it is ASCII and quick to encode: joined, one character beyond it would make all of it slow.
 * Null where the texts might not fit, or might hold half of a pair.
 */
function encodeSmall(texts: readonly string[]): Uint8Array | null {
  let length = 0;
  for (const text of texts) length += text.length;
  if (length * 3 > scratch.length) return null;
  let at = 0;
  for (const text of texts) at += encoder.encodeInto(text, at === 0 ? scratch : scratch.subarray(at)).written;
  const bytes = scratch.slice(0, at);
  return at > length && hasReplacement(bytes) ? null : bytes;
}

function hasReplacement(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, 0, bytes.length).includes(REPLACEMENT);
}

function linesOf(block: Exclude<SseBlock, { kind: "raw" }>, index: number, colon: string, eol: string): string {
  if (block.kind === "comment") return oneLine("", block.text, `blocks[${index}].text`, colon) + eol;
  let lines = "";
  for (const name in block) {
    if (name === "data") {
      lines += dataLines(block.data, index, colon, eol);
    } else if (name === "event" || name === "id" || name === "retry") {
      const value = block[name];
      if (value !== undefined) lines += oneLine(name, value, `blocks[${index}].${name}`, colon) + eol;
    }
  }
  return lines;
}

function dataLines(data: string, index: number, colon: string, eol: string): string {
  if (data.includes("\r")) {
    refuse(`blocks[${index}].data`, "CR ends a line, so readers would see LF in its place");
  }
  if (!data.includes("\n")) return field("data", data, colon) + eol;
  return data
    .split("\n")
    .map((line) => field("data", line, colon) + eol)
    .join("");
}

function oneLine(name: string, value: string, place: string, colon: string): string {
  if (value.includes("\n") || value.includes("\r")) refuse(place, "a line end would end the value there");
  return field(name, value, colon);
}

function field(name: string, value: string, colon: string): string {
  return name + (value.startsWith(" ") ? ": " : colon) + value;
}

/** Looked for only where U+FFFD was written, which costs one search of the bytes. */
function refuseHalfPairs(text: string, blocks: readonly (SseBlock | SseLines)[]): void {
  if (text.isWellFormed()) return;
  const index = blocks.findIndex((block) => textsOf(block).some((value) => !value.isWellFormed()));
  refuse(`blocks[${index}]`, "half of a surrogate pair has no UTF-8");
}

function textsOf(block: SseBlock | SseLines): readonly string[] {
  if (block.kind !== "lines") return Object.values(block);
  return block.lines.flatMap(({ name, value = "" }) => [name, value]);
}

function refuse(place: string, detail: string): never {
  throw new ToolkitError("BLOCK_INVALID", place, detail);
}
