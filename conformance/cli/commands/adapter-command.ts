/** Takes an adapter's command from behind the `--` of a command line. */
import { ToolkitError } from "../../../src/base/index.ts";

/** npm takes the first `--` for itself; a command that came without one is better asked back than guessed. */
export function adapterCommand(name: string, operands: readonly string[], argv: readonly string[]): readonly string[] {
  const dashes = argv.indexOf("--");
  const command = dashes === -1 ? [] : argv.slice(dashes + 1);
  // Behind an operand the `--` itself is left among the operands.
  const early = operands.slice(0, operands.length - command.length).filter((word) => word !== "--");
  if (early.length > 0) {
    const said = early.every((word) => word === "") ? "an empty argument" : JSON.stringify(early.join(" "));
    throw new ToolkitError(
      "COMMAND_MISSING",
      name,
      `${said} came without a \`--\` before it. npm swallows the first \`--\` of \`npm run\` and \`npm exec\`: write it twice there`,
    );
  }
  if (command.length === 0) {
    throw new ToolkitError(
      "COMMAND_MISSING",
      name,
      dashes === -1 ? "no adapter command was given" : "nothing follows the `--`",
    );
  }
  return command;
}
