/** Holds a source file against the table of rooms. */
import path from "node:path";
import { parseSync } from "oxc-parser";
import { EFFECTS, roomOf, type Breach } from "./rooms.ts";

/** `file` is relative to the project's root, with forward slashes. */
export function findBreaches(file: string, source: string): readonly Breach[] {
  const room = roomOf(file);
  if (room === undefined) return [{ file, line: 1, what: "stands in no room" }];
  const parsed = parseSync(file, source);
  const lineAt = (offset: number): number => source.slice(0, offset).split("\n").length;
  const breaches: Breach[] = [];

  const imported: { readonly name: string; readonly at: number }[] = [];
  for (const one of parsed.module.staticImports) imported.push({ name: one.moduleRequest.value, at: one.start });
  for (const one of parsed.module.staticExports) {
    for (const entry of one.entries) {
      if (entry.moduleRequest !== null) imported.push({ name: entry.moduleRequest.value, at: one.start });
    }
  }
  for (const one of parsed.module.dynamicImports) {
    const text = source.slice(one.moduleRequest.start, one.moduleRequest.end);
    if (/^["']/.test(text)) imported.push({ name: text.slice(1, -1), at: one.start });
  }

  for (const { name, at } of imported) {
    if (name.startsWith(".")) {
      const target = path.posix.join(path.posix.dirname(file), name);
      const own = target.startsWith(`${room.folder}/`);
      const allowed = room.rooms.some((folder) => target.startsWith(`${folder}/`));
      if (!own && !allowed) breaches.push({ file, line: lineAt(at), what: `${room.folder} may not import ${target}` });
    } else if (
      !room.packages.some(
        (allowed) =>
          allowed === "*" ||
          name === allowed ||
          name.startsWith(`${allowed}/`) ||
          (allowed.endsWith(":") && name.startsWith(allowed)),
      )
    ) {
      breaches.push({ file, line: lineAt(at), what: `${room.folder} may not import the package ${name}` });
    }
  }

  if (room.effects !== true) {
    const withoutComments = blankComments(source, parsed.comments);
    for (const [index, text] of withoutComments.split("\n").entries()) {
      const found = EFFECTS.exec(text);
      if (found !== null)
        breaches.push({ file, line: index + 1, what: `${room.folder} is pure, but here stands ${found[0]}` });
    }
  }
  return breaches;
}

function blankComments(source: string, comments: readonly { readonly start: number; readonly end: number }[]): string {
  let text = source;
  for (const { start, end } of comments) {
    text = text.slice(0, start) + text.slice(start, end).replaceAll(/[^\n]/g, " ") + text.slice(end);
  }
  return text;
}
