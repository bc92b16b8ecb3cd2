/** Declares the command `init`. */
import { Option, type Command } from "commander";
import type { CommandContext } from "./command-context.ts";

export function declareInit(program: Command, { terminal, done }: CommandContext): void {
  program
    .command("init")
    .description("write an adapter to start from; it works as it stands, with a plain client of its own")
    .addOption(
      new Option("--adapter <language>", "the language of your client")
        .choices(["javascript", "python", "go"])
        .makeOptionMandatory(),
    )
    .option("--out <folder>", "where to; no file there is overwritten", "streamproof-adapter")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof init --adapter python\n  streamproof init --adapter go --out conformance",
    )
    .action(async (options) => {
      const { init } = await import("../init.ts");
      done(init(options, terminal));
    });
}
