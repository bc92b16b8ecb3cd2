/** A fetch of our own over a bare socket, right by RFC 9110 and 9112, whose habits can each be made wrong. */
import { connect, type Socket } from "node:net";
import { constants, createGunzip, gunzipSync } from "node:zlib";

/** How the client reads; the right ways are those of `RIGHT_HABITS`. */
export type RawHabits = {
  /** Interim answers that it reads past. */
  readonly interim: (status: number) => boolean;
  /** The size in the line before an HTTP chunk; NaN where the line makes no sense to it. */
  readonly chunkSize: (line: string) => number;
  readonly trailers: "drop" | "refuse";
  /** What the end of a connection in the middle of a body is. */
  readonly shortLength: "failure" | "end";
  readonly missingLastChunk: "failure" | "end";
  readonly decoding: "as_it_comes" | "at_the_end" | "never";
  readonly unfinishedCoding: "failure" | "end";
  readonly body: "as_it_comes" | "at_the_end";
  readonly redirect307: "same_request" | "bare_get";
  /** What becomes of a connection whose answer was not read to its end. */
  readonly unreadBody: "closed" | "used_again";
  readonly versions: readonly string[];
  readonly noAnswer: "failure" | "empty";
  /** Reads an answer that comes before its request was sent to the end. */
  readonly earlyAnswer: "read" | "failure";
  /** What the end of a connection that was to be kept is, right behind a whole answer. */
  readonly endBehindAnswer: "nothing" | "failure";
};

export const RIGHT_HABITS: RawHabits = {
  interim: () => true,
  chunkSize: (line) => (/^[0-9a-f]+[ \t]*(?:;.*)?$/i.test(line) ? Number.parseInt(line, 16) : Number.NaN),
  trailers: "drop",
  shortLength: "failure",
  missingLastChunk: "failure",
  decoding: "as_it_comes",
  unfinishedCoding: "failure",
  body: "as_it_comes",
  redirect307: "same_request",
  unreadBody: "closed",
  versions: ["1.0", "1.1"],
  noAnswer: "failure",
  earlyAnswer: "read",
  endBehindAnswer: "nothing",
};

/** Long enough for a server on this machine to end a connection or to answer a head. */
const MOMENT_MS = 30;
const REDIRECTS_MAX = 5;

type Asked = { readonly url: URL; readonly method: string; readonly headers: Headers; readonly body: string };
type Head = { readonly status: number; readonly version: string; readonly headers: Headers };

export function createRawFetch(habits: Partial<RawHabits> = {}): typeof fetch {
  const all: RawHabits = { ...RIGHT_HABITS, ...habits };
  return async (input, init) => {
    const request = new Request(input, init);
    const body = await request.text();
    const asked: Asked = { url: new URL(request.url), method: request.method, headers: request.headers, body };
    return follow(asked, all, init?.signal ?? null, REDIRECTS_MAX, null);
  };
}

async function follow(
  asked: Asked,
  habits: RawHabits,
  signal: AbortSignal | null,
  redirectsLeft: number,
  used: Wire | null,
): Promise<Response> {
  const wire = used ?? (await openWire(asked.url));
  const abort = (): void => void wire.socket.destroy(signal?.reason as Error);
  signal?.addEventListener("abort", abort, { once: true });
  const head = await ask(wire, asked, habits);
  if (head === null) return new Response(null, { headers: { "content-type": "text/event-stream" } });
  const location = head.headers.get("location");
  if (head.status >= 300 && head.status < 400 && location !== null && redirectsLeft > 0) {
    const next = redirected(asked, head.status, new URL(location, asked.url), habits);
    if (habits.unreadBody === "closed") {
      wire.socket.destroy();
      return follow(next, habits, signal, redirectsLeft - 1, null);
    }
    const leftover = await unreadPart(wire, readBody(wire, head, habits));
    const response = follow(next, habits, signal, redirectsLeft - 1, wire);
    return leftover === null ? response : withLeftover(leftover, response);
  }
  const coding = head.headers.get("content-encoding");
  const plain = coding === "gzip" ? decode(readBody(wire, head, habits), habits) : readBody(wire, head, habits);
  const body = habits.body === "at_the_end" ? collected(plain) : plain;
  return new Response(streamOf(body, wire.socket), { status: head.status, headers: head.headers });
}

