/** Says whether our own road makes of a draw what we ask of the client: a doubt about us speaks against nobody. */
import { isDeepStrictEqual } from "node:util";
import { assemble } from "../../src/assembly/index.ts";
import { decodeBytes } from "../../src/wire/index.ts";
import type { FuzzDraw } from "./fuzz-draw.ts";

/** A draw with a fault has no answer to compare. */
export function isSound({ whole, bytes, end, parts }: FuzzDraw): boolean {
  if (parts.fault !== null || end !== "fin") return true;
  const { items, residue } = decodeBytes([bytes]);
  const { message, usage } = assemble(items, residue);
  const said = ({ choices }: typeof message) =>
    choices.map(({ content, reasoning, refusal, ...rest }) => ({
      ...rest,
      content: content ?? "",
      reasoning: reasoning ?? "",
      refusal: refusal ?? "",
    }));
  return isDeepStrictEqual(said(message), said(whole.truth.message)) && isDeepStrictEqual(usage, whole.truth.usage);
}
