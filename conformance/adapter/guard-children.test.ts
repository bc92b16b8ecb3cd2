/** No child outlives us: an exit, and a signal that nobody else listens to, end every group. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const DRIVER = new URL("spawn-stdio-driver.ts", import.meta.url).href;
/** It ignores TERM and the end of its input. */
const STUBBORN = fileURLToPath(new URL("misbehaving/stubborn.mjs", import.meta.url));

/** A parent that starts the adapter, prints its pid, then does as told. */
function parentOf(then: string): string {
  return `
    const { spawnStdioDriver } = await import(${JSON.stringify(DRIVER)});
    const driver = await spawnStdioDriver({ command: [process.execPath, ${JSON.stringify(STUBBORN)}] });
    process.stdout.write(String(driver.ready.client.pid) + "\\n");
    ${then}`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that is dead and waits for init to collect it is not alive.
    return process.platform !== "linux" || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

test.each([
  ["an exit", "process.exit(4);", null, [4, null]],
  ["an error that nobody caught", "setImmediate(() => { throw new Error('oops'); });", null, [1, null]],
  ["Ctrl-C", "", "SIGINT", [null, "SIGINT"]],
  [
    "a TERM that the program itself handles by an exit",
    "process.on('SIGTERM', () => process.exit(9));",
    "SIGTERM",
    [9, null],
  ],
] as const)("%s leaves no adapter behind", async (_name, then, signal, due) => {
  const parent = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", parentOf(then)], {
    stdio: ["ignore", "pipe", "ignore"],
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
  });
  const exit = once(parent, "exit");
  const [first] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(first.toString());
  expect(pid).toBeGreaterThan(0);
  if (signal !== null) parent.kill(signal);
  expect(await exit).toEqual(due);
  await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
});
