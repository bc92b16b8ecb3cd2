/** Tells whether a parsed value is a chunk of the wire. */
import { compileGuard } from "./compile-guard.ts";
import { WireChunk } from "./wire-chunk.ts";

const guard = compileGuard(WireChunk);

/** True exactly where `WireChunk.safeParse` succeeds, at a fraction of its time; what is wrong only the parse says. */
export function isWireChunk(value: unknown): value is WireChunk {
  return guard(value);
}
