/** Keeps what comes from outside from being read as a workflow command. */
import { disarmCommands } from "../reporters/disarm-commands.ts";
import type { Output, Terminal } from "./terminal.ts";

/** What stands behind a disarmed stream. */
const RAW = new WeakMap<Output, Output>();

/** The stream itself, but in a workflow of GitHub's or Azure's: there everything written is disarmed, whoever said it. */
export function disarmOutput(output: Output, env: Terminal["env"]): Output {
  if (!env["GITHUB_ACTIONS"] && !env["TF_BUILD"]) return output;
  const disarmed: Output = {
    write: (text) => output.write(disarmCommands(text)),
    get isTTY() {
      return output.isTTY === true;
    },
    get columns() {
      return output.columns ?? 100;
    },
  };
  RAW.set(disarmed, output);
  return disarmed;
}

/** Writes commands of our own: who made the text has disarmed what it quotes. */
export function writeCommands(output: Output, text: string): void {
  (RAW.get(output) ?? output).write(text);
}
