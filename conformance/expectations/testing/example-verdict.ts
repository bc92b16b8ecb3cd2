/** Verdicts, catalogues and files of expected failures for the tests of this folder. */
import type { CaseVerdict } from "../../shape/report.ts";
import type { Named } from "../../catalogue/select-cases.ts";
import { applyExpectations, type AppliedExpectations } from "../apply-expectations.ts";
import { readExpectations, type Expectations } from "../read-expectations.ts";
import type { PlayKeys } from "../weigh-entry.ts";

export const USAGE_LOST = {
  code: "usage.lost",
  severity: "fail",
  path: "usage",
  expected: { a: 1 },
  actual: null,
} as const;

export function exampleVerdict(over: Partial<CaseVerdict> = {}): CaseVerdict {
  return {
    uid: "c7k2",
    id: "usage/own-empty-choices",
    title: "Usage arrives in a last chunk with empty choices",
    rule: "Usage is reported when its chunk has no choice.",
    level: "must",
    op: "chat.stream",
    profile: "core",
    status: "pass",
    findings: [],
    key: "plain",
    matched: null,
    because: null,
    variants: { run: 3, failed: [], not_judged: 0 },
    delivery: null,
    evidence: null,
    ...over,
  };
}

/** A must that fails as written, its variants not judged. */
export function failingVerdict(over: Partial<CaseVerdict> = {}): CaseVerdict {
  return exampleVerdict({
    status: "fail",
    findings: [USAGE_LOST],
    variants: { run: 0, failed: [], not_judged: 3 },
    ...over,
  });
}

export const CATALOGUE: readonly Named[] = [
  { case: { uid: "c7k2", id: "usage/own-empty-choices", aliases: ["usage/last-chunk"] } },
  { case: { uid: "u1u1", id: "usage/on-finish", aliases: [] } },
  { case: { uid: "a1aa", id: "content/plain", aliases: [] } },
];

export const KEYS: PlayKeys = {
  played: ["plain", "cuts=byte", "cuts=41", "eol=crlf"],
  usual: ["plain", "cuts=byte", "cuts=41", "eol=crlf"],
  all: ["plain", "cuts=byte", "cuts=41", "cuts=42", "eol=crlf"],
};

/** The text of a file with these entries, each a list of lines such as `case: c7k2`. */
export function fileOf(...entries: readonly (readonly string[])[]): string {
  const lines = entries.flatMap((members) =>
    members.map((member, index) => `${index === 0 ? "  - " : "    "}${member}`),
  );
  return ["schema: streamproof/expect@1", "expect:", ...lines, ""].join("\n");
}

export function read(text: string): Expectations {
  return readExpectations(new TextEncoder().encode(text), "streamproof.expect.yaml");
}

export function apply(
  text: string,
  verdicts: readonly CaseVerdict[],
  over: { readonly keys?: PlayKeys; readonly today?: string } = {},
): AppliedExpectations {
  return applyExpectations({
    expectations: read(text),
    verdicts,
    catalogue: CATALOGUE,
    keysOf: () => over.keys ?? KEYS,
    today: over.today ?? "2026-11-23",
  });
}
