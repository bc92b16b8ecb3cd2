/** Refuses odd ways of a transport that contradict each other or the rest of their exchange. */
import type { PlayedExchangeScript, PlayedWire } from "../shape/play.ts";

/** The first contradiction as the member it is about and a sentence; null where there is none. */
export function wireProblem(exchange: PlayedExchangeScript): readonly [member: string, detail: string] | null {
  const { wire, transfer, end } = exchange;
  if (wire === undefined) return null;
  for (const [member, wanted] of Object.entries(NEEDS_TRANSFER)) {
    if (wire[member as keyof PlayedWire] !== undefined && transfer !== wanted) {
      return [member, `needs transfer ${wanted}, the exchange has ${transfer}`];
    }
  }
  if (
    wire.chunkExtensions !== undefined &&
    !/^(?:;[!#$%&'*+\-.^_`|~0-9A-Za-z]+(?:=[^\r\n;]*)?)+$/.test(wire.chunkExtensions)
  )
    return ["chunkExtensions", `${JSON.stringify(wire.chunkExtensions)} reads not like \`;name=value\``];
  if (wire.encodingEnd !== undefined && wire.encoding === undefined)
    return ["encodingEnd", "there is no encoding to end"];
  if (wire.encodingEnd === "no_footer" && wire.encoding !== "gzip") return ["encodingEnd", "only gzip has a footer"];
  if (wire.encoding !== undefined && end.kind === "comments")
    return ["encoding", "the comments of an abort are not coded"];
  if (wire.informational?.some(({ status }) => status < 100 || status > 199 || status === 101) === true)
    return ["informational", "an interim answer has a status from 100 to 199, and 101 is none"];
  if (wire.redirect !== undefined && !/^\/[!-~]*$/.test(wire.redirect))
    return ["redirect", `${JSON.stringify(wire.redirect)} is no path`];
  if (wire.headersKb !== undefined && !(wire.headersKb >= 1 && wire.headersKb <= HEADERS_KB_MAX))
    return ["headersKb", `is ${wire.headersKb}, from 1 to ${HEADERS_KB_MAX} make sense`];
  return null;
}

const HEADERS_KB_MAX = 1_024;

const NEEDS_TRANSFER = {
  lengthDelta: "length",
  chunkExtensions: "chunked",
  trailers: "chunked",
  httpVersion: "close",
} as const satisfies Partial<Record<keyof PlayedWire, PlayedExchangeScript["transfer"]>>;
