/** What an exchange of a case sends before any variant: its bytes, and where it may be changed. */
import { ToolkitError } from "../../src/base/index.ts";
import { eventEnds, isEventStream } from "../../src/wire/index.ts";
import type { CaseEnd, CaseExchange, LoadedCase } from "../shape/case.ts";
import type { PlayEnd } from "../shape/play.ts";
import { eventSteps } from "./event-steps.ts";
import { isTiedToTransfer } from "./wire-of.ts";

export type ScriptedBody = {
  readonly exchange: CaseExchange;
  readonly bytes: Uint8Array;
  readonly end: PlayEnd;
  /** Line ends, spacing and events mean something only in an event stream. */
  readonly isEventStream: boolean;
  /** Where content follows the end of the answer on a held connection: it is sent after a gap. */
  readonly tailAt: number | null;
  /** Transfer codings under which the end still means the same. */
  readonly transfers: readonly CaseExchange["transfer"][];
};

/** How long a server goes on with comments where a caller was to abort and does not, in milliseconds. */
const ABORT_LIMIT_MS = 3_000;

/** Events that are withheld one by one: each is a slice of its own in every play. */
const INCREMENTAL_EVENTS_MAX = 256;

/** An abort cuts the last exchange behind the event that holds its text; CASE_INVALID where no event does, or too many events are withheld. */
export function scriptedBodies(loaded: LoadedCase): readonly ScriptedBody[] {
  const { exchanges, abort, delivery } = loaded.case;
  return exchanges.map((exchange, index) => {
    const whole = loaded.bodies[index] ?? new Uint8Array(0);
    const isStream = isEventStream(exchange.headers);
    if (delivery === "incremental" && isStream && eventSteps(whole).length > INCREMENTAL_EVENTS_MAX) {
      const detail = `more than ${INCREMENTAL_EVENTS_MAX} events cannot be withheld one by one`;
      throw new ToolkitError("CASE_INVALID", `${loaded.file}:delivery`, detail);
    }
    if (abort !== null && index === exchanges.length - 1) {
      const bytes = whole.subarray(0, endOfText(whole, abort.after_text, `${loaded.file}:abort.after_text`));
      return {
        exchange,
        bytes,
        end: { kind: "comments", limitMs: ABORT_LIMIT_MS },
        isEventStream: isStream,
        tailAt: null,
        transfers: [],
      };
    }
    const end = endOf(exchange.end);
    const tailAt = end.kind === "hold" && isStream ? startOfTail(whole) : null;
    const transfers = isTiedToTransfer(exchange) ? [] : transfersFor(end);
    return { exchange, bytes: whole, end, isEventStream: isStream, tailAt, transfers };
  });
}

function endOf(end: CaseEnd): PlayEnd {
  if (end === "fin" || end === "rst" || end === "missing_last_chunk") return { kind: end };
  return "stay_ms" in end ? { kind: "stay", limitMs: end.stay_ms } : { kind: "hold", holdMs: end.hold_ms };
}

/**
 * A body that is cut short must show it: with a length of its own it would be whole, and closed by the connection
 * its end cannot be told from the end of the answer. A held answer with a length is over at its last byte.
 */
function transfersFor(end: PlayEnd): readonly CaseExchange["transfer"][] {
  if (end.kind === "fin") return ["chunked", "length", "close"];
  return end.kind === "hold" ? ["chunked", "close"] : [];
}

/** The end of the event that holds the text as JSON spells it. */
function endOfText(bytes: Uint8Array, text: string, place: string): number {
  const spelled = Buffer.from(JSON.stringify(text).slice(1, -1));
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(spelled);
  const end = at === -1 ? undefined : eventEnds(bytes).find((offset) => offset >= at + spelled.length);
  if (end === undefined)
    throw new ToolkitError("CASE_INVALID", place, `no whole event of the body holds ${JSON.stringify(text)}`);
  return end;
}

function startOfTail(bytes: Uint8Array): number | null {
  let start = 0;
  for (const end of eventEnds(bytes)) {
    const lines = new TextDecoder().decode(bytes.subarray(start, end)).split(/\r\n|\n|\r/);
    if (lines.some((line) => line === "data: [DONE]" || line === "data:[DONE]")) return end < bytes.length ? end : null;
    start = end;
  }
  return null;
}
