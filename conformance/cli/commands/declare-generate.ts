/** Declares the command `generate`. */
import { Option, type Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import { append, seedNumber, wholeNumber } from "./option-values.ts";

export function declareGenerate(program: Command, { terminal, done }: CommandContext): void {
  program
    .command("generate")
    .description("draw streams of a dialect from a seed: the same seed gives the same bytes everywhere")
    .option(
      "--dialect <name>",
      "whose spelling: openai, deepseek, openrouter (in all its profiles), openrouter-c, …",
      "openai",
    )
    .option(
      "--quirk <id>",
      "a change that leaves the message as it is (repeatable, all on each stream); of a pattern such as 'usage/*' one a stream in turn",
      append,
      [],
    )
    .addOption(
      // Commander takes `--no-x` for the opposite of `--x`: both go into one list, the refused ones marked.
      new Option("--no-quirk <id>", "a change that no pattern is to draw (repeatable)").argParser(
        (id: string, earlier: readonly string[]) => append(`!${id}`, earlier),
      ),
    )
    .option(
      "--fault <id>",
      "a change that breaks the stream, or a pattern (repeatable, one a stream in turn)",
      append,
      [],
    )
    .option("--seed <number>", "a whole number from 0", seedNumber, 1)
    .option("--count <number>", "how many streams", wholeNumber, 10)
    .option("--first <number>", "the number of the first stream: where another run ended", seedNumber, 0)
    .option("--format <name>", "case, go-vcr, sse, chunks or json", "case")
    .option("--out <folder>", "an empty folder, or one that is yet to be made; - for standard output (json, chunks)")
    .option("--list", "print every dialect, quirk and fault")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof generate --list\n  streamproof generate --dialect openrouter-c --seed 7 --count 100 --out drawn\n  streamproof check --fixtures drawn -- python3 my_adapter.py\n  streamproof generate --dialect groq --fault truncation/anywhere --format sse --out testdata\n  streamproof generate --quirk 'usage/*' --no-quirk usage/missing --out drawn\n  streamproof generate --format json --count 1000000 --out - | head -1",
    )
    .action(async (options) => {
      const { generate } = await import("../generate.ts");
      done(await generate(options, terminal));
    });
}
