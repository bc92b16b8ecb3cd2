/** Declares the command `fixtures copy`. */
import { Option, type Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import { append } from "./option-values.ts";

export function declareFixtures(program: Command, { terminal, done }: CommandContext): void {
  program
    .command("fixtures")
    .description("the cases as plain files, for suites in other languages")
    .addHelpText("after", "\nExamples:\n  streamproof fixtures copy testdata/streams")
    .command("copy")
    .description("write every case to a folder: request, body, cut offsets, expected endings, go-vcr cassette")
    .argument("<folder>", "an empty folder, or one that is yet to be made")
    .option("--only <filter>", "uid, id or glob (repeatable)", append, [])
    .option("--profile <name>", "only cases of this profile (repeatable)", append, [])
    .addOption(
      new Option("--variants <set>", "which variants' cuts and spellings to write")
        .choices(["default", "none"])
        .default("default"),
    )
    .option("--as-of <version>", "only cases that this version of the catalogue had")
    .option("--force", "replace what an earlier copy wrote there, and nothing else")
    .option("--fixtures <folder>", "another catalogue")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof fixtures copy testdata/streams\n  streamproof fixtures copy testdata/streams --only 'usage/*' --profile core --force",
    )
    .action(async (folder: string, options) => {
      const { copyFixtures } = await import("../fixtures.ts");
      done(copyFixtures(folder, options, terminal));
    });
}
