/** A folder that the tests of `generate` write to, and what they read of it. */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "../run-command.ts";
import { captureTerminal } from "./captured-terminal.ts";

export type GenerateFolder = {
  readonly folder: string;
  readonly run: (
    ...argv: readonly string[]
  ) => Promise<{ readonly code: number; readonly out: string; readonly err: string }>;
  /** The lines of a manifest. */
  readonly manifestOf: (name: string) => readonly Readonly<Record<string, unknown>>[];
  /** Of all files below, with their names. */
  readonly digestOf: (name: string) => string;
  /** The files beside the manifest; null where one is not as a line of the manifest says, or has none. */
  readonly wholeFiles: (name: string) => readonly string[] | null;
  readonly remove: () => void;
};

export function openGenerateFolder(): GenerateFolder {
  const folder = mkdtempSync(path.join(tmpdir(), "streamproof-generate-"));
  const filesOf = (name: string) =>
    readdirSync(path.join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(path.join(folder, name), path.join(entry.parentPath, entry.name)))
      .sort();
  const contentOf = (name: string, file: string) => readFileSync(path.join(folder, name, file));
  const manifestOf = (name: string): readonly Readonly<Record<string, unknown>>[] =>
    contentOf(name, "manifest.jsonl")
      .toString()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  return {
    folder,
    async run(...argv) {
      const { terminal, out, err } = captureTerminal(folder);
      return { code: await runCommand(["generate", ...argv], terminal), out: out(), err: err() };
    },
    manifestOf,
    digestOf(name) {
      const digest = createHash("sha256");
      for (const file of filesOf(name)) digest.update(file).update(contentOf(name, file));
      return digest.digest("hex");
    },
    wholeFiles(name) {
      const lines = manifestOf(name).filter((line) => "file" in line);
      const files = filesOf(name).filter((file) => file !== "manifest.jsonl");
      const isWhole = lines.every(
        (line) =>
          line["sha256"] ===
          createHash("sha256")
            .update(contentOf(name, String(line["file"])))
            .digest("hex"),
      );
      return isWhole && lines.length === files.length ? files : null;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
