/** Reads HTTP/1.1 requests from a socket whose writing side stays entirely ours. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import type { Asked } from "./body-framing.ts";
import type { RequestHead } from "./record-attempt.ts";

export type ReadRequest = {
  readonly head: RequestHead;
  readonly asked: Asked;
  /** The client waits for `100 Continue` before it sends the body. */
  readonly wantsContinue: boolean;
  /** Hands over every piece of the body; resolves false where the client left before its end. */
  readBody(keep: (bytes: Uint8Array) => void): Promise<boolean>;
  /** Tells the reader that its answer was written, so that it goes on to the next request. */
  answered(): void;
};

export type RequestListener = {
  onRequest(request: ReadRequest): void;
  /** The bytes are no HTTP request. */
  onMalformed(): void;
};

/** Attaches a listener to a socket. */
export type RequestReader = (socket: Socket, listener: RequestListener) => void;

/**
 * Node's own server parses, but never listens and never writes: each connection is given to it as a stream
 * whose written bytes lead nowhere. So requests are parsed by the code everybody uses, while the answers are
 * free to break every rule.
 */
export function createRequestReader(): RequestReader {
  const listeners = new WeakMap<object, RequestListener>();
  // Whatever Node would refuse by itself (no Host, an odd Expect) it would refuse unheard.
  const parser = createServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0, requireHostHeader: false });
  const take = (request: IncomingMessage, response: ServerResponse, wantsContinue: boolean): void => {
    listeners.get(request.socket)?.onRequest(readRequest(request, response, wantsContinue));
  };
  parser.on("request", (request, response) => take(request, response, false));
  parser.on("checkExpectation", (request, response) => take(request, response, false));
  parser.on("checkContinue", (request, response) => take(request, response, true));
  parser.on("clientError", (_, side) => listeners.get(side)?.onMalformed());
  return (socket, listener) => {
    const side = readingSide(socket);
    listeners.set(side, listener);
    parser.emit("connection", side);
  };
}

function readingSide(socket: Socket): Duplex {
  const side = new Duplex({
    read: () => void socket.resume(),
    write: (_bytes, _encoding, done) => done(),
  });
  socket.on("data", (bytes) => {
    if (!side.push(bytes)) socket.pause();
  });
  socket.on("end", () => side.push(null));
  socket.on("close", () => side.destroy());
  // The parser gives up a connection (a CONNECT request, say) by destroying its side.
  side.on("close", () => socket.destroy());
  return side;
}

function readRequest(request: IncomingMessage, response: ServerResponse, wantsContinue: boolean): ReadRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  const method = request.method ?? "";
  const connection = (headers["connection"] ?? "").toLowerCase();
  const wantsClose = request.httpVersion === "1.0" ? !connection.includes("keep-alive") : connection.includes("close");
  return {
    head: { method, path: request.url ?? "", headers },
    asked: {
      method,
      httpVersion: request.httpVersion,
      wantsClose,
      path: request.url ?? "",
      acceptEncoding: headers["accept-encoding"] ?? null,
    },
    wantsContinue,
    readBody: (keep) =>
      new Promise((resolve) => {
        request.on("data", keep);
        request.on("end", () => resolve(true));
        request.on("error", () => resolve(false));
        request.on("close", () => resolve(false));
      }),
    answered: () => void response.end(),
  };
}
