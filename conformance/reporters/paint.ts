/** Colours by meaning, or none. */
import { styleText } from "node:util";

const STYLES = {
  bad: "red",
  warn: "yellow",
  good: "green",
  expected: "green",
  actual: "red",
  strong: "bold",
  faint: "dim",
} as const;

export type Meaning = keyof typeof STYLES;

/** Paints one piece of text for what it means. */
export type Paint = (meaning: Meaning, text: string) => string;

/** `validateStream: false`: whether to colour was decided by the caller, not by the state of this process. */
export function createPaint(colour: boolean): Paint {
  if (!colour) return (_, text) => text;
  return (meaning, text) => (text === "" ? "" : styleText(STYLES[meaning], text, { validateStream: false }));
}
