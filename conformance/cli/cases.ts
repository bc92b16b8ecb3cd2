/** The command `cases show`. */
import { ToolkitError } from "../../src/base/index.ts";
import { loadCatalogue, selectCases } from "../catalogue/index.ts";
import { expandCase } from "../expand/index.ts";
import { printSlices, wireText } from "../reporters/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { Play } from "../shape/play.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** One case by uid, id or alias. */
export function onlyCase(name: string, fixtures: string | undefined): LoadedCase {
  const chosen = selectCases(loadCatalogue(fixtures), [name]);
  const [first] = chosen;
  if (first === undefined || chosen.length > 1)
    throw new ToolkitError("CASE_UNKNOWN", name, `${chosen.length} cases match; name one`);
  return first;
}

/** One play of a case by its variant key. */
export function onlyPlay(loaded: LoadedCase, key: string): Play {
  const plays = expandCase(loaded, { variants: "all" });
  const play = plays.find((one) => one.key === key);
  if (play !== undefined) return play;
  throw new ToolkitError("VARIANT_UNKNOWN", `${loaded.case.id} ${key}`, `its keys are ${shortKeys(plays)}`);
}

function shortKeys(plays: readonly Play[]): string {
  const keys = plays.map((play) => play.key);
  return keys.length <= 40 ? keys.join(", ") : `${keys.slice(0, 40).join(", ")} and ${keys.length - 40} more`;
}

type ShowOptions = { readonly variant: string; readonly fixtures?: string };

export function showCase(name: string, options: ShowOptions, terminal: Terminal): ExitCode {
  const loaded = onlyCase(name, options.fixtures);
  const play = onlyPlay(loaded, options.variant);
  const { case: one } = loaded;
  const lines = [
    `${one.uid}  ${one.id}`,
    one.title,
    "",
    `rule     ${one.rule}`,
    ...(one.why === undefined ? [] : [`why      ${one.why}`]),
    `level    ${one.level} (basis ${one.basis}, input ${one.input})`,
    `profile  ${one.profile}`,
    `needs    ${one.needs.join(", ") || "nothing beyond its operation"} (${one.op})`,
    `file     ${loaded.file}`,
    ...one.refs.map((ref) => `${ref.kind.padEnd(9)}${ref.at}: ${ref.shows} (checked: ${ref.checked})`),
    "",
    ...play.script.exchanges.flatMap((exchange, index) => [
      `exchange ${index + 1}: HTTP ${exchange.status}, ${exchange.headers.map(([name, value]) => `${name}: ${value}`).join(", ")}, ${exchange.transfer}${wireText(exchange).replace(/^(?=.)/, ", ")}, ends by ${exchange.end.kind}; variant ${play.key}, ${exchange.slices.length} slices, ${exchange.gapsBefore.length} gaps`,
      printSlices(exchange.slices),
    ]),
    "accepted, the first that matches wins:",
    ...one.expect.any_of.map((alternative, index) => `  ${index + 1}. ${JSON.stringify(alternative)}`),
    ...(one.expect.server === undefined ? [] : [`server: ${JSON.stringify(one.expect.server)}`]),
    "",
    `variants ${shortKeys(expandCase(loaded, {}))}`,
  ];
  terminal.stdout.write(`${lines.join("\n")}\n`);
  return 0;
}
