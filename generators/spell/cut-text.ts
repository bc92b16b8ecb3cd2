/** Cuts texts into pieces between code points. */

/** Gives the pieces of one text after the other; lengths are used up across texts. */
export type CutText = (text: string) => readonly string[];

/** Never inside a surrogate pair: half of one has no UTF-8, and no server sends it. No piece is empty. */
export function createTextCutter(lengths: readonly number[]): CutText {
  let next = 0;
  return (text) => {
    const points = [...text];
    const pieces: string[] = [];
    let at = 0;
    while (at < points.length) {
      const length = lengths[next] ?? points.length;
      next += 1;
      pieces.push(points.slice(at, at + Math.max(1, length)).join(""));
      at += Math.max(1, length);
    }
    return pieces;
  };
}
