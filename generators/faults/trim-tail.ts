/** Takes from the end of a cut stream what some readers may rightly read and others rightly drop. */
import { eventEnds } from "../../src/wire/index.ts";

const LF = 0x0a;
const CR = 0x0d;

/**
 * Where readings of the tail differ and each is right, the stream ends behind the event before it: the standard
 * discards an event whose blank line never came, readers of lines hand it out where it is a whole JSON value; and half
 * of the CRLF of a blank line ends the event, but not for who knows no CR alone.
 */
export function trimTail(bytes: Uint8Array): Uint8Array {
  const ends = eventEnds(bytes);
  if (isHalfOfBlankLine(bytes)) return bytes.subarray(0, ends.at(-2) ?? 0);
  const end = ends.at(-1) ?? 0;
  const tail = new TextDecoder().decode(bytes.subarray(end));
  const data = tail.split(/\r\n|\n|\r/).flatMap((line) => (line.startsWith("data:") ? [line.slice(5)] : []));
  return data.length > 0 && isWhole(data.join("\n")) ? bytes.subarray(0, end) : bytes;
}

/** Only where lines end in CRLF does CR follow LF. */
function isHalfOfBlankLine(bytes: Uint8Array): boolean {
  return bytes.at(-1) === CR && bytes.at(-2) === LF && bytes.at(-3) === CR;
}

function isWhole(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return text.trim() === "[DONE]";
  }
}
