/** Reads the values that options of the command line are given. */
import { InvalidArgumentError, Option } from "commander";

/** As long as Node's timers can wait: a longer time would be over at once. */
const TIMER_MS_MAX = 2_147_483_647;

/** A whole number from 1. */
export const wholeNumber = (text: string): number => wholeIn(text, 1, Infinity, "Give a whole number from 1.");

/** A whole number that any generator of chance takes as its seed. */
export const seedNumber = (text: string): number =>
  wholeIn(text, 0, 0xffff_ffff, "Give a whole number from 0 to 4294967295.");

/** Milliseconds from 1, as many as a timer can count. */
export const milliseconds = (text: string): number =>
  wholeIn(text, 1, TIMER_MS_MAX, `Give whole milliseconds from 1 to ${TIMER_MS_MAX}.`);

/** Whole seconds from 1, as many as a timer can count. */
export function seconds(text: string): number {
  const most = Math.floor(TIMER_MS_MAX / 1_000);
  return wholeIn(text, 1, most, `Give whole seconds from 1 to ${most}.`);
}

/** A port that a server can be bound to by number. */
export const portNumber = (text: string): number => wholeIn(text, 1, 65_535, "Give a whole number from 1 to 65535.");

function wholeIn(text: string, least: number, most: number, refusal: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) throw new InvalidArgumentError(refusal);
  return value;
}

/** For options that may stand several times. */
export const append = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value];

export function modeOption(): Option {
  return new Option("--mode <mode>", "stdio: one process for all jobs; exec: a process a job")
    .choices(["stdio", "exec"])
    .default("stdio");
}

export function passEnvOption(): Option {
  return new Option("--pass-env <name>", "let this environment variable through to the adapter (repeatable)")
    .argParser(append)
    .default([]);
}
