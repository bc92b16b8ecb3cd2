/** The command `doctor`: examines an adapter and prints a line a check, with what to do next. */
import { examineAdapter, type AdapterCheck } from "../doctor/index.ts";
import { escapeTerminal } from "../reporters/index.ts";
import { createPaint, type Paint } from "../reporters/paint.ts";
import type { Ready } from "../shape/protocol.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Mode } from "./spawn-driver.ts";
import { wantsColour, type Terminal } from "./terminal.ts";
import { withAdapter } from "./with-adapter.ts";

export type DoctorOptions = {
  readonly mode: Mode;
  readonly mutate?: boolean;
  readonly deadlineMs: number;
  readonly startupMs: number;
  readonly passEnv: readonly string[];
};

/** The protocol's own: from `bye` to the end of the process. */
const BYE_MS = 3_000;

export async function doctor(
  command: readonly string[],
  options: DoctorOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const paint = createPaint(wantsColour(terminal.stdout, terminal.env));
  const start = { ...options, command, cwd: terminal.cwd, closeMs: BYE_MS };
  return withAdapter(start, {}, terminal, async (driver, stage) => {
    terminal.stdout.write(`${paint("good", "ok")}       ready: ${describeReady(driver.ready)}\n`);
    const checks = await examineAdapter({
      driver,
      stage,
      clock: { deadlineMs: options.deadlineMs, startMs: 10_000 },
      byeMs: options.mode === "exec" ? null : BYE_MS,
      mutate: options.mutate === true,
      signal: terminal.interrupted,
      onCheck: (check) => terminal.stdout.write(printCheck(check, paint)),
    });
    if (terminal.interrupted.aborted) return 130;
    terminal.stdout.write(`\n${summary(checks, options)}\n`);
    return checks.some(({ status }) => status === "wrong") ? 1 : 0;
  });
}

// --- internal ---

function describeReady({ client, capabilities, profiles, max_in_flight }: Ready): string {
  const identity = escapeTerminal(`${client.name} ${client.version}`);
  const jobs = max_in_flight === 1 ? "one job at a time" : `up to ${max_in_flight} jobs at once`;
  return `${identity}; ${escapeTerminal(profiles.join(", "))}; ${jobs}; ${capabilities.join(", ")}`;
}

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => `         ${escapeTerminal(line)}\n`)
    .join("");
}

function printCheck(check: AdapterCheck, paint: Paint): string {
  const named = `${check.id}: ${check.title}`;
  switch (check.status) {
    case "ok":
      return `${paint("good", "ok")}       ${named}\n`;
    case "skipped":
      return `${paint("faint", "skipped")}  ${named} (${check.because})\n`;
    case "wrong":
      return `${paint("bad", "wrong")}    ${named}\n${indented(check.detail)}${indented(`next: ${check.next}`)}`;
  }
}

function summary(checks: readonly AdapterCheck[], { mutate }: DoctorOptions): string {
  const count = (status: AdapterCheck["status"]): number => checks.filter((check) => check.status === status).length;
  const counted = `${count("ok") + 1} ok, ${count("wrong")} wrong, ${count("skipped")} skipped`;
  if (count("wrong") > 0) return `${counted}. Mend what is wrong first: \`check\` would hold it against the client.`;
  if (mutate !== true) return `${counted}. Next: doctor --mutate, which finds an adapter that repairs or hard-codes.`;
  return `${counted}. Next: streamproof check, which judges the client.`;
}
