/** Reads the bytes of one file, of a bounded size, and of nothing that is no file. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { DEFAULT_LIMITS, ToolkitError, type Limits } from "../../src/base/index.ts";

/**
 * FILE_UNREADABLE where there is no file, or a pipe or a device in its place; LIMIT_EXCEEDED past `fileBytesMax`.
 * `place` is for messages.
 */
export function readBytes(
  path: string,
  place: string,
  limits: Pick<Limits, "fileBytesMax"> = DEFAULT_LIMITS,
): Uint8Array {
  try {
    // Opened to wait, a pipe that nobody writes to holds the whole process; Windows knows no such flag.
    const opened = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return readOpened(opened, place, limits.fileBytesMax);
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    if (error instanceof ToolkitError) throw error;
    throw new ToolkitError("FILE_UNREADABLE", place, error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}

// --- internal ---

const BLOCK_BYTES = 65_536;

/** The size says how much to ask for, no more: a file may grow meanwhile, and those of /proc say 0. */
function readOpened(opened: number, place: string, fileBytesMax: number): Uint8Array {
  const stats = fstatSync(opened);
  if (!stats.isFile()) throw new ToolkitError("FILE_UNREADABLE", place, "is no file: a folder, a pipe or a device");
  if (stats.size > fileBytesMax) refuse(place, `${stats.size} bytes`, fileBytesMax);
  const blocks: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const block = new Uint8Array(Math.min(Math.max(BLOCK_BYTES, stats.size + 1 - total), fileBytesMax + 1 - total));
    const count = readSync(opened, block);
    if (count === 0) break;
    blocks.push(block.subarray(0, count));
    total += count;
    if (total > fileBytesMax) refuse(place, "more bytes", fileBytesMax);
  }
  return blocks.length === 1 && blocks[0] !== undefined ? blocks[0] : new Uint8Array(Buffer.concat(blocks));
}

function refuse(place: string, size: string, fileBytesMax: number): never {
  throw new ToolkitError("LIMIT_EXCEEDED", place, `${size}, fileBytesMax is ${fileBytesMax}`);
}
