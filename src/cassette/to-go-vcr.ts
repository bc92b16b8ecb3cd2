/** Makes a go-vcr cassette of exchanges that came from elsewhere. */
import { bodyBytes, goVcrCassette, type CassetteBody, type CassetteExchange, type GoVcrCassette } from "./cassette.ts";

/**
 * A version 2 cassette. What the exchanges do not say is written as go-vcr would have recorded it of a stream over
 * HTTP/1.1: no length of the response, no duration. Header names are put in Go's spelling (`Content-Type`), the method in upper
 * case.
 */
export function toGoVcr(exchanges: readonly CassetteExchange[]): GoVcrCassette {
  const proto = { proto: "HTTP/1.1", proto_major: 1, proto_minor: 1 };
  return goVcrCassette({
    version: 2,
    interactions: exchanges.map(({ request, response }, id) => ({
      id,
      request: {
        ...proto,
        content_length: bodyBytes(request.body).length,
        host: "",
        body: settleBody(request.body),
        headers: spellHeaders(request.headers),
        url: request.url,
        method: request.method.toUpperCase(),
      },
      response: {
        ...proto,
        content_length: -1,
        body: settleBody(response.body),
        headers: spellHeaders(response.headers),
        status: `${response.status} ${response.reason}`.trimEnd(),
        code: response.status,
        duration: "0s",
      },
    })),
  });
}

/** Text wherever the bytes are UTF-8, so that recordings stay readable. */
function settleBody(body: CassetteBody): CassetteBody {
  if (typeof body === "string") return body;
  try {
    // A byte order mark is part of the body.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return body;
  }
}

function spellHeaders(headers: CassetteExchange["request"]["headers"]): Record<string, string[]> {
  const spelled = new Map<string, string[]>();
  for (const [name, values] of Object.entries(headers)) {
    const goName = name
      .toLowerCase()
      .replace(/(^|-)([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
    spelled.set(goName, [...(spelled.get(goName) ?? []), ...values]);
  }
  return Object.fromEntries(spelled);
}
