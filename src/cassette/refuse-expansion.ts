/** Refuses a YAML document whose aliases repeat more than there is room for. */
import { ToolkitError } from "../base/index.ts";

/** Nodes and characters that the aliases of one document may add to it. */
const REPEATED_MAX = 1_048_576;

/**
 * Few aliases of aliases stand for more than any memory holds: whoever walks or prints such a value never ends. Without
 * aliases a value has hardly more nodes and characters than its `text`: what was seen before need not be kept in mind.
 * Throws LIMIT_EXCEEDED, also of a value that holds itself.
 */
export function refuseExpansion(value: unknown, text: string, file: string, documentDepthMax: number): void {
  if (!text.includes("*")) return;
  let room = text.length + REPEATED_MAX;
  const take = (weight: number): void => {
    room -= weight;
    if (room < 0) refuse(file, `its aliases stand for more than ${REPEATED_MAX} nodes and characters`);
  };
  const walk = (node: unknown, depth: number): void => {
    take(typeof node === "string" || node instanceof Uint8Array ? 1 + node.length : 1);
    if (typeof node !== "object" || node === null || node instanceof Uint8Array) return;
    if (depth > documentDepthMax) refuse(file, `nested deeper than documentDepthMax (${documentDepthMax}), by aliases`);
    if (Array.isArray(node)) {
      for (const item of node) walk(item, depth + 1);
      return;
    }
    for (const [name, member] of Object.entries(node)) {
      take(name.length);
      walk(member, depth + 1);
    }
  };
  walk(value, 1);
}

// --- internal ---

function refuse(file: string, detail: string): never {
  throw new ToolkitError("LIMIT_EXCEEDED", file, detail);
}
