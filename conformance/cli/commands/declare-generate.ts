/** Declares the command `generate`. */
import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import { append, seedNumber, wholeNumber } from "./option-values.ts";

export function declareGenerate(program: Command, { terminal, done }: CommandContext): void {
  program
    .command("generate")
    .description("draw streams of a dialect from a seed: the same seed gives the same bytes everywhere")
    .option("--dialect <name>", "whose spelling: openai, azure, openrouter-c, deepseek, …", "openai")
    .option("--quirk <id>", "a change that leaves the message as it is (repeatable, all on each stream)", append, [])
    .option("--fault <id>", "a change that breaks the stream (repeatable, one a stream in turn)", append, [])
    .option("--seed <number>", "a whole number from 0", seedNumber, 1)
    .option("--count <number>", "how many streams", wholeNumber, 10)
    .option("--format <name>", "case, go-vcr, sse, chunks or json", "case")
    .option("--out <folder>", "an empty folder, or one that is yet to be made")
    .option("--list", "print every dialect, quirk and fault")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof generate --list\n  streamproof generate --dialect openrouter-c --seed 7 --count 100 --out drawn\n  streamproof check --fixtures drawn -- python3 my_adapter.py\n  streamproof generate --dialect groq --fault truncation/anywhere --format sse --out testdata",
    )
    .action(async (options) => {
      const { generate } = await import("../generate.ts");
      done(await generate(options, terminal));
    });
}
