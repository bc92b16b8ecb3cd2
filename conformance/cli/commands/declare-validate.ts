/** Declares the command `validate`. */
import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";

export function declareValidate(program: Command, { terminal, done }: CommandContext): void {
  program
    .command("validate")
    .description("hold chunks, raw streams and go-vcr cassettes against the schemas; errors come with their place")
    .argument("<file...>", "JSON, JSON lines, .sse or go-vcr .yaml")
    .option("--strict", "count departures from the letter of the OpenAI reference as errors too")
    .option("--json", "print one JSON line a file")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof validate recording.yaml\n  streamproof validate --strict stream.sse chunk.json",
    )
    .action(async (files: string[], options) => {
      const { validate } = await import("../validate.ts");
      done(validate(files, options, terminal));
    });
}
