/** Writes a comment every few milliseconds until the client closes or the time is up. */
import type { Writable } from "node:stream";
import type { BodyFraming } from "./body-framing.ts";
import { comment, COMMENT_EVERY_MS, commentBytesMax, fillComments } from "./comment.ts";
import { frameSlice } from "./frame-slice.ts";
import type { Delivery } from "./record-delivery.ts";
import { waitMs } from "./wait-ms.ts";
import { writeBytes } from "./write-bytes.ts";

/** Resolves true when the time was up, false when the delivery was over before. */
export async function writeComments(
  stream: Writable,
  delivery: Delivery,
  framing: BodyFraming["kind"],
  limitMs: number,
): Promise<boolean> {
  const timeUp = AbortSignal.timeout(limitMs);
  let bytesLeft = commentBytesMax(limitMs);
  while (!timeUp.aborted && bytesLeft > 0) {
    const frame = frameSlice(comment(), framing);
    if (frame === null || !(await writeBytes(stream, frame))) return false;
    bytesLeft -= comment().length;
    await waitMs(COMMENT_EVERY_MS, delivery.over, timeUp);
    if (delivery.isOver) return false;
  }
  // A length was declared for as many comments as fit; late timers sent fewer.
  return framing !== "length" || bytesLeft === 0 || (await writeBytes(stream, fillComments(bytesLeft)));
}
