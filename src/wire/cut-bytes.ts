/** Cuts one run of bytes into the slices that a transport would deliver. */
import { ToolkitError } from "../base/index.ts";

/**
 * One slice more than there are offsets: views into `bytes`, none of them empty unless `bytes` is. Offsets are
 * integers, ascending, strictly inside; otherwise `CUTS_INVALID`.
 */
export function cutBytes(bytes: Uint8Array, offsets: readonly number[]): Uint8Array[] {
  const slices: Uint8Array[] = [];
  // `subarray` looks up whose constructor to call, and takes twice as long a view.
  const { buffer, byteOffset, length } = bytes;
  let start = 0;
  for (const offset of offsets) {
    // A cut a byte is common: nothing is spelled out before it is needed.
    if (!Number.isInteger(offset) || offset <= start || offset >= length) refuse(bytes, slices.length, offset, start);
    slices.push(new Uint8Array(buffer, byteOffset + start, offset - start));
    start = offset;
  }
  slices.push(new Uint8Array(buffer, byteOffset + start, length - start));
  return slices;
}

function refuse(bytes: Uint8Array, index: number, offset: number, start: number): never {
  const place = `cuts[${index}]`;
  if (!Number.isInteger(offset)) throw new ToolkitError("CUTS_INVALID", place, `${offset} is not an integer`);
  if (offset <= 0 || offset >= bytes.length) {
    throw new ToolkitError("CUTS_INVALID", place, `${offset} is not inside the ${bytes.length} bytes`);
  }
  throw new ToolkitError("CUTS_INVALID", place, `${offset} does not come after ${start}`);
}
