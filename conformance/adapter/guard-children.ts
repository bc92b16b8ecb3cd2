/** Sees to it that no child process outlives ours. */
import { signalGroup } from "./signal-group.ts";

const guarded = new Set<number>();
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function endAll(): void {
  for (const pid of guarded) signalGroup(pid, "SIGKILL", { wait: true });
}

/**
 * Children have groups of their own, so a terminal's Ctrl-C does not reach them, and a default signal action
 * runs no exit hook. Where nobody else listens we end them and let the signal do what it would have done;
 * where somebody does, closing is theirs, and the exit hook is behind them.
 */
function onSignal(signal: (typeof SIGNALS)[number]): void {
  if (process.listenerCount(signal) > 1) return;
  endAll();
  process.removeListener(signal, onSignal);
  process.kill(process.pid, signal);
}

export function guardChild(pid: number): void {
  if (guarded.size === 0) {
    process.on("exit", endAll);
    for (const signal of SIGNALS) process.on(signal, onSignal);
  }
  guarded.add(pid);
}

export function releaseChild(pid: number): void {
  if (!guarded.delete(pid) || guarded.size > 0) return;
  process.removeListener("exit", endAll);
  for (const signal of SIGNALS) process.removeListener(signal, onSignal);
}
