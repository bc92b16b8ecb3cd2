/** The main door leads into every room. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DEFAULT_LIMITS, DIALECTS, printJsonSchema, WireChunk } from "./index.ts";

const SRC = new URL("./", import.meta.url);

test("each room that has a door is exported", () => {
  const rooms = readdirSync(SRC, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/index.ts`, SRC)))
    .map((entry) => `export * from "./${entry.name}/index.ts";`);
  const lines = readFileSync(new URL("index.ts", SRC), "utf8").trim().split("\n").slice(1);
  expect(lines.toSorted()).toEqual(rooms.toSorted());
});

test("what stands behind it is there", () => {
  expect(Object.keys(DIALECTS)).toContain("openrouter");
  expect(DEFAULT_LIMITS.eventsMax).toBeGreaterThan(0);
  expect(printJsonSchema("wire-chunk", WireChunk)).toHaveProperty("$id");
});
