/** Declares the command `check`. */
import type { Command } from "commander";
import { exitHelp } from "../exit-codes.ts";
import { adapterCommand } from "./adapter-command.ts";
import { checkOptions } from "./check-options.ts";
import type { CommandContext } from "./command-context.ts";
import { modeOption, passEnvOption } from "./option-values.ts";

export function declareCheck(program: Command, { terminal, argv, done }: CommandContext): void {
  checkOptions(program.command("check"))
    .usage("[options] -- COMMAND [ARG...]")
    .description("run a client's adapter through the catalogue and say what broke, where, and how to see it again")
    .argument("[command...]", "the adapter's command, after `--`")
    .addOption(modeOption())
    .addOption(passEnvOption())
    .passThroughOptions()
    .addHelpText(
      "after",
      `
Examples:
  streamproof check -- python3 my_adapter.py
  streamproof check --only 'usage/*' --gate should -- node adapter.mjs
  streamproof check --only s3ed --variant cuts=seams -- node adapter.mjs
  streamproof check --budget 60 --seed 7 -- python3 my_adapter.py
  streamproof check --mode exec -- ./one-shot.sh
  streamproof check --reporter text --reporter json=report.json -- ./adapter
  streamproof check --write-expect streamproof.expect.yaml -- ./adapter
  streamproof check --reporter github --reporter junit=report.xml -- ./adapter
${exitHelp()}`,
    )
    .action(async (command: string[], options) => {
      const { check } = await import("../check.ts");
      done(await check(adapterCommand("check", command, argv), options, terminal));
    });
}
