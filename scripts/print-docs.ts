/** Prints into the documents what the code knows; `--check` fails where a document is out of date. */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync } from "node:fs";
import path from "node:path";
import { readClients } from "../conformance/cli/client-manifest.ts";
import { EXIT_CODES } from "../conformance/cli/exit-codes.ts";
import { loadCatalogue } from "../conformance/catalogue/index.ts";
import { FLAWED_CLIENTS } from "../conformance/models/index.ts";
import { CAPABILITIES, FINDINGS } from "../conformance/shape/index.ts";
import { areaOf } from "../conformance/shape/rule-page.ts";
import { SHAPES } from "../conformance/shape/shapes.ts";
import { DIALECTS } from "../src/dialect/index.ts";
import { printJsonSchema } from "../src/docs/index.ts";
import { printCoverageClaim } from "./coverage-claim.ts";
import { printDialectPage } from "./dialect-page.ts";
import { printRulePages } from "./rule-pages.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
}

/** What stands between `<!-- printed: NAME -->` and `<!-- end -->`. */
const PRINTED: Readonly<Record<string, () => string>> = {
  "exit codes": () =>
    table(
      ["code", "means"],
      Object.entries(EXIT_CODES).map(([code, meaning]) => [code, meaning]),
    ),
  capabilities: () =>
    table(
      ["capability", "the adapter …"],
      Object.entries(CAPABILITIES).map(([name, meaning]) => [`\`${name}\``, meaning]),
    ),
  findings: () =>
    table(
      ["code", "means"],
      Object.entries(FINDINGS).map(([code, meaning]) => [`\`${code}\``, meaning]),
    ),
  coverage: () => printCoverageClaim(path.join(ROOT, "fixtures/coverage"), loadCatalogue(), FLAWED_CLIENTS.length),
  clients: () =>
    table(
      ["name", "what it is"],
      readClients().map(({ manifest }) => [`\`${manifest.name}\``, manifest.title]),
    ),
  cases: () =>
    table(
      ["uid", "level", "id", "rule"],
      loadCatalogue().map(({ case: one }) => [
        `[${one.uid}](rules/${areaOf(one.id)}.md#${one.uid})`,
        one.level,
        `\`${one.id}\``,
        one.rule,
      ]),
    ),
  "flawed clients": () =>
    table(
      ["flawed client", "flaw", "caught by"],
      FLAWED_CLIENTS.map(({ id, flaw, breaks }) => [`\`${id}\``, flaw, breaks.map(({ uid }) => uid).join(", ")]),
    ),
};

const DOCUMENTS = ["README.md", "CONTRIBUTING.md", "docs/catalogue.md", "docs/protocol.md"];
const SCHEMAS = "docs/schema";
const RULES = "docs/rules";

function filled(text: string, file: string): string {
  return text.replaceAll(
    /(<!-- printed: ([a-z ]+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, open: string, name: string, close: string) => {
      const print = PRINTED[name];
      if (print === undefined) throw new Error(`${file}: nothing is printed under the name ${name}`);
      return `${open}\n${print()}\n\n${close}`;
    },
  );
}

const wanted = new Map<string, string>();
for (const file of DOCUMENTS) wanted.set(file, filled(readFileSync(path.join(ROOT, file), "utf8"), file));
for (const [name, { schema, title }] of Object.entries(SHAPES)) {
  wanted.set(`${SCHEMAS}/${name}.schema.json`, `${JSON.stringify(printJsonSchema(name, schema, title), null, 2)}\n`);
}
wanted.set("docs/dialects.md", printDialectPage(Object.values(DIALECTS)));
for (const [name, text] of printRulePages(loadCatalogue(), FLAWED_CLIENTS)) wanted.set(`${RULES}/${name}`, text);
// These folders hold nothing but what is printed.
const orphans = [SCHEMAS, RULES]
  .filter((folder) => existsSync(path.join(ROOT, folder)))
  .flatMap((folder) => readdirSync(path.join(ROOT, folder)).map((name) => `${folder}/${name}`))
  .filter((file) => !wanted.has(file));
const stale = [...wanted]
  .filter(([file, text]) => !existsSync(path.join(ROOT, file)) || readFileSync(path.join(ROOT, file), "utf8") !== text)
  .map(([file]) => file);

if (process.argv.includes("--check")) {
  for (const file of [...stale, ...orphans])
    process.stderr.write(`${file}: out of date; \`npm run docs\` prints it anew\n`);
  process.exitCode = stale.length + orphans.length === 0 ? 0 : 1;
} else {
  for (const folder of [SCHEMAS, RULES]) mkdirSync(path.join(ROOT, folder), { recursive: true });
  for (const file of stale) writeFileSync(path.join(ROOT, file), wanted.get(file) ?? "");
  for (const file of orphans) rmSync(path.join(ROOT, file));
  process.stdout.write(
    `${stale.length} printed, ${orphans.length} removed, ${wanted.size - stale.length} as they were\n`,
  );
}
