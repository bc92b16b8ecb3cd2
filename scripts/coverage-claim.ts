/** Prints what the catalogue covers, as one paragraph of counts for the README. */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { load } from "js-yaml";
import { z } from "zod";
import type { LoadedCase } from "../conformance/shape/index.ts";

/** A known failure of a real client: the cases that catch it, or why none can. */
const Covered = z.array(
  z.union([
    z.strictObject({ entry: z.string(), cases: z.array(z.string()).min(1) }),
    z.strictObject({ entry: z.string(), not: z.string() }),
  ]),
);

/** `folder` holds the files of known failures; `flawed` is the number of flawed clients. */
export function printCoverageClaim(folder: string, cases: readonly LoadedCase[], flawed: number): string {
  const known = readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .flatMap((file) => Covered.parse(load(readFileSync(path.join(folder, file), "utf8"))));
  const caught = known.filter((one) => "cases" in one).length;
  const count = (level: string): number => cases.filter(({ case: one }) => one.level === level).length;
  return [
    `**${caught} known client bugs, each caught by a named case.**`,
    `They come from the issue trackers of real clients: ${known.length} in all, of which ${known.length - caught} cannot be seen through a client.`,
    `The catalogue has ${cases.length} cases (${count("must")} must, ${count("should")} should, ${count("observe")} observe);`,
    `${flawed} flawed clients of our own prove that what is judged bites, and a right one that it bites nobody else.`,
  ].join(" ");
}
