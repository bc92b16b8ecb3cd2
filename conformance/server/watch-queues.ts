/** Watches how many bytes wait in the receive queue of a socket's peer, as Linux shows them to everybody. */
import { readFile } from "node:fs/promises";

/** The two ports of a connection, seen from our side. */
export type PortPair = { readonly localPort: number; readonly remotePort: number };

/** `not_seen`: the peer is not on this machine, or this machine shows no such table. */
export type Look = { readonly waiting: number } | "not_seen";

export type QueueWatch = {
  /** Looks once, at tables that were read after the call. Never rejects. */
  look(pair: PortPair): Promise<Look>;
};

/** Reads a table as text, "" where there is none. */
export type ReadTable = () => Promise<string>;

/** A client of a dual-stack machine may be in the second as `::ffff:127.0.0.1`, while our side is in the first. */
const TABLES: readonly ReadTable[] = ["/proc/net/tcp", "/proc/net/tcp6"].map(
  (file) => () => readFile(file, "latin1").catch(() => ""),
);

export function watchQueues(tables: readonly ReadTable[] = TABLES): QueueWatch {
  const fresh = tables.map(shareReads);
  return {
    async look(pair) {
      for (const read of fresh) {
        const seen = findQueue(await read(), pair);
        if (seen !== "not_seen") return seen;
      }
      return "not_seen";
    },
  };
}

/**
 * A read takes some 5 ms, so one at a time serves all who wait; who comes while one is under way waits for the
 * next, since the bytes in question may have been written meanwhile.
 */
function shareReads(read: ReadTable): ReadTable {
  let current: Promise<string> | null = null;
  let following: Promise<string> | null = null;
  const begin = (): Promise<string> => {
    const text = read().finally(() => {
      if (current === text) current = null;
    });
    current = text;
    return text;
  };
  return () => {
    if (current === null) return begin();
    following ??= current.then(() => {
      following = null;
      return begin();
    });
    return following;
  };
}

/** The peer's row has our ports the other way round. Addresses are left out: the two tables spell them differently. */
export function findQueue(table: string, { localPort, remotePort }: PortPair): Look {
  const row = new RegExp(
    `:${portText(remotePort)} [0-9A-F]+:${portText(localPort)} [0-9A-F]{2} [0-9A-F]+:([0-9A-F]+) `,
  ).exec(table);
  return row?.[1] === undefined ? "not_seen" : { waiting: Number.parseInt(row[1], 16) };
}

const portText = (port: number): string => port.toString(16).toUpperCase().padStart(4, "0");
