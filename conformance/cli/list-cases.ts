/** The command `cases list`, from the index that the build made where it is up to date. */
import { indexCase, readCaseIndex, type IndexedCase } from "../catalogue/case-index.ts";
import { fixturesRoot } from "../catalogue/fixtures-root.ts";
import { selectCases } from "../catalogue/select-cases.ts";
import { escapeInvisible } from "../reporters/escape-invisible.ts";
import { escapeTerminal } from "../reporters/escape-terminal.ts";
import { casesAsOf } from "./as-of.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

type ListOptions = {
  readonly only: readonly string[];
  readonly json?: boolean;
  readonly asOf?: string;
  readonly fixtures?: string;
};

export async function listCases(options: ListOptions, terminal: Terminal): Promise<ExitCode> {
  const cases = selectCases(casesAsOf(await everyCase(options.fixtures), options.asOf), options.only);
  if (options.json === true) {
    for (const { case: one } of cases) {
      const { aliases: _, ...shown } = one;
      terminal.stdout.write(`${escapeInvisible(JSON.stringify(shown))}\n`);
    }
    return 0;
  }
  const idWidth = Math.max(...cases.map(({ case: one }) => one.id.length), 0);
  const lines = cases.map(
    ({ case: one }) =>
      `${one.uid}  ${one.level.padEnd(7)}  ${one.profile.padEnd(10)}  ${one.id.padEnd(idWidth)}  ${escapeTerminal(one.title)}\n`,
  );
  terminal.stdout.write(lines.join(""));
  return 0;
}

/** Reading the catalogue itself costs its YAML and its schemas; run from the sources there is no index. */
async function everyCase(fixtures: string | undefined): Promise<readonly IndexedCase[]> {
  const indexed = fixtures === undefined ? readCaseIndex(fixturesRoot()) : null;
  if (indexed !== null) return indexed;
  const { loadCatalogue } = await import("../catalogue/load-catalogue.ts");
  return loadCatalogue(fixtures).map(indexCase);
}
