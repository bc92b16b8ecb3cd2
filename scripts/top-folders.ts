/** Lists the folders at the top of a checkout, with or without its history. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Those that git tracks; in a downloaded archive, which has no git, all but what `.gitignore` names. Sorted. */
export function topFolders(root: string): readonly string[] {
  if (!existsSync(path.join(root, ".git"))) return foldersThere(root);
  const tracked = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n");
  const folders = tracked.flatMap((file) => (file.includes("/") ? [file.split("/")[0] ?? ""] : []));
  return [...new Set(folders)].toSorted();
}

function foldersThere(root: string): readonly string[] {
  const ignored = readFileSync(path.join(root, ".gitignore"), "utf8")
    .split("\n")
    .map((line) => line.trim().replace(/^\/|\/$/g, ""));
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !ignored.includes(entry.name))
    .map(({ name }) => name)
    .toSorted();
}
