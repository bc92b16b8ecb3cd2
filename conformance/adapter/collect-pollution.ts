/** Collects what an adapter printed beside the protocol, bounded and harmless to a terminal. */
import { quoteText } from "./neutralise-text.ts";

export type Pollution = {
  /** A line that was no protocol message. */
  line(text: string): void;
  /** A protocol message that had no business there, in our words. */
  note(sentence: string): void;
  /** What was kept since the last call, in order; a last line counts what was not. */
  take(): readonly string[];
};

/** Keeps so many lines and as many notes: noise must not crowd out what is wrong with the adapter. */
export function createPollution(linesKept: number, lineCharsKept: number): Pollution {
  let kept: string[] = [];
  let lines = 0;
  let notes = 0;

  return {
    line(text) {
      lines += 1;
      // Endless noise must not cost the quoting of every line.
      if (lines <= linesKept) kept.push(quoteText(text, lineCharsKept));
    },
    note(sentence) {
      notes += 1;
      if (notes <= linesKept) kept.push(`adapter: ${sentence}`);
    },
    take() {
      const dropped = lines + notes - kept.length;
      const taken = dropped > 0 ? [...kept, `… and ${dropped} more lines`] : kept;
      kept = [];
      lines = 0;
      notes = 0;
      return taken;
    },
  };
}
