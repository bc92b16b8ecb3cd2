/** Starts the HTTP server that plays scripts to clients over real sockets. */
import type { Socket } from "node:net";
import { DEFAULT_LIMITS, type Limits } from "../../src/base/index.ts";
import type { Stage } from "../shape/play.ts";
import { keepAttempts } from "./keep-attempts.ts";
import { listen } from "./listen.ts";
import { createRequestReader } from "./read-requests.ts";
import type { AttemptLimits } from "./record-attempt.ts";
import { type ConnectionOptions, serveConnection } from "./serve-connection.ts";
import { strictGap } from "./strict-gap.ts";
import { type PortPair, watchQueues } from "./watch-queues.ts";
import { pauseGap } from "./write-slices.ts";

export type StageLimits = AttemptLimits & Pick<Limits, "requestsWaitingMax" | "connectionsMax">;

export type HttpStageOptions = {
  /** The address to bind; the loopback unless told otherwise. */
  readonly host?: string;
  /** 0, the default, takes a free port that fetch accepts. */
  readonly port?: number;
  /** How long a kept-alive connection may idle. Long, so that a close never races with a client's next request. */
  readonly idleMs?: number;
  readonly limits?: Partial<StageLimits>;
  /**
   * `pause`, the default, makes a gap of `gapMs`; `strict` (Linux, clients of this machine) waits until the
   * client's receive queue is empty, and pauses where it cannot see that.
   */
  readonly delivery?: "pause" | "strict";
  /** What a strict gap waits for at most, in milliseconds. */
  readonly drainMs?: number;
};

/** `origin` reads `http://127.0.0.1:PORT`. */
export type HttpStage = Stage & { readonly origin: string };

const IDLE_MS = 600_000;
/** A client that does not read for so long has left its receive queue alone on purpose. */
const DRAIN_MS = 1_000;

/** Throws `ToolkitError` SERVER_FAILED where it cannot listen. */
export async function startHttpStage(options: HttpStageOptions = {}): Promise<HttpStage> {
  const host = options.host ?? "127.0.0.1";
  const idleMs = options.idleMs ?? IDLE_MS;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const sockets = new Set<Socket>();
  const read = createRequestReader();
  const watch = watchQueues();
  const gaps: ConnectionOptions["gaps"] = (socket) => {
    const drain = strictGap(watch, options.drainMs ?? DRAIN_MS, () => portsOf(socket));
    return { drain, makeGap: options.delivery === "strict" ? drain : pauseGap };
  };
  const { server, port } = await listen(
    (socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      serveConnection(socket, read, {
        find: (head) => attempts.find(head),
        idleMs,
        waitingMax: limits.requestsWaitingMax,
        gaps,
      });
    },
    { host, port: options.port ?? 0, connectionsMax: limits.connectionsMax },
  );
  const origin = `http://${hostToDial(host)}:${port}`;
  const attempts = keepAttempts(origin, limits);
  let closing: Promise<void> | null = null;

  async function close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    await attempts.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  return {
    origin,
    open: (script) => attempts.open(script),
    close: () => (closing ??= close()),
  };
}

function portsOf({ localPort, remotePort }: Socket): PortPair | undefined {
  return localPort === undefined || remotePort === undefined ? undefined : { localPort, remotePort };
}

/** An address to bind is not always one to dial. */
function hostToDial(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
