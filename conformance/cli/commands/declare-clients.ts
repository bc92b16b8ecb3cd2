/** Declares the commands `clients list`, `clients install` and `clients check`. */
import type { Command } from "commander";
import { checkOptions } from "./check-options.ts";
import type { CommandContext } from "./command-context.ts";
import { refuseWords } from "./refuse-words.ts";

export function declareClients(program: Command, { terminal, done }: CommandContext): void {
  const clients = program
    .command("clients")
    .description("real clients that have an adapter here: list, install, check")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof clients list\n  streamproof clients install openai\n  streamproof clients check openai",
    );
  clients
    .command("list", { isDefault: true })
    .usage("[options]")
    .argument("[word...]")
    .description("every client with its version and whether it is installed")
    .addHelpText("after", "\nExamples:\n  streamproof clients list")
    .action(async (words: string[]) => {
      refuseWords(clients, words);
      const { listClients } = await import("../list-clients.ts");
      done(listClients(terminal));
    });
  clients
    .command("install")
    .description("install clients into the cache, outside of this folder")
    .argument("<name...>", "names as `clients list` prints them")
    .addHelpText("after", "\nExamples:\n  streamproof clients install openai @langchain/openrouter")
    .action(async (names: string[]) => {
      const { installClients } = await import("../install-clients.ts");
      done(await installClients(names, terminal));
    });
  checkOptions(clients.command("check"))
    .description("install a client if need be and run it through the catalogue")
    .argument("<name>", "a name as `clients list` prints it")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof clients check openai\n  streamproof clients check @langchain/openrouter --only s3ed --gate none",
    )
    .action(async (name: string, options) => {
      const { checkClient } = await import("../check-client.ts");
      done(await checkClient(name, options, terminal));
    });
}
