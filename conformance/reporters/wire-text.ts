/** Words the odd ways of a transport around one answer. */
import type { PlayedExchangeScript, PlayedWire } from "../shape/play.ts";

/** As a clause to be joined with commas, "" where nothing is odd. */
export function wireText({ wire = {}, barriers }: Pick<PlayedExchangeScript, "wire" | "barriers">): string {
  const clauses = (Object.keys(WORDS) as (keyof PlayedWire)[]).flatMap((member) =>
    wire[member] === undefined ? [] : [WORDS[member](wire)],
  );
  if (barriers !== undefined) clauses.push("each event once the one before it was shown");
  return clauses.join(", ");
}

/** Total over the members: an odd way without words must not compile. */
const WORDS = {
  encoding: ({ encoding }) => `coded with ${encoding}`,
  encodingEnd: ({ encodingEnd }) => (encodingEnd === "no_footer" ? "without its footer" : "its coding unfinished"),
  lengthDelta: ({ lengthDelta = 0 }) =>
    `declared ${Math.abs(lengthDelta)} bytes too ${lengthDelta < 0 ? "short" : "long"}`,
  chunkExtensions: ({ chunkExtensions }) => `\`${chunkExtensions}\` behind each chunk size`,
  trailers: ({ trailers = [] }) => `trailers ${trailers.map(([name]) => name).join(" ")}`,
  informational: ({ informational = [] }) => `behind interim ${informational.map(({ status }) => status).join(" ")}`,
  early: () => "before the request's body is read",
  httpVersion: ({ httpVersion }) => `as HTTP/${httpVersion}`,
  noAnswer: () => "nothing of it sent: the connection is closed",
  headersKb: ({ headersKb }) => `with ${headersKb} KiB of padding headers`,
  redirect: ({ redirect }) => `to ${redirect}`,
  postOnly: () => "to a POST with a body only",
  halfClose: () => "the connection ended behind it",
} satisfies Record<keyof PlayedWire, (wire: PlayedWire) => string>;
