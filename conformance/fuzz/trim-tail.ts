/** Takes from the end of a cut stream what some readers may rightly read and others rightly drop. */
import { eventEnds } from "../../src/wire/index.ts";

/**
 * The standard discards an event whose blank line never came, readers of lines hand it out: where the tail is a whole
 * JSON value, both are let be and the stream ends behind the event before it.
 */
export function trimTail(bytes: Uint8Array): Uint8Array {
  const end = eventEnds(bytes).at(-1) ?? 0;
  const tail = new TextDecoder().decode(bytes.subarray(end));
  const data = tail.split(/\r\n|\n|\r/).flatMap((line) => (line.startsWith("data:") ? [line.slice(5)] : []));
  return data.length > 0 && isWhole(data.join("\n")) ? bytes.subarray(0, end) : bytes;
}

function isWhole(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return text.trim() === "[DONE]";
  }
}
