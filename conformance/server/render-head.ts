/** Renders the status line and headers of an answer, down to the blank line. */
import { STATUS_CODES } from "node:http";
import type { PlayedExchangeScript } from "../shape/play.ts";
import { type BodyFraming, saysClose } from "./body-framing.ts";

/** Recorded headers that describe a framing no longer in use: `transfer` alone says how the body is delimited. */
export function isFramingHeader(name: string): boolean {
  return ["content-length", "transfer-encoding"].includes(name.toLowerCase());
}

/** Script headers keep their order and spelling; nothing is added (no date, no server) but the framing's own. */
export function renderHead(exchange: PlayedExchangeScript, framing: BodyFraming): Uint8Array {
  const headers = exchange.headers
    .filter(([name]) => !isFramingHeader(name))
    .filter((header) => {
      // A recorded `connection: keep-alive` would deny the close that delimits the body.
      return framing.kind !== "close" || header[0].toLowerCase() !== "connection" || saysClose(header);
    });
  const lines = [`HTTP/1.1 ${exchange.status} ${STATUS_CODES[exchange.status] ?? ""}`];
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  // An interim answer or "no content" may not carry a framing header (RFC 9112, 6.1 and 6.2).
  const framed = exchange.status >= 200 && exchange.status !== 204;
  if (framed && framing.kind === "chunked") lines.push("transfer-encoding: chunked");
  if (framed && framing.kind === "length") lines.push(`content-length: ${framing.bytes}`);
  if (framing.kind === "close" && !headers.some(saysClose)) lines.push("connection: close");
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "utf8");
}
