/** Renders the status line and headers of an answer, down to the blank line. */
import { STATUS_CODES } from "node:http";
import type { PlayedExchangeScript, PlayedWire } from "../shape/play.ts";
import { type BodyFraming, saysClose } from "./body-framing.ts";
import { pathOnAttempt } from "./read-token.ts";

/** Recorded headers that describe a framing no longer in use: `transfer` alone says how the body is delimited. */
export function isFramingHeader(name: string): boolean {
  return ["content-length", "transfer-encoding"].includes(name.toLowerCase());
}

/** Script headers keep their order and spelling; nothing is added (no date, no server) but the framing's own. */
export function renderHead(exchange: PlayedExchangeScript, framing: BodyFraming, path = ""): Uint8Array {
  const { wire = {} } = exchange;
  const headers = exchange.headers
    .filter(([name]) => !isFramingHeader(name))
    .filter((header) => {
      // A recorded `connection: keep-alive` would deny the close that delimits the body.
      return framing.kind !== "close" || header[0].toLowerCase() !== "connection" || saysClose(header);
    });
  const lines = [`HTTP/${wire.httpVersion ?? "1.1"} ${exchange.status} ${STATUS_CODES[exchange.status] ?? ""}`];
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  lines.push(...oddFields(wire, path));
  // An interim answer or "no content" may not carry a framing header (RFC 9112, 6.1 and 6.2).
  const framed = exchange.status >= 200 && exchange.status !== 204;
  if (framed && framing.kind === "chunked") lines.push("transfer-encoding: chunked");
  if (framed && framing.kind === "length") lines.push(`content-length: ${framing.bytes}`);
  if (framing.kind === "close" && !headers.some(saysClose)) lines.push("connection: close");
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "utf8");
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
