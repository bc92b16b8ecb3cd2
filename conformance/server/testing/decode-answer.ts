/** Decodes one HTTP answer from raw bytes after RFC 9112, sharing no code with the server. */

export type DecodedAnswer = {
  readonly statusLine: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** The HTTP chunks; the body alone where it is not chunked. */
  readonly pieces: readonly Buffer[];
  /** Whether the body reached its own end. A close-delimited one has it with the connection. */
  readonly whole: boolean;
  /** What follows the answer. */
  readonly rest: Buffer;
};

/** Null while the head is not complete. Throws on bytes that are no HTTP answer. */
export function decodeAnswer(bytes: Buffer): DecodedAnswer | null {
  const headEnd = bytes.indexOf("\r\n\r\n");
  if (headEnd < 0) return null;
  const [statusLine = "", ...lines] = bytes.subarray(0, headEnd).toString("utf8").split("\r\n");
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(": ");
      if (colon < 1) throw new Error(`no header: ${line}`);
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 2)];
    }),
  );
  const after = bytes.subarray(headEnd + 4);
  const declared = headers.get("content-length");
  if (headers.get("transfer-encoding") === "chunked") return { statusLine, headers, ...decodeChunks(after) };
  const end = declared === undefined ? after.length : Number(declared);
  const body = after.subarray(0, end);
  return { statusLine, headers, body, pieces: [body], whole: body.length === end, rest: after.subarray(end) };
}

function decodeChunks(bytes: Buffer): Pick<DecodedAnswer, "body" | "pieces" | "whole" | "rest"> {
  const pieces: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) break;
    const size = bytes.subarray(at, lineEnd).toString("latin1");
    if (!/^[0-9a-f]+$/i.test(size)) throw new Error(`no chunk size: ${JSON.stringify(size)}`);
    const start = lineEnd + 2;
    const end = start + Number.parseInt(size, 16);
    if (bytes.length < end + 2) break;
    if (bytes.toString("latin1", end, end + 2) !== "\r\n") throw new Error("a chunk runs on past its size");
    if (end === start) return { body: Buffer.concat(pieces), pieces, whole: true, rest: bytes.subarray(end + 2) };
    pieces.push(bytes.subarray(start, end));
    at = end + 2;
  }
  return { body: Buffer.concat(pieces), pieces, whole: false, rest: bytes.subarray(at) };
}
