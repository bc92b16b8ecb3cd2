/** The command `cases show`: a case with its evidence, its bytes and what is accepted of it. */
import { expandCase } from "../expand/index.ts";
import { escapeTerminal, printSlices, wireText } from "../reporters/index.ts";
import { CaseRef } from "../shape/case.ts";
import type { ExitCode } from "./exit-codes.ts";
import { onlyCase, onlyPlay, shortKeys } from "./only-case.ts";
import type { Terminal } from "./terminal.ts";

type ShowOptions = { readonly variant: string; readonly fixtures?: string };

export function showCase(name: string, options: ShowOptions, terminal: Terminal): ExitCode {
  const loaded = onlyCase(name, options.fixtures);
  const play = onlyPlay(loaded, options.variant);
  const { case: one } = loaded;
  const lines = [
    `${one.uid}  ${one.id}`,
    one.title,
    "",
    labelled("rule", one.rule),
    ...(one.why === undefined ? [] : [labelled("why", one.why)]),
    labelled("level", `${one.level} (basis ${one.basis}, input ${one.input})`),
    labelled("profile", one.profile),
    labelled("needs", `${one.needs.join(", ") || "nothing beyond its operation"} (${one.op})`),
    labelled("file", loaded.file),
    ...one.refs.map((ref) => labelled(ref.kind, `${ref.at}: ${ref.shows} (checked: ${ref.checked})`)),
    "",
    ...play.script.exchanges.flatMap((exchange, index) => [
      `exchange ${index + 1}: HTTP ${exchange.status}, ${exchange.headers.map(([name, value]) => `${name}: ${value}`).join(", ")}, ${exchange.transfer}${wireText(exchange).replace(/^(?=.)/, ", ")}, ends by ${exchange.end.kind}; variant ${play.key}, ${exchange.slices.length} slices, ${exchange.gapsBefore.length} gaps`,
      ...printSlices(exchange.slices).split("\n"),
    ]),
    "accepted, the first that matches wins:",
    ...one.expect.any_of.map((alternative, index) => `  ${index + 1}. ${JSON.stringify(alternative)}`),
    ...(one.expect.server === undefined ? [] : [`server: ${JSON.stringify(one.expect.server)}`]),
    "",
    labelled("variants", shortKeys(expandCase(loaded, {}))),
  ];
  // A case may be anybody's: whatever a line quotes of it stays in its line.
  terminal.stdout.write(`${lines.map(escapeTerminal).join("\n")}\n`);
  return 0;
}

// --- internal ---

/** As long as the longest kind of a reference, and a space. */
const LABEL_WIDTH = Math.max(...CaseRef.shape.kind.options.map((kind) => kind.length)) + 1;

function labelled(label: string, text: string): string {
  return `${label.padEnd(LABEL_WIDTH)}${text}`;
}
