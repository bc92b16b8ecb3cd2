/** Joins pieces of base64 into one text. */

/**
 * F30: pieces that are whole groups of four join as text, as every recorded one does. Where one before the last is not,
 * or is padded, each piece was encoded by itself: then they are decoded and encoded again as one.
 */
export function joinBase64(pieces: readonly string[]): string {
  const early = pieces.slice(0, -1);
  if (early.every((piece) => piece.length % 4 === 0 && !piece.endsWith("="))) return pieces.join("");
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, "base64"))).toString("base64");
}
