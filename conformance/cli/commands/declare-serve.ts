/** Declares the command `serve`. */
import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import { portNumber } from "./option-values.ts";

export function declareServe(program: Command, { terminal, done }: CommandContext): void {
  program
    .command("serve")
    .description("serve a case over HTTP: a URL and a ready curl command; Ctrl-C ends it")
    .argument("<case>", "uid or id")
    .option("--variant <key>", "the variant to serve", "plain")
    .option("--port <number>", "port on 127.0.0.1 (default: a free one)", portNumber)
    .option("--fixtures <folder>", "another catalogue")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof serve s3ed\n  streamproof serve c102 --variant cuts=seams --port 8080",
    )
    .action(async (name: string, options) => {
      const { serve } = await import("../serve.ts");
      done(await serve(name, options, terminal));
    });
}
