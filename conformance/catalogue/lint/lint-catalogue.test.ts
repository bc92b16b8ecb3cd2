/** The catalogue as a whole is without fault, and each fault is found in a catalogue that has it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { Case, CASE_SCHEMA, type LoadedCase } from "../../shape/case.ts";
import { fixturesRoot } from "../fixtures-root.ts";
import { loadCatalogue } from "../load-catalogue.ts";
import { lintCatalogue } from "./lint-catalogue.ts";
import { lintContested } from "./lint-contested.ts";
import { lintGrounds } from "./lint-grounds.ts";
import { lintCapabilities, lintNeeds, UNUSED_CAPABILITIES } from "./lint-needs.ts";
import { lintPresumes } from "./lint-presumes.ts";
import { lintProfiles } from "./lint-profiles.ts";
import { lintUids } from "./lint-uids.ts";

const ALL = loadCatalogue();
const LOCK = readFileSync(path.join(fixturesRoot(), "uid.lock"), "utf8");

test("the catalogue has no fault", () => {
  expect(lintCatalogue(ALL, LOCK)).toEqual([]);
});

const CLAUSE = { kind: "spec", at: "whatwg-html:9.2.6", shows: "events", checked: "clause" };
const DOCUMENT = { kind: "vendor-doc", at: "acme:streaming", shows: "usage", checked: "clause" };
const ISSUE = { kind: "issue", at: "acme/client#1", shows: "it fails", checked: "thread" };

/** A should on two failures, which is in order; members are laid over it. `texts` are the body's events. */
function made(changes: Readonly<Record<string, unknown>> = {}, body = "data: {}\n\ndata: [DONE]\n\n"): LoadedCase {
  const parsed = Case.parse({
    schema: CASE_SCHEMA,
    uid: "t001",
    id: "test/case",
    title: "A case",
    rule: "A rule.",
    why: "It hurts.",
    level: "should",
    basis: "field",
    input: "legal",
    refs: [ISSUE, { ...ISSUE, at: "acme/client#2" }],
    since: "0.1.0",
    op: "chat.stream",
    exchanges: [{ body }],
    expect: { any_of: [{ outcome: "completed" }] },
    ...changes,
  });
  return { case: parsed, file: `crafted/${parsed.id}.yaml`, bodies: [new TextEncoder().encode(body)] };
}

describe("grounds", () => {
  test("a case in order has no fault", () => {
    expect(lintGrounds(made())).toEqual([]);
    expect(lintGrounds(made({ level: "must", basis: "spec", refs: [CLAUSE] }))).toEqual([]);
  });

  test.each([
    [{ refs: [] }, "no reference"],
    [{ why: undefined }, "why it matters"],
    [{ basis: "spec" }, "cites no clause"],
    [{ basis: "spec", refs: [{ ...CLAUSE, checked: "no" }, ISSUE] }, "cites no clause"],
    [{ basis: "vendor-doc", refs: [CLAUSE, ISSUE] }, "vendor-doc, but cites none"],
    [{ refs: [CLAUSE, { ...CLAUSE, at: "rfc8259:7" }] }, "neither an issue nor a recording"],
    [{ level: "must" }, "failures prove pain"],
    [{ level: "must", basis: "spec", refs: [CLAUSE], input: "deviant" }, "deviant input"],
    [{ level: "must", basis: "vendor-doc", refs: [DOCUMENT], input: "broken" }, "broken input"],
    [{ level: "must", basis: "spec", refs: [CLAUSE, ISSUE], input: "recorded" }, "one source"],
    [{ refs: [ISSUE] }, "on one source"],
    [{ refs: [ISSUE, ISSUE].map((ref) => ({ ...ref, checked: "no" })) }, "looked up"],
  ])("%j is found", (changes, said) => {
    const details = lintGrounds(made(changes)).map(({ detail }) => detail);
    expect(details.join("; ")).toContain(said);
  });

  test("a crafted case elsewhere than its id says is found", () => {
    const [fault] = lintCatalogue([{ ...made(), file: "crafted/other/case.yaml" }], "t001 test/case\n");
    expect(fault?.detail).toBe("is due at crafted/test/case.yaml");
  });
});

const text = (content: string | null, more: object = {}): object => ({ choices: [{ content, ...more }] });
const completed = (members: object): Readonly<Record<string, unknown>> => ({
  expect: { any_of: [{ outcome: "completed", ...members }] },
});

