/** What always holds of a judgement, each law with a judge that breaks it. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CAPABILITIES, type Capability } from "../shape/capability.ts";
import { Case } from "../shape/case.ts";
import { Result } from "../shape/protocol.ts";
import { FINDINGS } from "../shape/finding.ts";
import {
  due,
  exampleCase,
  exampleClaim,
  exampleResult,
  exampleSeen,
  type Json,
} from "./testing/example-observation.ts";
import { judge } from "./judge.ts";
import type { Judgement } from "./judgement.ts";

type Judge = typeof judge;

const RUN = { seed: 20261107, numRuns: 300 };

/** The law holds of the judge, and the flawed judges are caught breaking it. */
function holds(law: (judged: Judge) => fc.IProperty<unknown>, mutants: Readonly<Record<string, Judge>>): void {
  fc.assert(law(judge), RUN);
  for (const [name, mutant] of Object.entries(mutants)) {
    expect(fc.check(law(mutant), RUN).failed, `${name} goes unnoticed`).toBe(true);
  }
}

/** Whether a client is let off: the findings that fail, by code, and how many only warn. */
function weight({ findings }: Judgement): Json {
  const failing = findings.filter((finding) => finding.severity === "fail");
  return { fails: failing.length, warns: findings.length - failing.length };
}

// --- what clients say ---

const word = fc.string({ unit: "binary", maxLength: 8 });
const maybeText = fc.option(word, { nil: null });
const json = fc.jsonValue({ maxDepth: 2 });
const call = fc.record(
  {
    id: maybeText,
    name: maybeText,
    arguments: maybeText,
    arguments_json: json,
    status: fc.constantFrom("final", "invalid", "partial"),
  },
  { requiredKeys: [] },
);
const finish = fc.constantFrom(null, "", "stop", "length", "tool-calls", "error", "unknown", "other", "STOP");
const choice = fc.record(
  {
    index: fc.nat(3),
    content: maybeText,
    reasoning: maybeText,
    refusal: maybeText,
    tool_calls: fc.array(call, { maxLength: 3 }),
    finish_reason: finish,
    finish_reason_raw: finish,
  },
  { requiredKeys: [] },
);
const message = fc.record({ choices: fc.array(choice, { maxLength: 3 }) });
const usage = fc.option(
  fc.dictionary(
    fc.constantFrom("prompt_tokens", "completion_tokens", "total_tokens", "prompt_tokens_details", "__proto__"),
    json,
  ),
  { nil: null },
);
const chunk = fc.oneof(
  json,
  fc.record(
    {
      choices: fc.array(
        fc.record({
          index: json,
          delta: fc.record({ content: json, tool_calls: json }),
          finish_reason: json,
          error: json,
        }),
        { maxLength: 2 },
      ),
      error: json,
      usage: json,
    },
    { requiredKeys: [] },
  ),
);
const error = fc.record(
  {
    native: fc.constantFrom("TypeError", "constructor", "__proto__", "APIError", "java.lang.NullPointerException", ""),
    message: maybeText,
    status: fc.nat(600),
    code: fc.oneof(word, fc.nat()),
    class: fc.constantFrom("truncated", "provider_error", "unclassified", null),
    surface: fc.constantFrom("throw", "event", "stray", null),
  },
  { requiredKeys: [] },
);
const event = fc.record({ event: word, data: word, id: maybeText });
const result = fc
  .record(
    {
      outcome: fc.constantFrom("completed", "failed", "unsupported"),
      chunks: fc.array(chunk, { maxLength: 4 }),
      message: fc.option(message, { nil: null }),
      usage,
      events: fc.array(event, { maxLength: 4 }),
      errors: fc.array(error, { maxLength: 3 }),
      abort: fc.option(fc.record({ requested: fc.boolean() }), { nil: null }),
    },
    { requiredKeys: ["outcome"] },
  )
  .map((said) => Result.parse({ type: "result", id: "j1", ...said }));
const capabilities = fc.subarray(Object.keys(CAPABILITIES) as Capability[]);

// --- what was due ---

