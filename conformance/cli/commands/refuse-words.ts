/** Answers a word that is no subcommand: the subcommand that stands for none would take it for its own operand. */
import type { Command } from "commander";
import { didYouMean, ToolkitError } from "../../../src/base/index.ts";

/** For the action of a default subcommand, which declares `[word...]` for nothing but this. */
export function refuseWords(parent: Command, [word]: readonly string[]): void {
  if (word === undefined) return;
  const names = parent.commands.map((command) => command.name());
  const near = didYouMean(word, names);
  throw new ToolkitError(
    "USAGE",
    `${parent.name()} ${word}`,
    `there is no such command${near === "" ? `; there are ${names.join(", ")}` : near}`,
  );
}
