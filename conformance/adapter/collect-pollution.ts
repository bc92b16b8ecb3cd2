/** Collects what an adapter printed beside the protocol, bounded and harmless to a terminal. */
import { quoteText } from "./neutralise-text.ts";

export type Pollution = {
  /** A line that was no protocol message. */
  line(text: string): void;
  /** A protocol message that had no business there, in our words. */
  note(sentence: string): void;
  /** What was kept since the last call; a last line counts what was not. */
  take(): readonly string[];
};

export function createPollution(linesKept: number, lineCharsKept: number): Pollution {
  let lines: string[] = [];
  let dropped = 0;

  function keep(line: string): void {
    if (lines.length < linesKept) lines.push(line);
    else dropped += 1;
  }

  return {
    line: (text) => keep(quoteText(text, lineCharsKept)),
    note: (sentence) => keep(`adapter: ${sentence}`),
    take() {
      const taken = dropped > 0 ? [...lines, `… and ${dropped} more lines`] : lines;
      lines = [];
      dropped = 0;
      return taken;
    },
  };
}