const dueMessage = fc.record({
  choices: fc.array(
    fc.record(
      {
        content: maybeText,
        reasoning: maybeText,
        refusal: maybeText,
        tool_calls: fc.array(fc.record({ id: maybeText, name: maybeText, arguments: word }, { requiredKeys: [] }), {
          maxLength: 2,
        }),
        finish_reason: fc.constantFrom(null, "stop", "length", "eos", "error"),
      },
      { requiredKeys: [] },
    ),
    { maxLength: 1 },
  ),
});
const alternative = fc.record(
  {
    outcome: fc.constantFrom("completed", "failed"),
    message: dueMessage,
    usage: fc.constantFrom(null, { prompt_tokens: 1, completion_tokens: 0 }),
    events: fc.array(
      event.map(({ id, ...rest }) => ({ ...rest, ...(id === null ? {} : { id }) })),
      { maxLength: 3 },
    ),
    errors: fc.record(
      {
        classes: fc.constantFrom(["truncated"], ["provider_error", "unclassified"]),
        status: fc.constantFrom(400, 429),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ["outcome"] },
);
const alternatives = fc.array(alternative, { minLength: 1, maxLength: 3 });

test("law: whatever a client says, it is judged, with codes of the table and JSON values of bounded size", () => {
  const anything = fc.tuple(alternatives, fc.constantFrom("chat.stream", "sse.read"), capabilities, result);
  holds(
    (judged) =>
      fc.property(anything, ([any_of, op, declared, said]) => {
        const claim = { ...exampleClaim(), capabilities: declared };
        const { findings } = judged(exampleCase({ op, expect: { any_of } }), claim, exampleSeen(said));
        for (const finding of findings) {
          expect(Object.keys(FINDINGS)).toContain(finding.code);
          expect(JSON.stringify([finding.expected, finding.actual]).length).toBeLessThan(10_000);
          expect(JSON.parse(JSON.stringify(finding))).toEqual(finding);
        }
      }),
    {
      "a judge that trusts the report's shape": (given, claim, seen) => {
        if (seen.ending.kind === "result" && (seen.ending.result.message ?? null) === null)
          throw new Error("no message");
        return judge(given, claim, seen);
      },
    },
  );
});

test("law: what a client does not declare never changes what it is told", () => {
  // Everything but text, outcome and errors is undeclared.
  const claim = exampleClaim({ capabilities: ["chat.stream", "report.message"] });
  const noise = fc.tuple(alternatives, maybeText, choice, usage, fc.array(chunk, { maxLength: 3 }));
  holds(
    (judged) =>
      fc.property(noise, ([any_of, content, extra, said, chunks]) => {
        const given = exampleCase({ expect: { any_of } });
        const bare = { choices: [{ index: 0, content }] };
        const noisy = {
          choices: [
            { ...extra, index: 0, content },
            { ...extra, index: 1 },
          ],
        };
        const plain = judged(given, claim, exampleSeen(exampleResult({ message: bare, usage: null })));
        const loud = judged(given, claim, exampleSeen(exampleResult({ message: noisy, usage: said, chunks })));
        expect(loud).toEqual(plain);
      }),
    { "a judge that reads all there is": (given, _, seen) => judge(given, exampleClaim(), seen) },
  );
});

test("law: the order of the accepted ends decides no more than the name of the one that matched", () => {
  const both = fc.tuple(alternatives, result);
  holds(
    (judged) =>
      fc.property(both, ([any_of, said]) => {
        const seen = exampleSeen(said);
        const one = judged(exampleCase({ expect: { any_of } }), exampleClaim(), seen);
        const other = judged(exampleCase({ expect: { any_of: any_of.toReversed() } }), exampleClaim(), seen);
        expect(weight(other)).toEqual(weight(one));
        expect(other.matched === null).toBe(one.matched === null);
      }),
    {
      "a judge that reads the first end only": (given, claim, seen) =>
        judge({ ...given, expect: { ...given.expect, any_of: given.expect.any_of.slice(0, 1) } }, claim, seen),
    },
  );
});

function codesOf({ findings }: Judgement): readonly string[] {
  return findings.map((finding) => finding.code);
}

/** Spells every "no text" of a choice as null, as "" or not at all. */
function spellNone(choice: Json, spelling: unknown): Json {
  const members = Object.entries(choice).map(([name, value]) => [
    name,
    value === null || value === "" ? spelling : value,
  ]);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

test("law: null, absent and the empty text are one value", () => {
  const spelling = fc.constantFrom(null, "", undefined);
  const texts = fc.record({ content: maybeText, reasoning: maybeText, refusal: maybeText });
  const noise = fc.tuple(texts, texts, spelling, fc.constantFrom(null, ""));
  holds(
    (judged) =>
      fc.property(noise, ([wanted, said, reported, asked]) => {
        const verdict = (dueNone: unknown, none: unknown) =>
          judged(
            exampleCase(due({ outcome: "completed", message: { choices: [spellNone(wanted, dueNone)] } })),
            exampleClaim(),
            exampleSeen(exampleResult({ message: { choices: [spellNone(said, none)] } })),
          );
        expect(codesOf(verdict(asked, reported))).toEqual(codesOf(verdict(null, null)));
      }),
    {
      "a judge that tells null from the empty text": (given, claim, seen) =>
        judge(Case.parse({ ...given, compare: { null_is_absent: false } }), claim, seen),
    },
  );
});

test("law: the truth itself has no finding, and one change of it has", () => {
  const whole = fc.record({
    content: fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
    reasoning: word,
    tool_calls: fc.array(fc.record({ id: word, name: word, arguments: json.map((value) => JSON.stringify(value)) }), {
      maxLength: 3,
    }),
    finish_reason: fc.constantFrom("stop", "length", "tool_calls", "content_filter", "eos"),
  });
  const cases = fc.tuple(whole, fc.constantFrom("content", "finish_reason", "tool_calls"));
  holds(
    (judged) =>
      fc.property(cases, ([truth, member]) => {
        const given = exampleCase(due({ outcome: "completed", message: { choices: [truth] } }));
        const codes = (said: Json) =>
          judged(given, exampleClaim(), exampleSeen(exampleResult({ message: { choices: [said] } }))).findings.map(
            (one) => one.code,
          );
        expect(codes(truth)).toEqual([]);
        const wrong = {
          content: truth.content.slice(0, -1),
          finish_reason: `${truth.finish_reason}stop`,
          tool_calls: [...truth.tool_calls, { id: "extra", name: "extra", arguments: "{}" }],
        };
        expect(codes({ ...truth, [member]: wrong[member] })).not.toEqual([]);
      }),
    {
      "a judge that finds nothing": () => ({ findings: [], matched: "0" }),
      "a judge that never looks at tool calls": (given, claim, seen) =>
        judge(
          given,
          { ...claim, capabilities: claim.capabilities.filter((name) => name !== "report.tool_calls") },
          seen,
        ),
      "a judge that takes a beginning for the whole": (given, claim, seen) =>
        judge({ ...given, compare: { ...given.compare, content: "prefix" } }, claim, seen),
    },
  );
});
