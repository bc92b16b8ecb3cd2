/** Says in words where a cut falls. */
import { findSeams, type SeamKind } from "../../src/wire/index.ts";

const PLACES: Readonly<Record<SeamKind, string>> = {
  inside_code_point: "inside a character",
  after_bom: "behind the byte order mark",
  before_inner_bom: "before U+FEFF inside the data",
  inside_field_name: "inside the name of a field",
  after_field_name: "between the name of a field and its colon",
  after_colon: "between a colon and its space",
  before_done: "before [DONE]",
  after_done: "behind [DONE], before its line end",
  after_backslash: "behind a backslash",
  inside_crlf: "between CR and LF",
  inside_blank_line: "between the two line ends of a blank line",
  event_end: "between two events",
};

/** `bytes 41|42 arrive apart, inside U+00E9`; the numbers are the offsets of the two bytes. */
export function nameCut(bytes: Uint8Array, offset: number): string {
  const apart = `bytes ${offset - 1}|${offset} arrive apart`;
  const kinds = findSeams(bytes).filter((seam) => seam.offset === offset);
  const [seam] = kinds;
  if (seam === undefined) return `${apart}, inside a line`;
  return `${apart}, ${seam.kind === "inside_code_point" ? `inside ${characterAt(bytes, offset)}` : PLACES[seam.kind]}`;
}

function characterAt(bytes: Uint8Array, offset: number): string {
  let start = offset;
  while (start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  const point =
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(start, start + 4)).codePointAt(0) ?? 0;
  return `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}
