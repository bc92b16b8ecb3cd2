/** The comment block that a server sends while it waits for the client to close. */

const COMMENT = Buffer.from(": keep-alive\n\n", "utf8");

export const COMMENT_EVERY_MS = 20;

/** A copy of its own, since a byte stream takes the buffers it is given. */
export function comment(): Uint8Array {
  return Uint8Array.from(COMMENT);
}

/** The bytes of all comments that fit into that time; a declared length must leave room for them. */
export function commentBytesMax(limitMs: number): number {
  return Math.ceil(limitMs / COMMENT_EVERY_MS) * COMMENT.length;
}

/** That many bytes of comments, so that a declared length comes true when the time is up. */
export function fillComments(bytes: number): Uint8Array {
  return Buffer.alloc(bytes, COMMENT);
}
