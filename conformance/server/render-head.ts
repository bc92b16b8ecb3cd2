/** Renders the status line and headers of an answer, down to the blank line. */
import { STATUS_CODES } from "node:http";
import type { PlayedExchangeScript, PlayedWire } from "../shape/play.ts";
import { type BodyFraming, saysClose } from "./body-framing.ts";
import { pathOnAttempt } from "./read-token.ts";

/** Recorded headers that describe a framing no longer in use: `transfer` alone says how the body is delimited. */
export function isFramingHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === "content-length" || lower === "transfer-encoding";
}

/** Script headers keep their order and spelling; nothing is added (no date, no server) but the framing's own. */
export function renderHead(exchange: PlayedExchangeScript, framing: BodyFraming, path = ""): Uint8Array {
  const { wire, status } = exchange;
  let lines = `HTTP/${wire?.httpVersion ?? "1.1"} ${status} ${STATUS_CODES[status] ?? ""}\r\n`;
  let close = framing.kind === "close";
  for (const header of exchange.headers) {
    const [name, value] = header;
    if (isFramingHeader(name)) continue;
    if (framing.kind === "close" && name.toLowerCase() === "connection") {
      // A recorded `connection: keep-alive` would deny the close that delimits the body.
      if (!saysClose(header)) continue;
      close = false;
    }
    lines += `${name}: ${value}\r\n`;
  }
  if (wire !== undefined) for (const field of oddFields(wire, path)) lines += `${field}\r\n`;
  // An interim answer or "no content" may not carry a framing header (RFC 9112, 6.1 and 6.2).
  const framed = status >= 200 && status !== 204;
  if (framed && framing.kind === "chunked") lines += "transfer-encoding: chunked\r\n";
  if (framed && framing.kind === "length") lines += `content-length: ${framing.bytes}\r\n`;
  if (close) lines += "connection: close\r\n";
  return Buffer.from(`${lines}\r\n`, "utf8");
}

/** An answer before the answer. */
export function renderInterim({ status, headers }: NonNullable<PlayedWire["informational"]>[number]): Uint8Array {
  const fields = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${fields}\r\n`, "utf8");
}

/** `path` is that of the request. */
function oddFields({ headersKb = 0, trailers = [], redirect }: PlayedWire, path: string): readonly string[] {
  const fields = Array.from({ length: headersKb }, (_, index) => {
    const name = `x-padding-${index + 1}: `;
    return name + "p".repeat(KIB - name.length - "\r\n".length);
  });
  if (trailers.length > 0) fields.push(`trailer: ${trailers.map(([name]) => name).join(", ")}`);
  if (redirect !== undefined) fields.push(`location: ${pathOnAttempt(path, redirect)}`);
  return fields;
}

const KIB = 1_024;
