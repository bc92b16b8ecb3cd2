/** Declares the command `schema`. */
import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";

export function declareSchema(program: Command, { terminal, done }: CommandContext): void {
  program
    .command("schema")
    .description("print a shape as JSON Schema 2020-12, or the names of all shapes")
    .argument("[name]", "a shape's name")
    .option("--out <folder>", "write every shape to FOLDER/NAME.schema.json")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof schema\n  streamproof schema wire-chunk > wire-chunk.schema.json\n  streamproof schema --out docs/schema",
    )
    .action(async (name: string | undefined, options) => {
      const { schema } = await import("../schema.ts");
      done(schema(name, options, terminal));
    });
}
