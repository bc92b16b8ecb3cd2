/** Prints the pages of the rules, one an area, from the cases and the flawed clients. */
import { expandCase } from "../conformance/expand/index.ts";
import type { FlawedClient } from "../conformance/models/index.ts";
import { printSlices, wireText } from "../conformance/reporters/index.ts";
import type { Alternative, LoadedCase } from "../conformance/shape/index.ts";
import { contentTypeOf } from "../src/wire/index.ts";
import { areaOf } from "../conformance/shape/rule-page.ts";

/** Bytes shown of one answer, and characters of one accepted ending. */
const BYTES_MAX = 900;
const ENDING_CHARS_MAX = 400;

/** Text by file name below the folder of the pages; each rule has its uid for an anchor. */
export function printRulePages(
  cases: readonly LoadedCase[],
  flawed: readonly Pick<FlawedClient, "id" | "flaw" | "breaks">[],
): ReadonlyMap<string, string> {
  const areas = new Map<string, LoadedCase[]>();
  for (const loaded of cases) {
    const area = areaOf(loaded.case.id);
    areas.set(area, [...(areas.get(area) ?? []), loaded]);
  }
  const pages = new Map<string, string>();
  for (const [area, members] of [...areas].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const rules = members.map((loaded) => printRule(loaded, flawed));
    pages.set(`${area}.md`, `${NOTE}\n\n# ${area}\n\n${listOf(members)}\n\n${rules.join("\n\n")}\n`);
  }
  const links = [...areas]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([area, { length }]) => `- [${area}](${area}.md): ${length} ${length === 1 ? "rule" : "rules"}`);
  pages.set("README.md", `${NOTE}\n\n# The rules, by area\n\n${links.join("\n")}\n`);
  return pages;
}

// --- internal ---

const NOTE = "<!-- printed from the cases by `npm run docs`; not edited by hand -->";

function listOf(members: readonly LoadedCase[]): string {
  return members
    .map(({ case: { uid, id, level, title } }) => `- [\`${id}\`](#${uid}) (\`${uid}\`, ${level}): ${prose(title)}`)
    .join("\n");
}

function printRule(loaded: LoadedCase, flawed: readonly Pick<FlawedClient, "id" | "flaw" | "breaks">[]): string {
  const { case: one } = loaded;
  const broken = flawed.flatMap(({ id, flaw, breaks }) =>
    breaks
      .filter(({ uid }) => uid === one.uid)
      .map(({ because }) => `- \`${id}\`: ${prose(flaw)} Here: ${prose(because)}`),
  );
  const needs = one.needs.length === 0 ? one.op : `${one.op} with ${one.needs.join(", ")}`;
  return [
    `<a id="${one.uid}"></a>`,
    `## ${prose(one.title)}`,
    `\`${one.uid}\` \`${one.id}\` · **${one.level}** · basis ${one.basis} · input ${one.input} · profile ${one.profile} · ${needs} · since ${one.since}`,
    `> ${prose(one.rule)}`,
    ...(one.why === undefined ? [] : [prose(one.why)]),
    ...answersOf(loaded),
    `Accepted, the first that matches wins:\n\n${one.expect.any_of.map((ending, at) => `${at + 1}. ${endingOf(ending)}`).join("\n")}`,
    ...(one.presumes.length === 0
      ? []
      : [`Not judged where ${one.presumes.map((uid) => `\`${uid}\``).join(" or ")} fails: the same bug fails both.`]),
    ...(one.expect.server === undefined ? [] : [`Seen by the server: ${code(JSON.stringify(one.expect.server))}`]),
    ...(one.refs.length === 0
      ? []
      : [
          `References:\n\n${one.refs.map((ref) => `- ${ref.kind} ${code(ref.at)}: ${prose(ref.shows)} (checked: ${ref.checked})`).join("\n")}`,
        ]),
    ...(broken.length === 0 ? [] : [`Flawed clients that break it:\n\n${broken.join("\n")}`]),
  ].join("\n\n");
}

/** The plain play, bounded: what a server writes, with its odd ways. */
function answersOf(loaded: LoadedCase): readonly string[] {
  const [plain] = expandCase(loaded, { variants: "none" });
  return (plain?.script.exchanges ?? []).map((exchange, at, all) => {
    const type = contentTypeOf(exchange.headers) ?? "no content type";
    const odd = wireText(exchange);
    const facts = [`HTTP ${exchange.status}`, type, ...(odd === "" ? [] : [odd]), `ends by ${exchange.end.kind}`];
    const share = Math.max(200, Math.floor(BYTES_MAX / all.length));
    const sent = printSlices(exchange.slices, { bytesMax: share, around: null });
    const fence = "`".repeat(Math.max(3, ...[...sent.matchAll(/`+/g)].map(([run]) => run.length + 1)));
    return `Sent${all.length === 1 ? "" : ` ${at + 1}`}: ${prose(facts.join(", "))}\n\n${fence}text\n${sent}\n${fence}`;
  });
}

function endingOf({ name, ...ending }: Alternative): string {
  const text = JSON.stringify(ending);
  const bounded = text.length <= ENDING_CHARS_MAX ? text : `${[...text].slice(0, ENDING_CHARS_MAX).join("")}…`;
  return `${name === undefined ? "" : `${prose(name)}: `}${code(bounded)}`;
}

/** A code span that holds any backticks. */
function code(text: string): string {
  const shown = escaped(text);
  const tick = "`".repeat(1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)));
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${tick}${pad}${shown}${pad}${tick}`;
}

/** What cannot be seen is spelled as JSON spells it. */
function escaped(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}

/** Outside of code spans nothing opens a tag, emphasis or a heading; line ends become spaces. */
function prose(text: string): string {
  return escaped(text.replaceAll(/\s+/g, " "))
    .trim()
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : part.replaceAll(/[<*\\]/g, String.raw`\$&`)))
    .join("");
}
