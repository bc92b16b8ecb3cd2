/** Readers of streams with one flaw each, and the turn of a knob that exists to catch it. */
import type { FlawedRead } from "./flawed-read.ts";
import { FLAWED_READS_OF_ANSWERS } from "./flawed-reads-of-answers.ts";
import { FLAWED_READS_OF_STREAMS } from "./flawed-reads-of-streams.ts";
import { FLAWED_READS_OF_TOOLS } from "./flawed-reads-of-tools.ts";

export const FLAWED_READS: readonly FlawedRead[] = [
  ...FLAWED_READS_OF_STREAMS,
  ...FLAWED_READS_OF_ANSWERS,
  ...FLAWED_READS_OF_TOOLS,
];
