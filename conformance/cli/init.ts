/** The command `init`: writes an adapter to start from, which works as it stands. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
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

/** Writes all files or none; one that is there already is never touched. */
export function init({ adapter, out }: InitOptions, terminal: Terminal): ExitCode {
  const from = folderOf(adapter);
  const target = path.resolve(terminal.cwd, out);
  const files = readdirSync(from, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
  const there = files.filter((file) => existsSync(path.join(target, file)));
  if (there.length > 0)
    throw new ToolkitError(
      "FILE_EXISTS",
      path.join(out, there[0] ?? ""),
      `${there.join(", ")} would be overwritten, so nothing was written`,
    );
  try {
    makeFolder(target, out);
    // `wx` refuses what came into being since.
    for (const file of files)
      writeFileSync(path.join(target, file), readFileSync(path.join(from, file)), { flag: "wx" });
  } catch (error) {
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
