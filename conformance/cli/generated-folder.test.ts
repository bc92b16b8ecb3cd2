/** What `generate` leaves behind where it cannot go on: whole files, and a manifest that says how many. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { generate } from "./generate.ts";
import { type Disk, NODE_DISK } from "./generated-folder.ts";
import { captureTerminal } from "./testing/captured-terminal.ts";
import { openGenerateFolder } from "./testing/generate-folder.ts";

const { folder, run, manifestOf, wholeFiles, remove } = openGenerateFolder();
afterAll(remove);

const OPTIONS = { dialect: "openai", quirk: [], fault: [], seed: 1, count: 500, format: "sse" } as const;

test("Ctrl-C leaves whole files, and a manifest that says how many", async () => {
  const { terminal, out, interrupt } = captureTerminal(folder);
  let written = 0;
  const disk: Disk = {
    ...NODE_DISK,
    write(file, content) {
      NODE_DISK.write(file, content);
      written += 1;
      if (written === 40) interrupt();
    },
  };
  expect(await generate({ ...OPTIONS, out: "broken-off" }, terminal, disk)).toBe(130);
  expect(out()).toContain("39 of 500 streams");
  expect(wholeFiles("broken-off")).toHaveLength(39);
  expect(manifestOf("broken-off").at(-1)).toEqual({ whole: 39, of: 500, because: "interrupted" });
});

/** Fails from the twelfth time on that it is asked. */
const failing = (code: string, at: "write" | "append"): Disk => {
  let calls = 0;
  const step = (half: () => void, whole: () => void) => {
    calls += 1;
    if (calls < 12) return whole();
    // Half of it is written before the disk says so.
    if (calls === 12) half();
    throw Object.assign(new Error(`${code}: no`), { code });
  };
  return {
    ...NODE_DISK,
    ...(at === "write"
      ? {
          write: (file, content) =>
            step(
              () => NODE_DISK.write(file, content.subarray(0, content.length >> 1)),
              () => NODE_DISK.write(file, content),
            ),
        }
      : {
          append: (file, text) =>
            step(
              () => NODE_DISK.append(file, text.slice(0, text.length >> 1)),
              () => NODE_DISK.append(file, text),
            ),
        }),
  };
};

describe("where the disk does not take a file, it is named, and what was whole stays", () => {
  test.each([
    ["ENOSPC", "write", 10, "the disk is full (ENOSPC)"],
    ["EFBIG", "write", 10, "larger than may be written (EFBIG)"],
    ["ENOSPC", "append", 11, "the disk is full (ENOSPC)"],
    ["EIO", "write", 10, "EIO: no"],
  ] as const)("%s at %s", async (code, at, whole, told) => {
    const out = `full-${code}-${at}`;
    const { terminal } = captureTerminal(folder);
    await expect(generate({ ...OPTIONS, out }, terminal, failing(code, at))).rejects.toMatchObject({
      code: "FILE_UNWRITABLE",
      place: `${out}/${at === "write" ? `openai-1-0${whole}.sse` : "manifest.jsonl"}`,
      detail: expect.stringContaining(told),
    });
    expect(wholeFiles(out)).toHaveLength(whole);
    // The disk that is full may not even take the line that says so.
    const last = manifestOf(out).at(-1);
    if (at === "write") expect(last).toEqual({ whole, of: 500, because: "a file could not be written" });
    else expect(last).toHaveProperty("sha256");
  });

  test("a file in place of a folder on the way", async () => {
    writeFileSync(path.join(folder, "in-the-way"), "");
    const { code, err } = await run("--count", "1", "--out", "in-the-way/below");
    expect(code).toBe(2);
    expect(err).toContain("a file stands in place of a folder on the way");
  });
});
