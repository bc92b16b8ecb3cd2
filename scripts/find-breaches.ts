/** Holds a source file against the table of rooms. */
import path from "node:path";
import { parseSync } from "oxc-parser";
import { EFFECTS, roomOf, ROOMS, type Breach } from "./rooms.ts";

/** `file` is relative to the project's root, with forward slashes. */
export function findBreaches(file: string, source: string): readonly Breach[] {
  const room = roomOf(file);
  if (room === undefined) return [{ file, line: 1, what: "stands in no room" }];
  const parsed = parseSync(file, source);
  const lineAt = (offset: number): number => source.slice(0, offset).split("\n").length;
  const breaches = importsIn(file, source).flatMap(({ name, target, at }): readonly Breach[] => {
    if (target === null) {
      if (room.packages.some((allowed) => admitsPackage(allowed, name))) return [];
      return [{ file, line: lineAt(at), what: `${room.folder} may not import the package ${name}` }];
    }
    const isOwn = target.startsWith(`${room.folder}/`);
    if (isOwn || room.rooms.some((folder) => target.startsWith(`${folder}/`))) return [];
    return [{ file, line: lineAt(at), what: `${room.folder} may not import ${target}` }];
  });
  if (room.effects === true) return breaches;
  const lines = blankComments(source, parsed.comments).split("\n");
  return [
    ...breaches,
    ...lines.flatMap((text, index) => {
      const found = EFFECTS.exec(text);
      if (found === null) return [];
      return [{ file, line: index + 1, what: `${room.folder} is pure, but here stands ${found[0]}` }];
    }),
  ];
}

/** What rooms are let have and no file of theirs imports, `room: name`. */
export function findUnused(files: ReadonlyMap<string, string>): readonly string[] {
  const imported = [...files].flatMap(([file, source]) =>
    importsIn(file, source).map((one) => ({ ...one, folder: roomOf(file)?.folder })),
  );
  return ROOMS.flatMap(({ folder, rooms, packages }) => {
    const own = imported.filter((one) => one.folder === folder);
    const unusedRooms = rooms.filter((name) => !own.some(({ target }) => target?.startsWith(`${name}/`) === true));
    const unusedPackages = packages.filter(
      (allowed) => !own.some(({ name, target }) => target === null && admitsPackage(allowed, name)),
    );
    return [...unusedRooms, ...unusedPackages].map((name) => `${folder}: ${name}`);
  });
}

/** Rows of files that import each other in a circle, each from its first file back to it; types count as well. */
export function findCircles(files: ReadonlyMap<string, string>): readonly (readonly string[])[] {
  const targets = new Map(
    [...files].map(([file, source]) => [file, importsIn(file, source).map(({ target }) => target)]),
  );
  const done = new Set<string>();
  const circles: string[][] = [];
  const visit = (file: string, way: readonly string[]): void => {
    const from = way.indexOf(file);
    if (from !== -1) circles.push([...way.slice(from), file]);
    if (from !== -1 || done.has(file)) return;
    for (const target of targets.get(file) ?? []) if (target !== null) visit(target, [...way, file]);
    done.add(file);
  };
  for (const file of files.keys()) visit(file, []);
  return circles;
}

// --- internal ---

/** `target` is the file from the project's root, null for a package; `at` an offset. */
type Import = { readonly name: string; readonly target: string | null; readonly at: number };

function importsIn(file: string, source: string): readonly Import[] {
  const { staticImports, staticExports, dynamicImports } = parseSync(file, source).module;
  const named = [
    ...staticImports.map((one) => ({ name: one.moduleRequest.value, at: one.start })),
    ...staticExports.flatMap((one) =>
      one.entries.flatMap(({ moduleRequest }) =>
        moduleRequest === null ? [] : [{ name: moduleRequest.value, at: one.start }],
      ),
    ),
    ...dynamicImports.flatMap((one) => {
      const text = source.slice(one.moduleRequest.start, one.moduleRequest.end);
      return /^["']/.test(text) ? [{ name: text.slice(1, -1), at: one.start }] : [];
    }),
  ];
  return named.map(({ name, at }) => ({
    name,
    at,
    target: name.startsWith(".") ? path.posix.join(path.posix.dirname(file), name) : null,
  }));
}

/** `*` admits every package, `node:` every module of Node, a name itself and what lies below it. */
function admitsPackage(allowed: string, name: string): boolean {
  if (allowed === "*" || name === allowed) return true;
  return allowed.endsWith(":") ? name.startsWith(allowed) : name.startsWith(`${allowed}/`);
}

function blankComments(source: string, comments: readonly { readonly start: number; readonly end: number }[]): string {
  let text = source;
  for (const { start, end } of comments) {
    text = text.slice(0, start) + text.slice(start, end).replaceAll(/[^\n]/g, " ") + text.slice(end);
  }
  return text;
}
