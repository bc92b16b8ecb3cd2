/** The command `schema`: prints a shape as JSON Schema 2020-12. */
import path from "node:path";
import { ToolkitError } from "../../src/base/index.ts";
import { printJsonSchema } from "../../src/docs/index.ts";
import { SHAPES } from "../shape/shapes.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";
import { writeFileAt } from "./write-file-at.ts";

export function schema(name: string | undefined, options: { readonly out?: string }, terminal: Terminal): ExitCode {
  if (options.out !== undefined) {
    if (options.out === "") throw new ToolkitError("USAGE", "--out", "a folder's name is due");
    const folder = path.resolve(terminal.cwd, options.out);
    const files = (name === undefined ? Object.keys(SHAPES) : [name]).map((one) => ({
      file: `${one}.schema.json`,
      text: textOf(one),
    }));
    for (const { file, text } of files) writeFileAt(path.join(folder, file), text, path.join(options.out, file));
    terminal.stdout.write(`${files.length} schemas written to ${options.out}\n`);
    return 0;
  }
  if (name === undefined) {
    const width = Math.max(...Object.keys(SHAPES).map((one) => one.length));
    for (const [one, shape] of Object.entries(SHAPES)) terminal.stdout.write(`${one.padEnd(width)}  ${shape.title}\n`);
    return 0;
  }
  terminal.stdout.write(textOf(name));
  return 0;
}

function textOf(name: string): string {
  const shape = Object.hasOwn(SHAPES, name) ? SHAPES[name] : undefined;
  if (shape === undefined) throw new ToolkitError("SCHEMA_UNKNOWN", name, `no shape is called ${JSON.stringify(name)}`);
  return `${JSON.stringify(printJsonSchema(name, shape.schema, shape.title), null, 2)}\n`;
}