function redirected(asked: Asked, status: number, url: URL, habits: RawHabits): Asked {
  if (status === 307 && habits.redirect307 === "same_request") return { ...asked, url };
  return { url, method: "GET", headers: new Headers(asked.headers), body: "" };
}

/** What was read of a body that did not end: it stays in the buffer of the connection. Null where it ended. */
async function unreadPart(wire: Wire, body: AsyncGenerator<Uint8Array, void>): Promise<Uint8Array | null> {
  const first = await body.next();
  await moment();
  if (first.done !== true && !wire.hasMore()) return first.value;
  for await (const _ of body);
  return null;
}

async function withLeftover(first: Uint8Array, next: Promise<Response>): Promise<Response> {
  const response = await next;
  const text = Buffer.concat([first, Buffer.from(await response.arrayBuffer())]);
  return new Response(text, { status: response.status, headers: response.headers });
}

/** Null where the connection ended without an answer, and that counts as an empty one. */
async function ask(wire: Wire, { url, method, headers, body }: Asked, habits: RawHabits): Promise<Head | null> {
  const fields = [`host: ${url.host}`, "accept-encoding: gzip", "connection: keep-alive"];
  headers.forEach((value, name) => fields.push(`${name}: ${value}`));
  if (body !== "") fields.push(`content-length: ${Buffer.byteLength(body)}`);
  const head = `${method} ${url.pathname} HTTP/1.1\r\n${fields.join("\r\n")}\r\n\r\n`;
  if (habits.earlyAnswer === "failure" && body !== "") {
    wire.socket.write(head);
    await moment();
    if (wire.hasMore()) throw new TypeError("fetch failed: the answer came before the request was sent");
    wire.socket.write(body);
  } else {
    wire.socket.write(head + body);
  }
  for (;;) {
    const lines = await readHead(wire);
    if (lines === null) {
      if (habits.noAnswer === "empty") return null;
      throw new TypeError("fetch failed: the connection ended without an answer");
    }
    const read = parseHead(lines);
    if (!habits.versions.includes(read.version)) throw new TypeError(`fetch failed: HTTP/${read.version} is unknown`);
    if (read.status >= 200) return read;
    if (!habits.interim(read.status)) throw new TypeError(`fetch failed: ${read.status} is no answer`);
  }
}

async function readHead(wire: Wire): Promise<readonly string[] | null> {
  const lines: string[] = [];
  for (;;) {
    const line = await wire.line();
    if (line === null) return null;
    if (line === "") return lines;
    lines.push(line);
  }
}

