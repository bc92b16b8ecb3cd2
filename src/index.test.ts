/** The main door leads to what users need of every room, each with a word about it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as door from "./index.ts";

const SRC = new URL("./", import.meta.url);
const ROOMS = readdirSync(SRC, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/index.ts`, SRC)))
  .map((entry) => entry.name);

/** What rooms need of each other, and nobody else: it may change with any release. The base has more of it. */
const OWN_USE: readonly string[] = ["didYouMean", "nearestNames", "ownMembers", "refuseExpansion"];

test("law: each value of a room's door is behind the main door, or for our own use", async () => {
  const hidden: string[] = [];
  for (const room of ROOMS.filter((name) => name !== "base")) {
    const values = Object.keys((await import(new URL(`${room}/index.ts`, SRC).href)) as object);
    hidden.push(...values.filter((name) => !(name in door)));
  }
  expect(hidden.filter((name) => !OWN_USE.includes(name))).toEqual([]);
  expect(OWN_USE.filter((name) => name in door)).toEqual([]);
});

test("what stands behind it is there", () => {
  expect(Object.keys(door.DIALECTS)).toContain("openrouter");
  expect(door.DEFAULT_LIMITS.eventsMax).toBeGreaterThan(0);
  expect(door.printJsonSchema("wire-chunk", door.WireChunk)).toHaveProperty("$id");
});

/**
 * Names that a source exports by declaration, without a comment of their own: the file's first one is the file's. A shape
 * and its type share a name, so one comment is for both.
 */
function undocumented(source: string): readonly string[] {
  const declared = [...source.matchAll(/^export (?:async )?(?:const|function\*?|class|type) (\w+)/gm)].map(
    ({ index, 1: name = "" }) => {
      const before = source.slice(0, index).trimEnd();
      return { name, isBare: !before.endsWith("*/") || before.lastIndexOf("/**") === 0 };
    },
  );
  const documented = new Set(declared.flatMap(({ name, isBare }) => (isBare ? [] : [name])));
  return declared.map(({ name }) => name).filter((name) => !documented.has(name));
}

/** The files whose declarations a door hands on, by following its re-exports. */
function sourcesBehind(file: URL): readonly { readonly file: URL; readonly names: ReadonlySet<string> | null }[] {
  const source = readFileSync(file, "utf8");
  return [...source.matchAll(/export (?:type )?(?:\*|\{([^}]*)\}) from "([^"]+)"/g)].flatMap(([, list, from = ""]) => {
    const next = new URL(from, file);
    const names = list === undefined ? null : new Set(list.split(",").map((name) => name.trim().replace(/^type /, "")));
    if (!/\/(?:index|providers)\.ts$/.test(next.pathname)) return [{ file: next, names }];
    return sourcesBehind(next).map((behind) =>
      names === null
        ? behind
        : { ...behind, names: new Set([...(behind.names ?? names)].filter((name) => names.has(name))) },
    );
  });
}

test("law: whatever the main door hands out has a comment of its own", () => {
  const behind = sourcesBehind(new URL("index.ts", SRC));
  expect(behind.length).toBeGreaterThan(80);
  const bare = behind.flatMap(({ file, names }) =>
    undocumented(readFileSync(file, "utf8")).filter((name) => names === null || names.has(name)),
  );
  expect([...new Set(bare)]).toEqual([]);
});

test("the law bites: a declaration right below the file's own comment has none", () => {
  expect(undocumented("/** A file. */\nexport type A = 1;\n\nexport const B = 2;\n")).toEqual(["A", "B"]);
  expect(undocumented("/** A file. */\n\n/** A. */\nexport const A = 1;\nexport type A = 1;\n")).toEqual([]);
});

const DOORS = [
  "index.ts",
  ...["generators", "conformance", "conformance/vitest", "conformance/catalogue"].map((room) => `../${room}/index.ts`),
];

/** Names that several doors hand out, each of something else. */
function ambiguous(doors: readonly (readonly [name: string, file: string])[][]): readonly string[] {
  const homes = new Map<string, Set<string>>();
  for (const [name, file] of doors.flat()) homes.set(name, (homes.get(name) ?? new Set()).add(file));
  return [...homes].flatMap(([name, files]) => (files.size > 1 ? [`${name}: ${[...files].join(", ")}`] : []));
}

test("law: a name means one thing, whichever door hands it out", () => {
  const doors = DOORS.map((door) =>
    sourcesBehind(new URL(door, SRC)).flatMap(({ file, names }) => {
      const own = readFileSync(file, "utf8").matchAll(/^export (?:async )?(?:const|function\*?|class|type) (\w+)/gm);
      const handed = [...(names ?? [...own].map(([, name = ""]) => name))].filter((name) => name !== "");
      return handed.map((name) => [name, file.pathname] as const);
    }),
  );
  expect(doors.flat().length).toBeGreaterThan(300);
  expect(ambiguous(doors)).toEqual([]);
  expect(
    ambiguous([
      [["a", "x"]],
      [
        ["a", "x"],
        ["b", "x"],
      ],
      [["b", "y"]],
    ]),
  ).toEqual(["b: x, y"]);
});
