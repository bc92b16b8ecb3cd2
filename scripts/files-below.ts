/** Lists the files below a folder, or the file itself. */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";

export function filesBelow(top: string): readonly string[] {
  if (!statSync(top).isDirectory()) return [top];
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