function parseHead([statusLine = "", ...lines]: readonly string[]): Head {
  const parts = /^HTTP\/(\d\.\d) (\d{3})/.exec(statusLine);
  if (parts === null) throw new TypeError(`fetch failed: ${JSON.stringify(statusLine)} is no status line`);
  const headers = new Headers();
  for (const line of lines) {
    const colon = line.indexOf(":");
    headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return { version: parts[1] ?? "", status: Number(parts[2]), headers };
}

async function* readBody(wire: Wire, { headers, status }: Head, habits: RawHabits): AsyncGenerator<Uint8Array, void> {
  if (status === 204 || status === 304) return;
  const length = headers.get("content-length");
  if (headers.get("transfer-encoding") === "chunked") yield* readChunks(wire, habits, headers);
  else if (length === null) for (let piece = await wire.some(); piece !== null; piece = await wire.some()) yield piece;
  else {
    for (let left = Number(length); left > 0;) {
      const piece = await wire.some(left);
      if (piece === null && habits.shortLength === "end") return;
      if (piece === null) throw new TypeError("terminated: the body is shorter than its length");
      left -= piece.length;
      yield piece;
    }
  }
}

async function* readChunks(wire: Wire, habits: RawHabits, headers: Headers): AsyncGenerator<Uint8Array, void> {
  for (;;) {
    const line = await wire.line();
    if (line === null && habits.missingLastChunk === "end") return;
    if (line === null) throw new TypeError("terminated: the last chunk is missing");
    const size = habits.chunkSize(line);
    if (Number.isNaN(size)) throw new TypeError(`terminated: ${JSON.stringify(line)} is no chunk size`);
    if (size === 0) break;
    const pieces: Uint8Array[] = [];
    for (let left = size; left > 0;) {
      const piece = await wire.some(left);
      if (piece === null) throw new TypeError("terminated: the connection ended inside a chunk");
      left -= piece.length;
      pieces.push(piece);
    }
    await wire.line();
    if (habits.endBehindAnswer === "failure" && headers.get("connection") !== "close") {
      await moment();
      if (wire.isEnded()) throw new TypeError("terminated: the connection ended");
    }
    yield Buffer.concat(pieces);
  }
  for (let line = await wire.line(); line !== ""; line = await wire.line()) {
    if (line === null) throw new TypeError("terminated: the trailer section has no end");
    if (habits.trailers === "refuse") throw new TypeError("terminated: something follows the last chunk");
  }
}

/** Each piece is decoded as far as it goes. */
async function* decode(body: AsyncGenerator<Uint8Array, void>, habits: RawHabits): AsyncGenerator<Uint8Array, void> {
  if (habits.decoding === "never") return yield* body;
  const isLax = habits.unfinishedCoding === "end";
  const options = isLax ? { finishFlush: constants.Z_SYNC_FLUSH } : {};
  if (habits.decoding === "at_the_end") {
    const all: Uint8Array[] = [];
    for await (const piece of body) all.push(piece);
    return yield gunzipSync(Buffer.concat(all), options);
  }
  const gunzip = createGunzip(options);
  const made: Uint8Array[] = [];
  let broken: Error | null = null;
  gunzip.on("data", (bytes: Uint8Array) => made.push(bytes));
  gunzip.on("error", (error) => (broken = error));
  const take = function* (): Generator<Uint8Array, void> {
    while (made.length > 0) yield made.shift() ?? Buffer.alloc(0);
  };
  for await (const piece of body) {
    gunzip.write(piece);
    await new Promise<void>((resolve) => gunzip.flush(constants.Z_SYNC_FLUSH, resolve));
    yield* take();
  }
  await new Promise<void>((resolve) => {
    gunzip.once("error", () => resolve());
    gunzip.once("end", resolve).end();
  });
  yield* take();
  if (broken !== null) throw new TypeError("terminated: the coding is not whole", { cause: broken });
}

async function* collected(body: AsyncGenerator<Uint8Array, void>): AsyncGenerator<Uint8Array, void> {
  const all: Uint8Array[] = [];
  for await (const piece of body) all.push(piece);
  yield Buffer.concat(all);
}

function streamOf(body: AsyncGenerator<Uint8Array, void>, socket: Socket): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await body.next();
        if (done !== true) return controller.enqueue(value);
        socket.destroy();
        controller.close();
      },
      cancel: () => void socket.destroy(),
    },
    { highWaterMark: 0 },
  );
}

const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, MOMENT_MS));

const asleep = (): void => {};

/** The reading side of one connection. Null is its end; a connection that broke throws. */
type Wire = {
  readonly socket: Socket;
  /** A line without its CR LF. */
  line(): Promise<string | null>;
  some(bytesMax?: number): Promise<Uint8Array | null>;
  hasMore(): boolean;
  isEnded(): boolean;
};

async function openWire({ hostname, port }: URL): Promise<Wire> {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let held = Buffer.alloc(0);
  let ended = false;
  let broken: Error | null = null;
  let wake = asleep;
  socket.on("data", (bytes) => {
    held = Buffer.concat([held, bytes]);
    wake();
  });
  socket.on("end", () => {
    ended = true;
    wake();
  });
  socket.on("error", (error) => {
    broken = error;
    wake();
  });
  socket.on("close", () => {
    ended = true;
    wake();
  });
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  const isThere = async (look: () => boolean): Promise<boolean> => {
    while (!look()) {
      if (broken !== null) throw new TypeError("terminated", { cause: broken });
      if (ended) return false;
      await new Promise<void>((resolve) => (wake = resolve));
    }
    return true;
  };
  const take = (bytes: number): Buffer => {
    const taken = held.subarray(0, bytes);
    held = held.subarray(taken.length);
    return taken;
  };
  return {
    socket,
    async line() {
      if (!(await isThere(() => held.includes("\r\n")))) return null;
      return take(held.indexOf("\r\n") + 2)
        .toString("latin1")
        .slice(0, -2);
    },
    some: async (bytesMax = Number.POSITIVE_INFINITY) =>
      (await isThere(() => held.length > 0)) ? Uint8Array.from(take(Math.min(bytesMax, held.length))) : null,
    hasMore: () => held.length > 0,
    isEnded: () => ended,
  };
}
