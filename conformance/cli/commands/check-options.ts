/** Declares the options that every command has that runs a client through the catalogue. */
import { Option, type Command } from "commander";
import { append, milliseconds, seconds, seedNumber, wholeNumber } from "./option-values.ts";

export function checkOptions(command: Command): Command {
  return command
    .option("--only <filter>", "uid, id or glob of the cases to run (repeatable)", append, [])
    .option("--variant <key>", "play only the variant of this key, such as cuts=41 or plain")
    .addOption(
      new Option("--variants <set>", "which variants to play; all: with every cut in two, which takes long")
        .choices(["default", "none", "all"])
        .default("default"),
    )
    .option(
      "--budget <seconds>",
      "leave out the variants that do not fit into so much planned time; each case is played as written",
      seconds,
    )
    .option("--seed <number>", "which variants come first under --budget (default: 1)", seedNumber)
    .addOption(
      new Option("--gate <level>", "the level at which a failure makes exit code 1")
        .choices(["must", "should", "none"])
        .default("must"),
    )
    .option(
      "--reporter <name[=file]>",
      "text, json, junit or github, to a file if one is named (repeatable; default: text)",
      append,
      [],
    )
    .option("--expect <file>", "expected failures (check's default: ./streamproof.expect.yaml, if it is there)")
    .option("--no-expect", "read no file of expected failures")
    .option("--write-expect <file>", "write an entry for each present failure to a new file")
    .option("--profile <name>", "hold the client to this profile instead of those it claims (repeatable)", append, [])
    .option("--jobs <number>", "plays at once, at most what the adapter allows", wholeNumber, 8)
    .option("--deadline-ms <ms>", "what a client has for one answer", milliseconds, 5_000)
    .option("--gap-ms <ms>", "the gap between two slices", milliseconds, 5)
    .option("--strict-delivery", "send a slice when the client has taken the one before it, not after a gap (Linux)")
    .option("--no-controls", "do not play what failed to a bare client of the same runtime")
    .option("--startup-ms <ms>", "what the adapter has to be ready", milliseconds, 30_000)
    .option("--as-of <version>", "only cases that this version of the catalogue had")
    .option("--fixtures <folder>", "another catalogue");
}
