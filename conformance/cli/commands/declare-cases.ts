/** Declares the commands `cases list`, `cases show` and `cases diff`. */
import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import { append } from "./option-values.ts";
import { refuseWords } from "./refuse-words.ts";

export function declareCases(program: Command, { terminal, done }: CommandContext): void {
  const cases = program
    .command("cases")
    .description("list the cases, show one with its bytes, or compare two sets")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof cases list --only 'usage/*'\n  streamproof cases show s3ed\n  streamproof cases diff last-week.json today.json",
    );
  cases
    .command("list", { isDefault: true })
    .usage("[options]")
    .argument("[word...]")
    .description("every case: uid, level, profile, id, title")
    .option("--only <filter>", "uid, id or glob (repeatable)", append, [])
    .option("--json", "print JSON lines")
    .option("--as-of <version>", "only cases that this version of the catalogue had")
    .option("--fixtures <folder>", "another catalogue")
    .addHelpText("after", "\nExamples:\n  streamproof cases list\n  streamproof cases list --only 'usage/*' --json")
    .action(async (words: string[], options) => {
      refuseWords(cases, words);
      const { listCases } = await import("../list-cases.ts");
      done(await listCases(options, terminal));
    });
  cases
    .command("show")
    .description("one case: its rule, evidence, bytes, cuts and accepted outcomes")
    .argument("<case>", "uid or id")
    .option("--variant <key>", "the variant whose bytes to show", "plain")
    .option("--fixtures <folder>", "another catalogue")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof cases show s3ed\n  streamproof cases show c102 --variant cuts=seams",
    )
    .action(async (name: string, options) => {
      const { showCase } = await import("../show-case.ts");
      done(showCase(name, options, terminal));
    });
  cases
    .command("diff")
    .description("what differs between two JSON reports, or between two catalogues: a line a case")
    .argument("<a>", "the earlier report or folder of fixtures")
    .argument("<b>", "the later one, of the same kind")
    .option("--json", "print JSON lines")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof cases diff last-week.json today.json\n  streamproof cases diff old/fixtures fixtures --json",
    )
    .action(async (a: string, b: string, options) => {
      const { diffCases } = await import("../cases-diff.ts");
      done(diffCases(a, b, options, terminal));
    });
}
