/** Serves one connection: answers its requests in order, notes when its client closes. */
import type { Socket } from "node:net";
import { deliverExchange, type Gaps } from "./deliver-exchange.ts";
import { LazySignal } from "./lazy-signal.ts";
import type { ReadRequest, RequestReader } from "./read-requests.ts";
import type { Attempt, RequestHead, Turn } from "./record-attempt.ts";
import { unknownTurn } from "./unknown-turn.ts";
import { writeBytes } from "./write-bytes.ts";

const CONTINUE = Buffer.from("HTTP/1.1 100 Continue\r\n\r\n", "latin1");
const MALFORMED = Buffer.from("HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n", "latin1");

export type ConnectionOptions = {
  readonly find: (head: RequestHead) => Attempt | null;
  /** How long a connection without a request is kept. */
  readonly idleMs: number;
  /** Requests that may wait for their answer: a client that asks on and reads nothing is cut off. */
  readonly waitingMax: number;
  /** How gaps are made on a socket. */
  readonly gaps: (socket: Socket) => Gaps;
};

/**
 * A client that ends its sending side counts as closed: a server cannot tell the two apart without writing,
 * and no HTTP client half-closes while it waits for its answer.
 */
export function serveConnection(socket: Socket, read: RequestReader, options: ConnectionOptions): void {
  const waiting = new Set<Turn>();
  const gaps = options.gaps(socket);
  let lastAttempt: Attempt | null = null;
  let before: Promise<boolean> = Promise.resolve(true);
  let nextAsked = new LazySignal();

  const clientLeft = (): void => {
    for (const turn of waiting) turn.delivery.clientClosed();
  };
  const drop = (): Promise<void> =>
    new Promise((resolve) => {
      if (socket.closed) return resolve();
      socket.once("close", () => resolve());
      socket.destroy();
    });

  async function answer(
    request: ReadRequest,
    turn: Turn,
    follows: Promise<boolean>,
    next: LazySignal,
  ): Promise<boolean> {
    waiting.add(turn);
    const whole = request.readBody(turn.keepBody);
    const isEarly = turn.exchange.wire?.early === true;
    const free = await follows;
    if (free && request.wantsContinue && !isEarly) await writeBytes(socket, CONTINUE);
    if (!free || !(isEarly || (await whole))) {
      // Either the client broke off its own request, or our last answer ended the connection.
      if (free) turn.delivery.clientClosed();
      else turn.delivery.serverEnded();
      return false;
    }
    const usable = await deliverExchange({ socket, asked: request.head, nextAsked: next, gaps }, turn);
    waiting.delete(turn);
    if (!usable) return false;
    turn.release();
    request.answered();
    return true;
  }

  socket.setNoDelay(true);
  socket.setTimeout(options.idleMs);
  // Every byte read or written winds the timer up again.
  socket.on("timeout", () => {
    if (waiting.size === 0) socket.destroy();
  });
  // A reset is told by `close` as well; without a listener it would end the process.
  socket.on("error", () => {});
  socket.on("end", clientLeft);
  socket.on("close", () => {
    clientLeft();
    for (const turn of waiting) turn.release();
  });
  read(socket, {
    onRequest(request) {
      if (waiting.size >= options.waitingMax) return void socket.destroy();
      const attempt = options.find(request.head);
      // Sent before the client saw that the answer to another attempt had ended the connection: it never reached its own.
      if (!socket.writable && attempt !== lastAttempt) return;
      lastAttempt = attempt;
      nextAsked.abort("the next request");
      nextAsked = new LazySignal();
      const turn = attempt?.begin(request.head, drop) ?? unknownTurn();
      before = answer(request, turn, before, nextAsked);
    },
    onMalformed() {
      if (waiting.size > 0) socket.destroy();
      else socket.end(MALFORMED);
    },
  });
}