describe("needs", () => {
  test.each([
    [{ needs: ["report.usage"], ...completed({ message: text("a") }) }, "report.usage, which nothing"],
    [{ needs: ["report.error"], expect: { any_of: [{ outcome: "failed" }] } }, "report.error, which nothing"],
    [{ needs: ["report.tool_calls"], ...completed({ usage: {} }) }, "report.tool_calls, which nothing"],
    [{ needs: ["transport.h2"] }, "transport.h2, which nothing"],
    [{ op: "sse.read", needs: ["sse.http"], exchanges: [{ body: "\ufeffdata: a\n\n" }] }, "sse.http, which nothing"],
    [completed({ usage: { total_tokens: 3 } }), "silence would pass"],
    [completed({ message: { choices: [{ tool_calls: [{ name: "f" }] }] } }), "silence would pass"],
    [{ delivery: "incremental" }, "does not need observe.progress"],
  ])("%j is found", (changes, said) => {
    expect(
      lintNeeds(made(changes))
        .map(({ detail }) => detail)
        .join("; "),
    ).toContain(said);
  });

  test.each([
    [{ needs: ["report.usage"], ...completed({ usage: { total_tokens: 3 } }) }],
    [completed({ message: text("a"), usage: { total_tokens: 3 } })],
    [{}],
    [{ needs: ["report.error"], expect: { any_of: [{ outcome: "failed", errors: { status: 401 } }] } }],
    [{ needs: ["report.error"], expect: { any_of: [{ outcome: "failed", errors: { code: "used_up" } }] } }],
    [{ op: "sse.read", needs: ["sse.http"], exchanges: [{ body: "", status: 204 }] }],
    [{ op: "sse.read", needs: ["sse.http"], exchanges: [{ body: "\ufeff\ufeffdata: a\n\n" }] }],
  ])("%j is in order", (changes) => {
    expect(lintNeeds(made(changes))).toEqual([]);
  });
});

const details = (unused: typeof UNUSED_CAPABILITIES): readonly string[] =>
  lintCapabilities(ALL, unused).map(({ detail }) => detail);

describe("capabilities", () => {
  test("one that no case uses must say why, one that is used must not", () => {
    const { "transport.tls": _, ...others } = UNUSED_CAPABILITIES;
    expect(details(others)).toEqual(["transport.tls is used by no case, and no reason is given"]);
    expect(details({ ...UNUSED_CAPABILITIES, "report.usage": "because" })).toEqual([
      "report.usage is listed as unused, and is used",
    ]);
  });
});

test("a profile that no case uses must be known to have none", () => {
  const without = ALL.filter(({ case: one }) => one.profile !== "azure");
  expect(lintProfiles(without).map(({ detail }) => detail)).toEqual([
    "azure is used by no case, and not known to have none",
  ]);
});

const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const delta = (content: string, finish_reason: string | null = null): string =>
  event({ id: "x", choices: [{ index: 0, delta: { content }, finish_reason }] });

const showing = (code: string | number): object => ({ expect: { any_of: [{ outcome: "failed", errors: { code } }] } });

const faults = (...cases: readonly LoadedCase[]): readonly string[] =>
  lintContested(cases).map(({ uid, detail }) => `${uid} ${detail}`);

describe("contested questions", () => {
  const one = made(completed({ message: text("ab", { finish_reason: "stop" }) }), delta("ab", "stop"));
  const other = (changes: Readonly<Record<string, unknown>>, body: string): LoadedCase =>
    made({ uid: "t002", id: "test/other", ...changes }, body);
  test("two that send the same bytes and accept no common end", () => {
    const failing = other({ expect: { any_of: [{ outcome: "failed" }] } }, delta("ab", "stop"));
    expect(faults(one, failing)).toEqual([
      "t001 sends what t002 test/other (should) sends, and accepts no end that it accepts",
    ]);
  });

  test("line ends and the space after a colon make no other question", () => {
    const spelled = delta("ab", "stop").replaceAll("\n", "\r\n").replace("data: ", "data:");
    expect(faults(one, other({ expect: { any_of: [{ outcome: "failed" }] } }, spelled))).toHaveLength(1);
  });

  test("nor do other texts", () => {
    const changed = completed({ message: text("cd", { finish_reason: null }) });
    expect(faults(one, other(changed, delta("cd", "stop")))).toHaveLength(1);
    expect(faults(one, other(completed({ message: text("") }), delta("cd", "stop")))).toHaveLength(1);
  });

  test("two ends that speak of different members, or share an end, hold together", () => {
    expect(faults(one, other(completed({ usage: null }), delta("ab", "stop")))).toEqual([]);
    const both = { expect: { any_of: [{ outcome: "failed" }, { outcome: "completed" }] } };
    expect(faults(one, other(both, delta("ab", "stop")))).toEqual([]);
    expect(faults(one, other({ expect: { any_of: [{ outcome: "failed" }] } }, delta("ab", "length")))).toEqual([]);
  });

  test("two failures that must show different codes; a code is the same as text and as a number", () => {
    const failing = made({ ...showing(429) }, delta("ab", "stop"));
    expect(faults(failing, other({ ...showing("used_up") }, delta("ab", "stop")))).toHaveLength(1);
    expect(faults(failing, other({ ...showing("429") }, delta("ab", "stop")))).toEqual([]);
  });

  test("a judged case that decides what another holds open, and a floor that does not", () => {
    const open = {
      uid: "t003",
      id: "test/open",
      level: "observe",
      expect: { any_of: [{ outcome: "failed" }, { outcome: "completed" }] },
    };
    expect(faults(one, made(open, delta("ab", "stop")))).toEqual([
      "t001 decides what t003 test/open (observe) holds open: it sends the same",
    ]);
    const floor = made({ expect: { any_of: [{ outcome: "failed" }, { outcome: "completed" }] } }, delta("ab", "stop"));
    expect(faults(floor, made(open, delta("ab", "stop")))).toEqual([]);
  });

  test("an event that is due by itself and not inside a longer stream", () => {
    const alone = made({ op: "sse.read", ...completed({ events: [{ data: "" }] }) }, "data\n\n");
    const events = [{ data: "a" }, { data: "b" }];
    const around = (seen: readonly object[]): LoadedCase =>
      other({ op: "sse.read", ...completed({ events: seen }) }, "data: a\n\ndata\n\ndata: b\n\n");
    expect(faults(alone, around(events))).toEqual([
      "t001 is a part of t002 test/other (should), and its events are none of its",
    ]);
    expect(faults(alone, around([{ data: "a" }, { data: "" }, { data: "b" }]))).toEqual([]);
  });

  test.each(["completed", "failed"])("the floor of one of the catalogue's own pairs, made to ask for %s", (side) => {
    const pair = ALL.filter(({ case: { uid } }) => uid === "c517" || uid === "c518");
    expect([pair.length, lintContested(pair)]).toEqual([2, []]);
    const onlySide = (loaded: LoadedCase): LoadedCase["case"]["expect"] => ({
      any_of: loaded.case.expect.any_of.filter(({ outcome }) => outcome === side),
    });
    const decided = pair.map((loaded) =>
      loaded.case.uid === "c517" ? { ...loaded, case: { ...loaded.case, expect: onlySide(loaded) } } : loaded,
    );
    expect(faults(...decided)).toEqual([expect.stringMatching(/^c517 decides what c518 /)]);
  });
});

