/** Shows on a terminal how far a long run has come; elsewhere it says nothing. */
import type { RunProgress } from "../run/index.ts";
import type { Terminal } from "./terminal.ts";

export type ProgressLine = {
  show(progress: RunProgress): void;
  say(text: string): void;
  clear(): void;
};

/** One line on standard error, overwritten in place; nothing in CI and in pipes. */
export function createProgress(terminal: Terminal, cases: number): ProgressLine {
  const { stderr, env } = terminal;
  if (stderr.isTTY !== true || env["TERM"] === "dumb" || env["CI"] !== undefined) {
    return { show: () => undefined, say: () => undefined, clear: () => undefined };
  }
  let shown = false;
  let done = 0;
  let plays = 0;
  const say = (text: string): void => {
    shown = true;
    stderr.write(`\r\u001B[2K${text.slice(0, (stderr.columns ?? 80) - 1)}`);
  };
  return {
    say,
    show(progress) {
      if (progress.kind === "calibrating") return say("calibrating the adapter");
      if (progress.kind === "planned") return;
      if (progress.kind === "play") plays = progress.played;
      else done = progress.done;
      say(`${done}/${cases} cases, ${plays} plays`);
    },
    clear() {
      if (shown) stderr.write("\r\u001B[2K");
      shown = false;
    },
  };
}
