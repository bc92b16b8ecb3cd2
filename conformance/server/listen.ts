/** Binds a server to a port that every client can use. */
import { createServer, type Server, type Socket } from "node:net";
import { ToolkitError } from "../../src/base/index.ts";

// The list of bad ports of the fetch standard (https://fetch.spec.whatwg.org/#port-blocking).
const REFUSED_BY_FETCH: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
  6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

export function isRefusedByFetch(port: number): boolean {
  return REFUSED_BY_FETCH.has(port);
}

const ATTEMPTS_MAX = 16;

export type ListenOptions = {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Connections open at once; one more is closed as it comes. */
  readonly connectionsMax?: number;
  readonly isRefused?: (port: number) => boolean;
};

/** Throws `ToolkitError` SERVER_FAILED where the port is taken, or is one that fetch refuses. */
export async function listen(
  onConnection: (socket: Socket) => void,
  options: ListenOptions,
): Promise<{ readonly server: Server; readonly port: number }> {
  const { host, port, isRefused = isRefusedByFetch } = options;
  if (port !== 0 && isRefused(port)) {
    throw new ToolkitError("SERVER_FAILED", `${host}:${port}`, "fetch refuses to connect to this port");
  }
  // Refused ones are held until a good one is found, or the system might offer the same again.
  const refused: Server[] = [];
  try {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const server = await bind(onConnection, host, port);
      const address = server.address();
      const bound = address !== null && typeof address === "object" ? address.port : 0;
      if (options.connectionsMax !== undefined) server.maxConnections = options.connectionsMax;
      if (!isRefused(bound)) return { server, port: bound };
      refused.push(server);
    }
    throw new ToolkitError("SERVER_FAILED", host, `${ATTEMPTS_MAX} free ports in a row are refused by fetch`);
  } finally {
    await Promise.all(refused.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

function bind(onConnection: (socket: Socket) => void, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ noDelay: true }, onConnection);
    server.once("error", (cause) => {
      reject(new ToolkitError("SERVER_FAILED", `${host}:${port}`, cause.message, { cause }));
    });
    try {
      server.listen({ host, port }, () => resolve(server));
    } catch (cause) {
      // A port that is none is thrown at once.
      reject(new ToolkitError("SERVER_FAILED", `${host}:${port}`, (cause as Error).message, { cause }));
    }
  });
}
