/** Prints the page of the dialects from their table: what each can say, what it adds, and what stands behind that. */
import { PROFILES, type DialectProfile } from "../generators/index.ts";
import { ownMembers, type Dialect, type Evidence } from "../src/dialect/index.ts";

const NOTE = "<!-- printed from src/dialect by `npm run docs`; not edited by hand -->";

const INTRO = `# The dialects

How each provider spells the stream. The name is what an adapter claims in \`profiles\` and \`--profile\` asks for; beside them there is \`core\`, which all have in common. \`npx streamproof schema chunk-NAME\` prints the shape of a chunk.

Confidence is high where many raw recordings stand behind a dialect, medium where few do, or the provider's own code, types or documents, low where there are issues, or recordings that a client had rewritten. A *provisional* dialect has fewer than three raw recordings. Counts from \`recordings\` are counted again by a test; a \`survey\` is of public recordings that were counted once.`;

export function printDialectPage(dialects: readonly Dialect[]): string {
  const parts = [NOTE, INTRO, printOverview(dialects), ...dialects.map(printDialect)];
  return `${parts.join("\n\n")}\n`;
}

// --- internal ---

const code = (text: string): string => `\`${text}\``;
const listed = (names: readonly string[], none = "–"): string =>
  names.length === 0 ? none : names.map(code).join(", ");
const yesOrNo = (holds: boolean): string => (holds ? "yes" : "–");
const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const confidenceOf = ({ confidence, provisional }: Dialect): string =>
  provisional ? `${confidence}, provisional` : confidence;

function printOverview(dialects: readonly Dialect[]): string {
  const head = ["name", "provider", "confidence", "reasoning", "refusal", "calls", "n > 1", "usage"];
  const rows = dialects.map((dialect) => {
    const { name, title, expressible } = dialect;
    return [
      `[${code(name)}](#${name})`,
      title,
      confidenceOf(dialect),
      listed(expressible.reasoning),
      yesOrNo(expressible.refusal),
      yesOrNo(expressible.toolCalls),
      yesOrNo(expressible.choices === "many"),
      expressible.usage === "always" ? "always" : "where asked for",
    ];
  });
  return [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
}

function printDialect(dialect: Dialect): string {
  const { name, title, expressible, evidence, sources } = dialect;
  const profiles: readonly DialectProfile[] = Object.values<DialectProfile>(PROFILES);
  const drawn = profiles.filter((profile) => profile.dialect === name).map((profile) => profile.name);
  return [
    `<a id="${name}"></a>`,
    `## ${title}`,
    `${code(name)}; confidence ${confidenceOf(dialect)}.`,
    [
      `- Own members: ${listed(ownMembers(dialect.chunk), "none")}`,
      `- Finish reasons: ${listed(expressible.finishReasons, "none is ever sent")}`,
      `- Drawn by \`generate --dialect\`: ${listed(drawn, "not yet")}`,
      `- Read: ${sources.join("; ")}`,
    ].join("\n"),
    [row(["claim", "held", "source"]), row(["---", "---", "---"]), ...evidence.map(printEvidence)].join("\n"),
  ].join("\n\n");
}

function printEvidence({ claim, seen, of, unit, source }: Evidence): string {
  return row(
    [claim, of === 0 ? "not counted" : `${seen} of ${of} ${unit}`, source].map((cell) => cell.replaceAll("|", "\\|")),
  );
}
