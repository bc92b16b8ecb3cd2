/** Reads HTTP/1.1 requests from a socket whose writing side stays entirely ours. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Asked } from "./body-framing.ts";
import type { RequestHead } from "./record-attempt.ts";

export type ReadRequest = {
  readonly head: RequestHead & Asked;
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
 * Node's own server parses, but never listens, and its responses are never written to: so requests are parsed by the
 * code everybody uses, right out of the socket, while the answers are free to break every rule.
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
  parser.on("clientError", (_, socket) => listeners.get(socket)?.onMalformed());
  // Unheard, a timeout would make Node destroy the socket.
  parser.on("timeout", () => {});
  return (socket, listener) => {
    listeners.set(socket, listener);
    parser.emit("connection", socket);
  };
}

function readRequest(request: IncomingMessage, response: ServerResponse, wantsContinue: boolean): ReadRequest {
  return {
    head: new ParsedHead(request),
    wantsContinue,
    readBody: (keep) =>
      new Promise((resolve) => {
        request.on("data", keep);
        request.on("end", () => resolve(true));
        request.on("error", () => resolve(false));
        request.on("close", () => resolve(false));
      }),
    answered() {
      // Ended by Node the response would write. That it is over is all that Node needs to hear; a lost socket needs nothing.
      if (response.socket !== null) response.emit("finish");
    },
  };
}

/** Its headers are looked at when somebody asks, which for most is after the attempt, if at all. */
class ParsedHead implements RequestHead, Asked {
  readonly method: string;
  readonly path: string;
  readonly httpVersion: string;
  readonly #request: IncomingMessage;

  constructor(request: IncomingMessage) {
    this.method = request.method ?? "";
    this.path = request.url ?? "";
    this.httpVersion = request.httpVersion;
    this.#request = request;
  }

  get headers(): Readonly<Record<string, string>> {
    return joinFields(this.#request.headers);
  }

  get wantsClose(): boolean {
    const connection = (this.#request.headers.connection ?? "").toLowerCase();
    return this.httpVersion === "1.0" ? !connection.includes("keep-alive") : connection.includes("close");
  }

  get acceptEncoding(): string | null {
    return joined(this.#request.headers["accept-encoding"]) ?? null;
  }
}

function joinFields(fields: IncomingMessage["headers"]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    const text = joined(value);
    if (text !== undefined) headers[name] = text;
  }
  return headers;
}

function joined(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === "object" ? value.join(", ") : value;
}
