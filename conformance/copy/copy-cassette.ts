/** Writes a case as a go-vcr cassette, where a recording can hold what the case is about. */
import { bodyBytes, readGoVcr, toGoVcr, writeGoVcr, type CassetteExchange } from "../../src/cassette/index.ts";
import type { Case } from "../shape/case.ts";
import type { PlayScript } from "../shape/play.ts";
import type { CopiedRequest } from "./copy-request.ts";

/** Where recorded requests went: a name that never resolves, so that a replay which misses the cassette fails at once. */
export const CASSETTE_ORIGIN = "http://streamproof.invalid";

export type CopiedCassette = { readonly text: string } | { readonly because: string };

/** `script` is that of the plain play. */
export function copyCassette(given: Case, script: PlayScript, request: CopiedRequest): CopiedCassette {
  const because = whyNot(given, script);
  if (because !== null) return { because };
  const exchanges = script.exchanges.map((exchange): CassetteExchange => ({
    request: {
      method: request.method,
      url: `${CASSETTE_ORIGIN}${request.path}`,
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value]])),
      body: request.body === null ? "" : JSON.stringify(request.body),
    },
    response: {
      status: exchange.status,
      reason: exchange.status === 200 ? "OK" : "",
      headers: Object.fromEntries(exchange.headers.map(([name, value]) => [name, [value]])),
      body: Buffer.concat(exchange.slices),
    },
  }));
  const text = writeGoVcr(toGoVcr(exchanges), "go-vcr-v4");
  // A cassette that replays other bytes would be worse than none.
  const read = readGoVcr(text, "cassette.yaml").exchanges;
  const isSame = exchanges.every(({ response }, index) => {
    const back = read[index]?.response.body;
    return back !== undefined && Buffer.compare(bodyBytes(response.body), bodyBytes(back)) === 0;
  });
  return isSame ? { text } : { because: "YAML cannot hold these bytes" };
}

/** What a replayed recording loses: when and how bytes came, and how the answer ended. */
function whyNot({ abort, delivery, exchanges: given }: Case, { exchanges }: PlayScript): string | null {
  if (abort !== null) return "the caller aborts in the middle of the answer";
  if (delivery !== undefined) return "events are withheld until the client has shown those before them";
  const ended = exchanges.find(({ end }) => end.kind !== "fin");
  if (ended !== undefined) return `the answer ends by ${ended.end.kind}`;
  const odd = given.flatMap(({ wire }) => Object.keys(wire ?? {}));
  return odd.length === 0 ? null : `the transport is odd: ${odd.join(", ")}`;
}
