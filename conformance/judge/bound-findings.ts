/** Bounds the findings of one play: a client that is wrong ten thousand times says the same ten thousand times. */
import { DEFAULT_LIMITS } from "../../src/base/index.ts";
import type { Finding, FindingCode } from "../shape/finding.ts";

/** The first few of each code, in order; the last of them is followed by one that counts the rest. */
export function boundFindings(
  findings: readonly Finding[],
  kept: number = DEFAULT_LIMITS.findingsPerCodeKept,
): readonly Finding[] {
  const counts = new Map<FindingCode, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  const seen = new Map<FindingCode, number>();
  return findings.flatMap((finding) => {
    const { code } = finding;
    const place = (seen.get(code) ?? 0) + 1;
    seen.set(code, place);
    if (place <= kept) return [finding];
    if (place > kept + 1) return [];
    const rest = (counts.get(code) ?? 0) - kept;
    return [{ ...finding, expected: null, actual: `${rest} more of this kind, the first of them here` }];
  });
}
