/** Judges what the server saw: requests too many, too few or incomplete, and connections left open. */
import { isEventStream } from "../../src/wire/index.ts";
import type { Case, CaseExchange } from "../shape/case.ts";
import type { Finding } from "../shape/finding.ts";
import type { DeliveryRecord, ServerRecord } from "../shape/play.ts";
import type { Ready, Result } from "../shape/protocol.ts";
import { failure, warning } from "./judgement.ts";
import { declares } from "./read-report.ts";
import { member } from "./same-json.ts";

/** True where a request was due and none came: nothing else can then be judged. */
export function requestIsMissing(given: Case, server: ServerRecord): boolean {
  return server.requests.length === 0 && given.expect.server?.requests !== 0;
}

/** A request more than the case allows, told apart by whether output had begun. */
export function judgeRetries(given: Case, claim: Ready, server: ServerRecord): readonly Finding[] {
  const asked = given.expect.server?.requests;
  const allowed = asked ?? given.exchanges.length;
  if (server.requests.length <= allowed) return [];
  // Readers that connect again by themselves do what the standard asks, unless the case is about that.
  const reconnects = given.op === "sse.read" && declares(claim, "sse.reconnect");
  if (reconnects && !given.needs.includes("sse.reconnect")) return [];
  const after = server.deliveries
    .slice(0, server.requests.length - 1)
    .findIndex((delivery) => hadOutput(given, delivery));
  // Whatever the case is about, output that is asked for twice is worth a remark.
  const output = asked === undefined ? warning : failure;
  if (after >= 0) return [output("retry.after_output", "server.requests", allowed, server.requests.length)];
  if (asked === undefined) return [];
  // Whoever cannot set retries to none was not asked to.
  const tell = declares(claim, "action.retry") ? failure : warning;
  return [tell("retry.unasked", "server.requests", allowed, server.requests.length)];
}

/** Usage that was asked for must be asked for on the wire; other profiles send it unasked. */
export function judgeRequest(given: Case, claim: Ready, server: ServerRecord): readonly Finding[] {
  const first = server.requests[0];
  const asked = given.op === "chat.stream" && given.request.include_usage === true && given.profile === "core";
  if (!asked || first === undefined || !declares(claim, "report.usage")) return [];
  let body: unknown;
  try {
    body = JSON.parse(first.body);
  } catch {
    // A body cut at the server's limit proves nothing.
    return [];
  }
  const options = member(body, "stream_options") ?? null;
  if (member(options, "include_usage") === true) return [];
  return [
    warning("request.usage_not_asked", "server.requests[0].body.stream_options", { include_usage: true }, options),
  ];
}

/** After an abort the client is to close the connection; the time runs from the last byte that the case scripts. */
export function judgeAbort(given: Case, result: Result, server: ServerRecord): readonly Finding[] {
  const limitMs = given.expect.server?.closed_within_ms ?? null;
  if (given.abort === null || result.abort?.requested === false) return [];
  const delivery = server.deliveries.find((one) => one.exchange !== "past_script");
  if (limitMs === null || delivery === undefined || delivery.bodyWrittenAtMs === null) return [];
  const { bodyWrittenAtMs, clientClosedAtMs, serverEndedAtMs } = delivery;
  // A server that ended before the time was up left the client nothing to close.
  if (clientClosedAtMs === null && serverEndedAtMs !== null && serverEndedAtMs - bodyWrittenAtMs < limitMs) return [];
  const tookMs = clientClosedAtMs === null ? null : clientClosedAtMs - bodyWrittenAtMs;
  if (tookMs !== null && tookMs <= limitMs) return [];
  const actual = tookMs === null ? "never closed by the client" : `closed after ${Math.round(tookMs)} ms`;
  return [failure("abort.ignored", "server.closed_within_ms", limitMs, actual)];
}

/** The caller aborts on the text it sees: the server had sent it and kept the connection open, and it was never seen. */
export function judgeAbortText(given: Case, result: Result): readonly Finding[] {
  if (given.abort === null || result.abort?.requested === true || result.outcome === "failed") return [];
  return [failure("content.lost", "abort.after_text", given.abort.after_text, null)];
}

/**
 * A result that came only once the server had closed a connection which it held open past `[DONE]`: an order of
 * events. Whoever was told of a failure was not waiting for the end of a good answer.
 */
export function judgeDone(given: Case, atMs: number, server: ServerRecord): readonly Finding[] {
  if (given.op !== "chat.stream" || given.abort !== null) return [];
  for (const delivery of server.deliveries) {
    if (delivery.exchange === "past_script" || !isHeldPastDone(given, delivery.exchange)) continue;
    const { serverEndedAtMs, clientClosedAtMs } = delivery;
    if (serverEndedAtMs === null || atMs < serverEndedAtMs) continue;
    if (clientClosedAtMs !== null && clientClosedAtMs <= serverEndedAtMs) continue;
    return [
      failure(
        "done.ignored",
        "server.deliveries",
        "a result before the server closes",
        "a result after the server closed",
      ),
    ];
  }
  return [];
}

/** Each event was withheld until the client had shown the one before it, and a client that shows at once had shown it. */
export function judgeDelivery(server: ServerRecord): readonly Finding[] {
  for (const [index, { buffered }] of server.deliveries.entries()) {
    if (buffered === undefined) continue;
    const due = `${buffered.due} chunks shown before event ${buffered.due + 1} is sent`;
    const actual = `${buffered.shown} shown ${buffered.waitedMs} ms after event ${buffered.due} was sent`;
    return [failure("delivery.buffered", `server.deliveries[${index}]`, due, actual)];
  }
  return [];
}

// --- internal ---

function hadOutput(given: Case, delivery: DeliveryRecord): boolean {
  if (delivery.exchange === "past_script" || delivery.slicesWritten === 0 || delivery.bytesWritten === 0) return false;
  const exchange = given.exchanges[delivery.exchange];
  if (exchange === undefined || exchange.status !== 200 || !hasPayload(exchange)) return false;
  return isEventStream(exchange.headers);
}

/** Keep-alive comments are no output; what the case does not spell counts as some. */
function hasPayload(exchange: CaseExchange): boolean {
  if (exchange.chunks !== undefined) return exchange.chunks.length > 0;
  if (exchange.blocks !== undefined) return exchange.blocks.some((block) => !("comment" in block));
  return exchange.body === undefined || /(^|[\r\n])data/.test(exchange.body);
}

function isHeldPastDone(given: Case, index: number): boolean {
  const exchange = given.exchanges[index];
  if (exchange === undefined || typeof exchange.end !== "object") return false;
  if (exchange.body !== undefined) return SENTINEL.test(exchange.body);
  if (exchange.body_base64 !== undefined)
    return SENTINEL.test(Buffer.from(exchange.body_base64, "base64").toString("latin1"));
  // Recordings end as they end; the framing speaks for what the case itself spells.
  return exchange.cassette !== undefined || exchange.framing?.done !== false;
}

const SENTINEL = /(^|[\r\n])data: ?\[DONE\][\r\n]/;
