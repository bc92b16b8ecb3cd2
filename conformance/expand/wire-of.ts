/** Turns the odd ways that a case asks of the transport into those of a play. */
import type { CaseExchange } from "../shape/case.ts";
import type { PlayedWire } from "../shape/play.ts";

/** A member that the case leaves out is left out. */
export function wireOf(wire: NonNullable<CaseExchange["wire"]>): PlayedWire {
  const { encoding, encoding_end, length_delta, chunk_extensions, trailers, informational } = wire;
  const { early, http_version, no_answer, headers_kb, redirect, post_only, half_close } = wire;
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(encoding_end === undefined ? {} : { encodingEnd: encoding_end }),
    ...(length_delta === undefined ? {} : { lengthDelta: length_delta }),
    ...(chunk_extensions === undefined ? {} : { chunkExtensions: chunk_extensions }),
    ...(trailers === undefined ? {} : { trailers: Object.entries(trailers) }),
    ...(informational === undefined
      ? {}
      : { informational: informational.map(({ status, headers }) => ({ status, headers: Object.entries(headers) })) }),
    ...(early === undefined ? {} : { early }),
    ...(http_version === undefined ? {} : { httpVersion: http_version }),
    ...(no_answer === undefined ? {} : { noAnswer: no_answer }),
    ...(headers_kb === undefined ? {} : { headersKb: headers_kb }),
    ...(redirect === undefined ? {} : { redirect }),
    ...(post_only === undefined ? {} : { postOnly: post_only }),
    ...(half_close === undefined ? {} : { halfClose: half_close }),
  };
}

/** Odd ways that mean something under one transfer coding only. */
const TIED = [
  "encoding_end",
  "length_delta",
  "chunk_extensions",
  "trailers",
  "http_version",
  "no_answer",
  "half_close",
] as const;

export function isTiedToTransfer({ wire }: CaseExchange): boolean {
  return wire !== undefined && TIED.some((member) => wire[member] !== undefined);
}
