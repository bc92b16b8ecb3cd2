/** Whatever an adapter writes, the runner's memory stays bounded: measured in a process of its own. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const SCRIPT = fileURLToPath(new URL("testing/measure-growth.ts", import.meta.url));
const MEGABYTE = 1_000_000;

function scriptOf(adapter: string): string {
  return fileURLToPath(new URL(`../adapter/misbehaving/${adapter}.mjs`, import.meta.url));
}

async function measure(adapter: string, lineBytesMax: number): Promise<{ statuses: string[]; grownBytes: number }> {
  const argv = ["--import", "tsx", SCRIPT, scriptOf("honest-client"), scriptOf(adapter), String(lineBytesMax)];
  const { stdout } = await promisify(execFile)(process.execPath, argv);
  return JSON.parse(stdout) as { statuses: string[]; grownBytes: number };
}

describe("with lines of at most a megabyte", () => {
  test("a line of a hundred megabytes costs far less than its length", async () => {
    const { statuses, grownBytes } = await measure("long-line", MEGABYTE);
    expect(statuses).toEqual(["pass", "adapter_error", "pass", "pass"]);
    expect(grownBytes).toBeLessThan(80 * MEGABYTE);
  });

  test("the measure tells: where such a line is allowed, it is held whole", async () => {
    const { grownBytes } = await measure("long-line", 200 * MEGABYTE);
    expect(grownBytes).toBeGreaterThan(100 * MEGABYTE);
  });

  test.for(["floods", "endless-progress", "thousand-requests"])("%s", async (adapter) => {
    const { grownBytes } = await measure(adapter, MEGABYTE);
    expect(grownBytes).toBeLessThan(80 * MEGABYTE);
  });
});