const presumed = (changes: Readonly<Record<string, unknown>> = {}): LoadedCase =>
  made({ uid: "t002", id: "test/other", ...changes });

const wrongly = (...cases: readonly LoadedCase[]): string =>
  lintPresumes(cases)
    .map(({ uid, detail }) => `${uid} ${detail}`)
    .join("; ");

describe("what is presumed", () => {
  test.each([
    [{ presumes: ["t002"] }, {}],
    [{ presumes: ["t002"] }, { level: "must", basis: "spec", refs: [CLAUSE] }],
    [{ presumes: ["t002"], level: "observe" }, {}],
    [{ presumes: ["t002"], op: "sse.read" }, { op: "sse.read" }],
  ])("%j of %j is in order", (one, other) => {
    expect(wrongly(made(one), presumed(other))).toBe("");
  });

  test.each([
    [{ presumes: ["t009"] }, {}, "t001 presumes t009, which is no case"],
    [{ presumes: ["t001"] }, {}, "t001 presumes itself"],
    [{ presumes: ["t002", "t002"] }, {}, "t001 presumes t002 twice"],
    [{ presumes: ["t002"] }, { op: "sse.read" }, "of sse.read, and is of chat.stream"],
    [{ presumes: ["t002"], level: "observe" }, { level: "observe" }, "t002 test/other, which is never judged"],
    [{ presumes: ["t002"], level: "must" }, {}, "t002 test/other (should), which binds less than must"],
    [{ presumes: ["t002"] }, { presumes: ["t001"] }, "t001 presumes what presumes it"],
    [{ presumes: ["t002"] }, { presumes: ["t001"] }, "t002 presumes what presumes it"],
  ])("%j of %j is found", (one, other, detail) => {
    expect(wrongly(made(one), presumed(other))).toContain(detail);
  });

  test("a circle of three is found at each of them, and what only leads into it is not", () => {
    const third = made({ uid: "t003", id: "test/third", presumes: ["t001"] });
    const into = made({ uid: "t004", id: "test/into", presumes: ["t001"] });
    const found = wrongly(made({ presumes: ["t002"] }), presumed({ presumes: ["t003"] }), third, into);
    expect(found.match(/t00\d(?= presumes what)/g)).toEqual(["t001", "t002", "t003"]);
  });
});

describe("uids", () => {
  test("a lock that is right", () => {
    expect(lintUids([made()], "# given out\nt001 test/case\n")).toEqual([]);
    expect(lintUids([made({ id: "test/new", aliases: ["test/case"] })], "t001 test/case\n")).toEqual([]);
  });

  test.each([
    ["t001 test/other\n", "was given to test/other, and test/case has it"],
    ["t000 test/gone\nt001 test/case\n", "was given to test/gone, and no case has it any more"],
    ["", "of test/case is not written down"],
    ["t001 test/case\nt001 test/case\n", "stands there twice"],
    ["t001 test/case now\n", "is no uid and id"],
    ["t002 test/b\nt001 test/case\n", "not in order"],
  ])("%j is found", (lock, said) => {
    expect(
      lintUids([made()], lock)
        .map(({ detail }) => detail)
        .join("; "),
    ).toContain(said);
  });
});
