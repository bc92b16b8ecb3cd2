/** A cassette in memory: exchanges that every recording format can give, beside the format's own document. */
import type { GoVcrInteractionV1, GoVcrInteractionV2, GoVcrV1, GoVcrV2 } from "../schema/index.ts";

/** Text where the bytes are UTF-8, bytes where they are not. */
export type CassetteBody = string | Uint8Array;

/** Header values by name, in the spelling and order of the file. */
export type CassetteHeaders = Readonly<Record<string, readonly string[]>>;

/** One recorded HTTP exchange. Reads and their times are lost in every format known. */
export type CassetteExchange = {
  readonly request: {
    /** Upper case; go-vcr's "" is spelled out as GET. */
    readonly method: string;
    readonly url: string;
    readonly headers: CassetteHeaders;
    readonly body: CassetteBody;
  };
  readonly response: {
    readonly status: number;
    /** What follows the code in the status line; "" where nothing does. */
    readonly reason: string;
    readonly headers: CassetteHeaders;
    /** Decoded: content codings are undone. */
    readonly body: CassetteBody;
  };
};

/** What every format gives. */
export type Cassette = {
  readonly format: string;
  readonly exchanges: readonly CassetteExchange[];
};

/** The values of a go-vcr file, of either version. */
export type GoVcrDocument = GoVcrV1 | GoVcrV2;

/** A go-vcr recording. `document` is the truth and what the writer writes; `exchanges` is a view of it. */
export type GoVcrCassette = Cassette & {
  readonly format: "go-vcr";
  readonly document: GoVcrDocument;
};

/** Puts a go-vcr document beside the exchanges that it holds. */
export function goVcrCassette(document: GoVcrDocument): GoVcrCassette {
  return { format: "go-vcr", document, exchanges: document.interactions.map(readExchange) };
}

/** The body as bytes, as it would travel. */
export function bodyBytes(body: CassetteBody): Uint8Array {
  return typeof body === "string" ? new TextEncoder().encode(body) : body;
}

function readExchange({ request, response }: GoVcrInteractionV1 | GoVcrInteractionV2): CassetteExchange {
  return {
    request: {
      method: request.method === "" ? "GET" : request.method.toUpperCase(),
      url: request.url,
      headers: request.headers ?? {},
      body: request.body ?? "",
    },
    response: {
      status: response.code,
      reason: response.status.replace(/^\d{3} ?/, ""),
      headers: response.headers,
      body: response.body,
    },
  };
}
