/** Connects a bare TCP client that shows every byte a server sends. */
import { connect, type Socket } from "node:net";

export type RawClient = {
  readonly socket: Socket;
  send(text: string): void;
  /** All bytes so far. */
  received(): Buffer;
  /** Resolves with all bytes so far once they satisfy the predicate; rejects if the connection ends before. */
  until(isEnough: (received: Buffer) => boolean): Promise<Buffer>;
  /** How the server ended the connection. */
  readonly ended: Promise<"fin" | "reset">;
};

export async function connectRawClient(origin: string): Promise<RawClient> {
  const { hostname, port } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const pieces: Buffer[] = [];
  let length = 0;
  socket.on("data", (bytes) => {
    pieces.push(bytes);
    length += bytes.length;
  });
  const ended = new Promise<"fin" | "reset">((resolve) => {
    socket.on("end", () => resolve("fin"));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNRESET") resolve("reset");
    });
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  const received = (): Buffer => Buffer.concat(pieces, length);
  return {
    socket,
    send: (text) => void socket.write(text),
    received,
    until: (isEnough) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!isEnough(received())) return;
          socket.off("data", look);
          socket.off("close", gone);
          resolve(received());
        };
        const gone = (): void => {
          socket.off("data", look);
          reject(new Error(`closed after ${JSON.stringify(received().toString("latin1").slice(-200))}`));
        };
        socket.on("data", look);
        socket.on("close", gone);
        look();
      }),
    ended,
  };
}

/** A POST to a URL's path, as text ready to be sent. */
export function post(url: string, headers: Readonly<Record<string, string>> = {}, body = "{}"): string {
  const { host, pathname } = new URL(url);
  const lines = Object.entries({ host, "content-length": `${Buffer.byteLength(body)}`, ...headers });
  return `POST ${pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`;
}
