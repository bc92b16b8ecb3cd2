/** A terminal whose output a test can read. */
import type { Terminal } from "../terminal.ts";

export type Captured = {
  readonly terminal: Terminal;
  readonly out: () => string;
  readonly err: () => string;
  readonly interrupt: () => void;
};

export function captureTerminal(cwd: string, env: Terminal["env"] = {}): Captured {
  let out = "";
  let err = "";
  const interruption = new AbortController();
  return {
    terminal: {
      stdout: { write: (text) => void (out += text) },
      stderr: { write: (text) => void (err += text) },
      env,
      cwd,
      interrupted: interruption.signal,
    },
    out: () => out,
    err: () => err,
    interrupt: () => interruption.abort(),
  };
}
