/** Writes a drawn stream as a case. */
import type { BrokenStream, DrawnStream, NumberedStream, Quirk } from "../../generators/index.ts";
import { QUIRKS } from "../../generators/index.ts";
import type { SseBlock } from "../../src/wire/index.ts";
import { duesOfTruth } from "../fuzz/due-of-stream.ts";
import { isBinding } from "../fuzz/fit-scope.ts";
import type { Capability } from "../shape/capability.ts";
import { CASE_SCHEMA, weakestLevel, type Level } from "../shape/case.ts";

/** As many uids as three places of base 36 have: one more would stand twice. */
export const GENERATED_CASES_MAX = 36 ** 3;

/** The document of the case, before it is printed. `command` is how to make it again. */
export function generatedCase(
  drawn: NumberedStream,
  command: string,
  since: string,
): Readonly<Record<string, unknown>> {
  const { whole, broken, number } = drawn;
  const { profile, truth } = whole;
  const { choices } = truth.message;
  const hasCalls = choices.some(({ tool_calls: calls }) => calls.length > 0);
  const asksForUsage = truth.usage !== null || whole.knobs.quirks.includes("usage/missing");
  const change = broken?.fault.title ?? quirksOf(whole)[0]?.title ?? "";
  return {
    schema: CASE_SCHEMA,
    uid: `g${number.toString(36).padStart(3, "0")}`,
    id: `generated/${profile.name}-${number}`,
    title: `${profile.title}, drawn stream ${number}${change === "" ? "" : `: ${change}`}`,
    rule:
      broken === null
        ? "The message is the same however it is spelled, framed and cut."
        : "Nothing is invented after a fault, and what must be told is told.",
    ...weightOf(whole, broken),
    refs: [{ kind: "source", at: profile.name, shows: profile.source }],
    profile: needsDialect(whole) ? profile.dialect : "core",
    needs: needsOf(whole, broken),
    since,
    tags: ["generated", profile.name, ...whole.knobs.quirks, ...(broken === null ? [] : [broken.fault.id])],
    why: `Drawn, not written: ${command}`,
    op: "chat.stream",
    request: {
      ...(asksForUsage ? { include_usage: true } : {}),
      ...(hasCalls ? { tools: true } : {}),
      ...(choices.length > 1 ? { n: choices.length } : {}),
    },
    exchanges: [broken === null ? wholeExchange(whole) : brokenExchange(broken)],
    ...(broken === null ? {} : { variants: { cuts: ["event"], eol: [], spacing: [], transfer: [] } }),
    compare: { content: broken === null ? "exact" : "prefix" },
    expect: { any_of: broken === null ? duesOfTruth(whole, false) : brokenEnds(broken) },
  };
}

/**
 * What is compared, no more: of a broken answer no call is, and nothing at all where a failure has to be told. Where no
 * text is, it is what else there is, or a client that says nothing would pass.
 */
function needsOf({ truth }: DrawnStream, broken: BrokenStream | null): readonly Capability[] {
  const { choices } = truth.message;
  const isWhole = broken === null;
  const isRefused = isWhole
    ? choices.some(({ refusal }) => refusal !== null)
    : broken.due.outcomes.includes("completed") && broken.due.begun.flat().includes("refusal");
  const isTextless = isWhole && choices.every(({ content }) => content === null);
  const has = (isThere: (choice: (typeof choices)[number]) => boolean) => choices.some(isThere);
  const said: readonly Capability[] = [
    ...(isWhole && has(({ tool_calls: calls }) => calls.length > 0) ? ["report.tool_calls" as const] : []),
    ...(isRefused ? ["report.refusal" as const] : []),
    ...(isTextless && has(({ reasoning }) => reasoning !== null) ? ["report.reasoning" as const] : []),
  ];
  return [
    ...said,
    ...(isTextless && said.length === 0 && truth.usage !== null ? ["report.usage" as const] : []),
    ...(choices.length > 1 ? ["report.choices" as const] : []),
  ];
}

/** What only the provider's own members say: reasoning, and usage that is not the chunk's. */
function needsDialect({ chunks, truth }: DrawnStream): boolean {
  const isReasoned = truth.message.choices.some(({ reasoning }) => reasoning !== null);
  const isCounted = chunks.some(({ usage }) => typeof usage === "object" && usage !== null);
  return isReasoned || (truth.usage !== null && !isCounted);
}

/** A drawn stream binds no more than the weakest thing in it: another provider's ways are `should` at most. */
function weightOf(whole: DrawnStream, broken: BrokenStream | null): Readonly<Record<string, unknown>> {
  const quirks = quirksOf(whole);
  const isPlain = whole.profile.name === "openai";
  const parts = [...quirks, ...(broken === null ? [] : [broken.fault])];
  const own: Level = isPlain && isBinding(whole.truth) ? "must" : "should";
  const levels: readonly Level[] = [own, ...parts.map(({ level }) => level)];
  const isSpec = isPlain && parts.every(({ basis }) => basis === "spec");
  const input = broken !== null ? "broken" : isSpec ? "legal" : "deviant";
  return { level: weakestLevel(levels), basis: isSpec ? "spec" : "field", input };
}

function quirksOf({ knobs }: DrawnStream): readonly Quirk[] {
  return knobs.quirks.flatMap((id) => QUIRKS.get(id) ?? []);
}

function wholeExchange({ blocks, framing }: DrawnStream): Readonly<Record<string, unknown>> {
  const { eol, space, bom, done, finalBlankLine } = framing;
  return {
    blocks: blocks.map(caseBlock),
    framing: { eol, space, bom, done, final_blank_line: finalBlankLine },
  };
}

function caseBlock(block: SseBlock): Readonly<Record<string, unknown>> {
  if (block.kind === "comment") return { comment: block.text };
  if (block.kind === "raw") return { raw: block.text };
  const { kind: _kind, ...fields } = block;
  return fields;
}

/** The bytes themselves: a body that breaks off inside a character is no text. */
function brokenExchange({ bytes, end }: BrokenStream): Readonly<Record<string, unknown>> {
  return { body_base64: Buffer.from(bytes).toString("base64"), end };
}

/**
 * The texts are those of the truth, of which a beginning is enough, and null where not even that was sent: a client may
 * not know of the choice. The finish is what was sent of it.
 */
function brokenEnds({ due, whole }: BrokenStream): readonly Readonly<Record<string, unknown>>[] {
  const choices = whole.truth.message.choices.map(({ index, content, reasoning, refusal }, at) => {
    const begun = due.begun[at] ?? [];
    return {
      index,
      // What else may stand beside a refusal is left open, as it is of a whole one.
      ...(refusal === null ? { content: begun.includes("content") ? content : null } : {}),
      reasoning: begun.includes("reasoning") ? reasoning : null,
      refusal: begun.includes("refusal") ? refusal : null,
      finish_reason: due.finishes[at] ?? null,
    };
  });
  return due.outcomes.map((outcome) =>
    outcome === "failed"
      ? { name: "told", outcome, errors: { classes: [...due.errors, "unclassified"] } }
      : { name: "left at what came", outcome, message: { choices } },
  );
}
