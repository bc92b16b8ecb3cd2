/** Says whether what a client failed could be its runtime's doing, so that a bare client has to play it too. */
import type { Case } from "../shape/case.ts";
import type { CaseVerdict } from "../shape/report.ts";
import { isFailing } from "../judge/index.ts";

const AREAS: ReadonlySet<string> = new Set(["transport", "http", "abort", "connection", "encoding"]);
const FAILED: readonly CaseVerdict["status"][] = ["fail", "warn", "timeout"];

/** Pure. Warnings alone and observed cases speak against nobody, so nothing is to be inherited there. */
export function wantsControl(given: Case, verdict: CaseVerdict): boolean {
  if (!FAILED.includes(verdict.status) || !isFailing(verdict)) return false;
  const codes = verdict.findings.filter((finding) => finding.severity === "fail").map((finding) => finding.code);
  // Where the transport ended in order, only the client could see that the answer had not: no bare client sees it.
  if (codes.includes("truncation.hidden")) return showsItsCut(given, verdict.key);
  if (given.tags.includes("transport") || AREAS.has(given.id.split("/")[0] ?? "")) return true;
  return codes.includes("error.false") && given.input === "legal" && isAboutTransport(given, verdict.key);
}

// --- internal ---

/** A reset, an unfinished framing or an unfinished content coding: what a transport can tell from the bytes. */
function showsItsCut(given: Case, key: string): boolean {
  return given.exchanges.some((exchange) => {
    const { length_delta = 0, encoding_end, no_answer } = exchange.wire ?? {};
    if (length_delta > 0 || encoding_end !== undefined || no_answer === true) return true;
    const transfer = /^transfer=(.+)$/.exec(key)?.[1] ?? exchange.transfer;
    return exchange.end === "rst" || (exchange.end === "missing_last_chunk" && transfer !== "close");
  });
}

function isAboutTransport(given: Case, key: string): boolean {
  if (key.startsWith("transfer=")) return true;
  return given.exchanges.some(
    ({ transfer, headers, wire }) =>
      transfer !== "chunked" ||
      wire !== undefined ||
      Object.keys(headers).some((name) => name.toLowerCase() !== "content-type"),
  );
}
