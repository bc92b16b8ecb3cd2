/** The command `init`: writes an adapter to start from, which works as it stands. */
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ToolkitError } from "../../src/base/index.ts";
import { makeFolder } from "../copy/make-folder.ts";
import type { ExitCode } from "./exit-codes.ts";
import { packageRoot } from "./package-facts.ts";
import { quoteShell } from "./quote-shell.ts";
import type { Terminal } from "./terminal.ts";

/** Each language with the commands that follow, in the folder that was written. */
export const SCAFFOLDS = {
  javascript: { build: [], command: "node adapter.mjs" },
  python: { build: [], command: "python3 adapter.py" },
  go: { build: ["go build -o adapter ."], command: "./adapter" },
} as const satisfies Record<string, { readonly build: readonly string[]; readonly command: string }>;

export type Language = keyof typeof SCAFFOLDS;

type InitOptions = { readonly adapter: Language; readonly out: string };

/** Where the files of one scaffold are. */
function folderOf(language: Language): string {
  return path.join(packageRoot(), "conformance", "cli", "scaffolds", language);
}

function isThere(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A file in place of a folder on the way: it is told where the folder is made.
    return false;
  }
}

/** Writes all files or none; one that is there already is never touched. */
export function init({ adapter, out }: InitOptions, terminal: Terminal): ExitCode {
  const from = folderOf(adapter);
  const target = path.resolve(terminal.cwd, out);
  const files = readdirSync(from, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
  // A link that leads nowhere is there as well.
  const there = files.filter((file) => isThere(path.join(target, file)));
  if (there.length > 0)
    throw new ToolkitError(
      "FILE_EXISTS",
      path.join(out, there[0] ?? ""),
      `${there.join(", ")} would be overwritten, so nothing was written`,
    );
  const written: string[] = [];
  try {
    makeFolder(target, out);
    for (const file of files) {
      const content = readFileSync(path.join(from, file));
      // `wx` refuses what came into being since; what it opened is ours, also where the disk is full then.
      const at = path.join(target, file);
      const descriptor = openSync(at, "wx");
      written.push(at);
      try {
        writeFileSync(descriptor, content);
      } finally {
        closeSync(descriptor);
      }
    }
  } catch (error) {
    for (const file of written) rmSync(file, { force: true });
    if (error instanceof ToolkitError) throw error;
    throw new ToolkitError("FILE_UNWRITABLE", out, error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
  const { build, command } = SCAFFOLDS[adapter];
  const next = [
    ...(target === path.resolve(terminal.cwd) ? [] : [`cd ${quoteShell(out)}`]),
    ...build,
    `npx streamproof doctor --mutate -- ${command}`,
    `npx streamproof check -- ${command}`,
  ];
  terminal.stdout.write(
    [
      ...files.map((file) => `wrote ${path.join(out, file)}`),
      "",
      "It works as it stands, with a plain client of its own. Next:",
      ...next.map((line) => `  ${line}`),
      "",
      "Then put your client in its place: README.md says where. The capabilities to choose from:",
      "  npx streamproof schema protocol-adapter",
      "",
    ].join("\n"),
  );
  return 0;
}
