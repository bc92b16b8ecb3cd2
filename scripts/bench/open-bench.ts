/** Finds benches in a module that was imported, and opens the peers that they want. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Bench, OpenPeer, Pair } from "./bench.ts";

/** A bench module exports `benches`. */
export function benchesOf(module: { readonly benches?: unknown }): readonly Bench[] {
  if (!Array.isArray(module.benches)) throw new Error("a bench module exports `benches`, an array");
  return module.benches as readonly Bench[];
}

export function findPair(module: { readonly benches?: unknown }, bench: string, pair: string): Pair {
  const found = benchesOf(module)
    .find((one) => one.name === bench)
    ?.pairs.find((one) => one.name === pair);
  if (found === undefined) throw new Error(`no pair ${pair} of a bench ${bench}`);
  return found;
}

/** `folder` is "" where the peers are out of reach. */
export async function openPeers(folder: string): Promise<OpenPeer> {
  if (folder === "") return (name) => Promise.reject(new Error(`the peer ${name} is not installed`));
  const { open } = (await import(pathToFileURL(path.join(folder, "open.mjs")).href)) as { readonly open: OpenPeer };
  return open;
}
