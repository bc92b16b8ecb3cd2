/** Prints a report through the reporters that were asked for, to the terminal or to files. */
import path from "node:path";
import { redactText, ToolkitError } from "../../src/base/index.ts";
import { REPORTERS, type ReporterName } from "../reporters/index.ts";
import type { LoadedCase } from "../shape/case.ts";
import type { Report } from "../shape/report.ts";
import { attemptAll } from "./attempt-all.ts";
import { explainPlay } from "./explain-play.ts";
import { repeatCommand, type RepeatHow } from "./repeat-command.ts";
import { wantsColour, widthOf, type Terminal } from "./terminal.ts";
import { writeCommands } from "./workflow-output.ts";
import { writeFileAt } from "./write-file-at.ts";

export type WantedReporter = { readonly name: ReporterName; readonly file: string | null };

export function parseReporters(wanted: readonly string[]): readonly WantedReporter[] {
  const parsed = (wanted.length === 0 ? ["text"] : wanted).map((text): WantedReporter => {
    const at = text.indexOf("=");
    const name = at === -1 ? text : text.slice(0, at);
    if (!isReporter(name))
      throw new ToolkitError("REPORTER_UNKNOWN", `--reporter ${text}`, `no reporter is called ${JSON.stringify(name)}`);
    const file = at === -1 ? null : text.slice(at + 1);
    if (file === "") throw new ToolkitError("USAGE", `--reporter ${text}`, "a file name is due after the `=`");
    return { name, file };
  });
  if (parsed.filter((one) => one.file === null).length > 1) {
    throw new ToolkitError(
      "USAGE",
      "--reporter",
      "only one reporter can print to standard output; give the others a file",
    );
  }
  const files = parsed.flatMap(({ file }) => (file === null ? [] : [path.normalize(file)]));
  const twice = files.find((file, at) => files.indexOf(file) !== at);
  if (twice !== undefined) {
    throw new ToolkitError("USAGE", "--reporter", `two reporters cannot write ${twice}; give each a file of its own`);
  }
  return parsed;
}

function isReporter(name: string): name is ReporterName {
  return Object.hasOwn(REPORTERS, name);
}

type Shown = { readonly cases: readonly LoadedCase[]; readonly repeat: RepeatHow; readonly gapMs: number };

/** The terminal first, then every file: one that cannot be written costs none of the others. */
export function writeReports(
  report: Report,
  wanted: readonly WantedReporter[],
  shown: Shown,
  terminal: Terminal,
): void {
  const byUid = new Map(shown.cases.map((loaded) => [loaded.case.uid, loaded]));
  const print = ({ name, file }: WantedReporter): string =>
    REPORTERS[name](report, {
      colour: file === null && wantsColour(terminal.stdout, terminal.env),
      width: file === null ? widthOf(terminal.stdout) : 100,
      repeat: (uid, key) => redactText(repeatCommand(shown.repeat, uid, key)),
      show: (uid, key) => explainPlay(byUid.get(uid), key),
    });
  const toTerminal = wanted.filter(({ file }) => file === null);
  const toFiles = wanted.filter(({ file }) => file !== null);
  attemptAll(
    [...toTerminal, ...toFiles].map((one) => () => {
      const { name, file } = one;
      if (file !== null) writeFileAt(path.resolve(terminal.cwd, file), print(one), file);
      // Its annotations are commands, and it has disarmed what it quotes.
      else if (name === "github") writeCommands(terminal.stdout, print(one));
      else terminal.stdout.write(print(one));
    }),
  );
}
