/** Lists the processes that have a word in their command line. */
import { readdirSync, readFileSync } from "node:fs";

/** Process ids; only where there is a `/proc`, elsewhere nothing is found. One that is dead has no command line. */
export function livingProcesses(word: string): readonly number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, "utf8").includes(word);
      } catch {
        return false;
      }
    })
    .map(Number);
}
