/** Validates the recordings of one go-vcr cassette: each stream, and what stands around it. */
import { bodyBytes, readGoVcr, type CassetteExchange, type GoVcrDocument } from "../cassette/index.ts";
import { contentTypeOf, isEventStream } from "../wire/index.ts";
import { checkEventStream, type StreamSeen } from "./check-event-stream.ts";
import { startReport, type FileReport, type ReportDraft } from "./file-report.ts";

/** `file` names the places. Throws as `readGoVcr` does. */
export function validateCassette(file: string, bytes: Uint8Array): FileReport {
  const draft = startReport(["interactions", "streams", "events", "chunks", "done"]);
  const { document, exchanges } = readGoVcr(bytes, file);
  for (const [at, exchange] of exchanges.entries()) {
    const place = `${file}:interactions[${at}]`;
    draft.count("interactions");
    checkLengths(document.interactions[at], exchange, place, draft);
    if (!holdsEventStream(exchange, place, draft)) continue;
    draft.count("streams");
    const seen = checkEventStream(bodyBytes(exchange.response.body), `${place}.response.body`, draft);
    checkUsageAsked(exchange, seen, place, draft);
  }
  return draft.finish("go-vcr cassette");
}

/** By its content type; where hooks took that away, or a 200 says another one, by how it begins. */
function holdsEventStream({ response }: CassetteExchange, place: string, draft: ReportDraft): boolean {
  if (isEventStream(response.headers)) return true;
  if (typeof response.body !== "string") return false;
  const type = contentTypeOf(response.headers);
  if (type === null) return /^\ufeff?(?:data|event|id|retry)?:/.test(response.body);
  if (response.status !== 200 || !/^\ufeff?(?::.*\n+)*data: ?\{/.test(response.body)) return false;
  draft.say("L01", `${place}.response`, "headers", `events come as ${JSON.stringify(type.slice(0, 60))}`);
  return true;
}

/** A length that is said (it is -1 for streams) is that of the body: a recording that was edited by hand often forgets it. */
function checkLengths(
  recorded: GoVcrDocument["interactions"][number] | undefined,
  { request, response }: CassetteExchange,
  place: string,
  draft: ReportDraft,
): void {
  if (recorded === undefined || !("proto" in recorded.request) || !("proto" in recorded.response)) return;
  const { uncompressed, content_length: answered } = recorded.response;
  const hasNoBody = request.method === "HEAD" || response.status === 204 || response.status === 304;
  const lengths = [
    ["request", recorded.request.content_length, request.body, true],
    // Where Go undid a compression, the length would be that of other bytes.
    ["response", answered, response.body, uncompressed !== true && !hasNoBody],
  ] as const;
  for (const [side, said, body, isBound] of lengths) {
    const is = bodyBytes(body).length;
    if (!isBound || said < 0 || said === is) continue;
    draft.add("note", `${place}.${side}`, "content_length", `content_length is ${said}, the body has ${is} bytes`);
  }
}

function checkUsageAsked({ request }: CassetteExchange, seen: StreamSeen, place: string, draft: ReportDraft): void {
  if (seen.chunks === 0) return;
  const asked = asksForUsage(request.body);
  if (asked && !seen.hasUsage && !seen.hasFailed) {
    draft.say("L74", `${place}.response`, "body", "usage was asked for, and did not come");
  } else if (!asked && seen.hasUsage) {
    draft.say("L74", `${place}.response`, "body", "usage came unasked");
  }
}

function asksForUsage(body: CassetteExchange["request"]["body"]): boolean {
  try {
    const request: unknown = JSON.parse(new TextDecoder().decode(bodyBytes(body)));
    const { stream_options: options } = request as { readonly stream_options?: { readonly include_usage?: unknown } };
    return options?.include_usage === true;
  } catch {
    return false;
  }
}
