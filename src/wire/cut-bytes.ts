/** Cuts one run of bytes into the slices that a transport would deliver. */
import { ToolkitError } from "../base/index.ts";

/**
 * One slice more than there are offsets: views into `bytes`, none of them empty unless `bytes` is. Offsets are
 * integers, ascending, strictly inside; otherwise `CUTS_INVALID`.
 */
export function cutBytes(bytes: Uint8Array, offsets: readonly number[]): Uint8Array[] {
  const slices: Uint8Array[] = [];
  let start = 0;
  for (const [index, offset] of offsets.entries()) {
    const place = `cuts[${index}]`;
    if (!Number.isInteger(offset)) throw new ToolkitError("CUTS_INVALID", place, `${offset} is not an integer`);
    if (offset <= 0 || offset >= bytes.length) {
      throw new ToolkitError("CUTS_INVALID", place, `${offset} is not inside the ${bytes.length} bytes`);
    }
    if (offset <= start) throw new ToolkitError("CUTS_INVALID", place, `${offset} does not come after ${start}`);
    slices.push(bytes.subarray(start, offset));
    start = offset;
  }
  slices.push(bytes.subarray(start));
  return slices;
}
