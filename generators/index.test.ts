/** Every name of the door is explained where it is declared: editors show nothing else of a file. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const EXPORTS = /export (?:type )?\{([^}]*)\} from "(\.\/[^"]+)"/g;

/** The names that a door lets out, each with the file that declares it. */
function namesOf(door: string): readonly { readonly name: string; readonly file: string }[] {
  return [...readFileSync(door, "utf8").matchAll(EXPORTS)].flatMap(([, names = "", from = ""]) => {
    const file = path.join(path.dirname(door), from);
    if (path.basename(file) === "index.ts") return namesOf(file);
    return names.split(",").flatMap((one) => {
      const name = one.trim().replace(/^type /, "");
      return name === "" ? [] : [{ name, file }];
    });
  });
}

function isExplained(source: string, name: string): boolean {
  return new RegExp(`\\*/\\nexport (?:const|function\\*?|type|class) ${name}\\b`).test(source);
}

test("law: no name of the door is without its comment", () => {
  const names = namesOf(path.join(import.meta.dirname, "index.ts"));
  expect(names.length).toBeGreaterThan(60);
  expect(names.filter(({ name, file }) => !isExplained(readFileSync(file, "utf8"), name))).toEqual([]);
});

test("the law bites: a file's first line explains none of its names", () => {
  expect(isExplained("/** A file. */\nimport x from 'x';\n\nexport const A = 1;\n", "A")).toBe(false);
  expect(isExplained("/** A file. */\n\n/** A name. */\nexport const A = 1;\n", "A")).toBe(true);
});
