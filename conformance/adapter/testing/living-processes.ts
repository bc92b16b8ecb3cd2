/** Lists the processes that have a word in their command line. */
import { execFileSync } from "node:child_process";

/** Process ids; none are found where there is no `ps`. One that is dead and not yet collected has no command line. */
export function livingProcesses(word: string): readonly number[] {
  if (process.platform === "win32") return [];
  const lines = execFileSync("ps", ["-A", "-ww", "-o", "pid=,args="], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.includes(word)).map((line) => Number.parseInt(line, 10));
}
