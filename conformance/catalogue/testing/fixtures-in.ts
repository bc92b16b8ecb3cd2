/** Folders of fixtures made for one test. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Writes the files into a new folder inside `parent` and gives its path. */
export function fixturesIn(parent: string, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(parent, "fixtures-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

/** The smallest case there is, with lines replaced by name. */
export function caseText(changes: Readonly<Record<string, string>> = {}): string {
  const members: Record<string, string> = {
    schema: "streamproof/case@1",
    uid: "t001",
    id: "test/plain",
    title: A_TITLE,
    rule: A_TITLE,
    level: "should",
    basis: "field",
    input: "legal",
    refs: "[]",
    since: "0.1.0",
    op: "chat.stream",
    exchanges: "[{chunks: [{id: a, choices: []}]}]",
    expect: "{any_of: [{outcome: completed}]}",
    ...changes,
  };
  return Object.entries(members)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join("");
}

const A_TITLE = "A title";
