/** Every rule of the fold is named where it is obeyed, and by a test. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = new URL(".", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".ts") && name !== "rules.test.ts");
const read = (wanted: (name: string) => boolean) =>
  names
    .filter(wanted)
    .map((name) => readFileSync(new URL(name, folder), "utf8"))
    .join("\n");
const source = read((name) => !name.endsWith(".test.ts"));
const titles = read((name) => name.endsWith(".test.ts")).match(/test\("F\d+:/g) ?? [];

test.each(Array.from({ length: 42 }, (_, at) => `F${at + 1}`))("%s is in the source and in a test", (rule) => {
  expect(source).toMatch(new RegExp(String.raw`\b${rule}\b`));
  expect(titles).toContain(`test("${rule}:`);
});
