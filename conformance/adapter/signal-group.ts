/** Sends a signal to a child process and everything it started. */
import { spawn, spawnSync } from "node:child_process";

/** Never throws: a group that is gone already is what the caller wanted. Windows knows no gentle way. */
export function signalGroup(
  pid: number,
  signal: "SIGTERM" | "SIGKILL",
  options: { readonly wait?: boolean } = {},
): void {
  try {
    if (process.platform !== "win32") {
      process.kill(-pid, signal);
      return;
    }
    const args = ["/pid", String(pid), "/T", "/F"];
    if (options.wait === true) spawnSync("taskkill", args, { stdio: "ignore" });
    else spawn("taskkill", args, { stdio: "ignore" }).on("error", () => {});
  } catch {
    // ESRCH: nobody is left in the group.
  }
}
