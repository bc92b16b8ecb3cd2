/** How one answer's body is delimited on its connection. */
import type { PlayedExchangeScript } from "../shape/play.ts";

export type BodyFraming =
  /** One HTTP chunk a slice. */
  | { readonly kind: "chunked" }
  /** A declared length in bytes, which is not always the true one. */
  | { readonly kind: "length"; readonly bytes: number }
  /** The end of the connection is the end of the body. */
  | { readonly kind: "close" };

export type Asked = {
  readonly method: string;
  readonly httpVersion: string;
  /** The request said `connection: close`, or was HTTP/1.0 without `keep-alive`. */
  readonly wantsClose: boolean;
  readonly path: string;
  readonly acceptEncoding: string | null;
};

/** Statuses and methods whose answer ends with its head. */
export function isBodiless(asked: Pick<Asked, "method">, status: number): boolean {
  return asked.method === "HEAD" || status < 200 || status === 204 || status === 304;
}

/** Whether the connection ends with this answer, so that it must not be used again. */
export function closesAfter(asked: Asked, framing: BodyFraming, { headers, wire }: PlayedExchangeScript): boolean {
  // Past a wrong length, or a request that was not read to its end, the two sides no longer agree where they are.
  const offTrack = wire?.lengthDelta !== undefined || wire?.early === true;
  return (
    framing.kind === "close" || asked.wantsClose || offTrack || wire?.halfClose === true || headers.some(saysClose)
  );
}

export function saysClose([name, value]: readonly [string, string]): boolean {
  return (
    name.toLowerCase() === "connection" && value.split(",").some((token) => token.trim().toLowerCase() === "close")
  );
}
