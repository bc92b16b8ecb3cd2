/** Turns drawn numbers into choices. */

/** What quirks and faults draw from: a number from 0 up to, not including, `below`; 0 where there is nothing to choose. */
export type Draw = (below: number) => number;

/** Goes round the numbers; without any, every choice is the first. */
export function drawFrom(numbers: readonly number[]): Draw {
  let next = 0;
  return (below) => {
    const number = numbers[next % Math.max(1, numbers.length)] ?? 0;
    // Turned a little each time round, or a short list would choose the same for ever.
    const turned = number + Math.floor(next / Math.max(1, numbers.length)) * (numbers.length === 0 ? 0 : 7);
    next += 1;
    return below < 1 ? 0 : turned % below;
  };
}
