/** Reads a generated stream back by the reference road. */
import { assemble, type Assembled } from "../../src/assembly/index.ts";
import { decodeBytes } from "../../src/wire/index.ts";

export function readBack(slices: readonly Uint8Array[]): Assembled {
  const { items, residue } = decodeBytes(slices);
  return assemble(items, residue);
}
