/** Starts the server with an adapter for one command, and sees both off whatever comes of it. */
import { setTimeout as sleep } from "node:timers/promises";
import { startHttpStage, type HttpStageOptions } from "../server/index.ts";
import type { Driver } from "../shape/driver.ts";
import type { Stage } from "../shape/play.ts";
import { packageVersion } from "./package-facts.ts";
import { spawnDriver, type Mode } from "./spawn-driver.ts";
import type { Terminal } from "./terminal.ts";

export type AdapterStart = {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly mode?: Mode;
  readonly passEnv?: readonly string[];
  /** Milliseconds that it has to be ready. */
  readonly startupMs: number;
  /** Milliseconds from `bye` until it is ended by force; the protocol's by default. */
  readonly closeMs?: number;
};

/** What the adapter is given to end, and what its driver adds to end it by force; nothing waits longer. */
const CLOSING_MS_MAX = 6_000;

/** Ctrl-C ends a start: it rejects then, as it does where the adapter does not get ready, with a ToolkitError. */
export async function withAdapter<Outcome>(
  start: AdapterStart,
  { delivery }: Pick<HttpStageOptions, "delivery">,
  terminal: Pick<Terminal, "interrupted">,
  work: (driver: Driver, stage: Stage) => Promise<Outcome>,
): Promise<Outcome> {
  const stage = await startHttpStage(delivery === undefined ? {} : { delivery });
  let driver: Driver | null = null;
  try {
    driver = await spawnDriver(start.mode ?? "stdio", {
      command: start.command,
      cwd: start.cwd,
      passEnv: [...(start.passEnv ?? [])],
      startupMs: start.startupMs,
      ...(start.closeMs === undefined ? {} : { closeMs: start.closeMs }),
      runner: { name: "streamproof", version: packageVersion() },
      signal: terminal.interrupted,
    });
    return await work(driver, stage);
  } finally {
    await Promise.race([driver?.close(), sleep(CLOSING_MS_MAX, undefined, { ref: false })]);
    await stage.close();
  }
}
