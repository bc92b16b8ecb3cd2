/** Declares the command `doctor`. */
import type { Command } from "commander";
import { adapterCommand } from "./adapter-command.ts";
import type { CommandContext } from "./command-context.ts";
import { milliseconds, modeOption, passEnvOption } from "./option-values.ts";

export function declareDoctor(program: Command, { terminal, argv, done }: CommandContext): void {
  program
    .command("doctor")
    .usage("[options] -- COMMAND [ARG...]")
    .description(
      "examine an adapter before its client is judged: does it report what the client did, no more, no less?",
    )
    .argument("[command...]", "the adapter's command, after `--`")
    .option("--mutate", "play streams with planted differences too, which the adapter's reports must show")
    .addOption(modeOption())
    .option("--deadline-ms <ms>", "what the adapter has for one answer", milliseconds, 5_000)
    .option("--startup-ms <ms>", "what the adapter has to be ready", milliseconds, 30_000)
    .addOption(passEnvOption())
    .passThroughOptions()
    .addHelpText(
      "after",
      `
Examples:
  streamproof doctor -- python3 my_adapter.py
  streamproof doctor --mutate -- node adapter.mjs
  streamproof doctor --mode exec -- ./one-shot.sh

Exit codes: 0 nothing is wrong, 1 something is, 2 unusable flags, 3 the adapter was never ready, 130 interrupted`,
    )
    .action(async (command: string[], options) => {
      const { doctor } = await import("../doctor.ts");
      done(await doctor(adapterCommand("doctor", command, argv), options, terminal));
    });
}
