/** Codes the body of an answer with a content coding that its request admits, one flush a slice. */
import { constants, createBrotliCompress, createDeflate, createGzip } from "node:zlib";
import type { ContentCoding, PlayedExchangeScript } from "../shape/play.ts";

const GZIP_FOOTER_BYTES = 8;

const CODERS = {
  gzip: { create: () => createGzip(), flush: constants.Z_SYNC_FLUSH },
  deflate: { create: () => createDeflate(), flush: constants.Z_SYNC_FLUSH },
  br: { create: () => createBrotliCompress(), flush: constants.BROTLI_OPERATION_FLUSH },
} as const;

/** The exchange as it goes over the wire; the same one where nothing is to be coded. */
export async function codeBody(
  exchange: PlayedExchangeScript,
  acceptEncoding: string | null,
): Promise<PlayedExchangeScript> {
  const coding = exchange.wire?.encoding;
  if (coding === undefined || !admits(acceptEncoding, coding)) return exchange;
  const { pieces, end } = await codeSlices(exchange.slices, coding);
  const last = exchange.slices.length - 1;
  const tail = codedEnd(end, exchange.wire?.encodingEnd ?? "whole");
  return {
    ...exchange,
    headers: [...exchange.headers, ["content-encoding", coding], ["vary", "accept-encoding"]],
    slices: last < 0 ? [tail] : pieces.map((piece, index) => (index === last ? Buffer.concat([piece, tail]) : piece)),
  };
}

/** RFC 9110, 12.5.3: a coding is acceptable if it is listed without `q=0`; `*` stands for those not listed. */
export function admits(acceptEncoding: string | null, coding: ContentCoding): boolean {
  if (acceptEncoding === null) return false;
  const listed = new Map(
    acceptEncoding.split(",").map((item): [string, number] => {
      const [name = "", ...parameters] = item.split(";").map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith("q="));
      return [name, weight === undefined ? 1 : Number(weight.slice(2))];
    }),
  );
  return (listed.get(coding) ?? listed.get("*") ?? 0) > 0;
}

/** Every piece can be decoded when it is there, down to the last byte of its slice; `end` is what ends the coding. */
async function codeSlices(
  slices: readonly Uint8Array[],
  coding: ContentCoding,
): Promise<{ readonly pieces: readonly Uint8Array[]; readonly end: Uint8Array }> {
  const { create, flush } = CODERS[coding];
  const coder = create();
  let made: Uint8Array[] = [];
  coder.on("data", (bytes: Uint8Array) => made.push(bytes));
  const take = (): Uint8Array => {
    const piece = Buffer.concat(made);
    made = [];
    return piece;
  };
  const pieces: Uint8Array[] = [];
  for (const slice of slices) {
    coder.write(slice);
    await new Promise<void>((resolve) => coder.flush(flush, resolve));
    pieces.push(take());
  }
  await new Promise<void>((resolve) => coder.once("end", resolve).end());
  return { pieces, end: take() };
}

function codedEnd(end: Uint8Array, how: "whole" | "unfinished" | "no_footer"): Uint8Array {
  if (how === "unfinished") return end.subarray(0, 0);
  return how === "no_footer" ? end.subarray(0, Math.max(0, end.length - GZIP_FOOTER_BYTES)) : end;
}
