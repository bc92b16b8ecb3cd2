/** Reads the values that options of the command line are given. */
import { InvalidArgumentError, Option } from "commander";

/** A whole number from 1. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("Give a whole number from 1.");
  return value;
}

/** A whole number that any generator of chance takes as its seed. */
export function seedNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff) {
    throw new InvalidArgumentError("Give a whole number from 0 to 4294967295.");
  }
  return value;
}

/** As long as Node's timers can wait: a longer time would be over at once. */
const TIMER_MS_MAX = 2_147_483_647;

/** Milliseconds from 1, as many as a timer can count. */
export function milliseconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > TIMER_MS_MAX) {
    throw new InvalidArgumentError(`Give whole milliseconds from 1 to ${TIMER_MS_MAX}.`);
  }
  return value;
}

/** Whole seconds from 1, as many as a timer can count. */
export function seconds(text: string): number {
  const value = Number(text);
  const most = Math.floor(TIMER_MS_MAX / 1_000);
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new InvalidArgumentError(`Give whole seconds from 1 to ${most}.`);
  }
  return value;
}

/** A port that a server can be bound to by number. */
export function portNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 65_535) {
    throw new InvalidArgumentError("Give a whole number from 1 to 65535.");
  }
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
