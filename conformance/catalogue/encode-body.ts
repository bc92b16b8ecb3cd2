/** Spells the body of one exchange as bytes, with nothing left to chance. */
import { ToolkitError } from "../../src/base/index.ts";
import { DEFAULT_FRAMING, encodeBlocks, type Framing, type SseBlock } from "../../src/wire/index.ts";
import type { CaseBlock, CaseExchange, CaseFraming } from "../shape/case.ts";

/**
 * Chunks are printed as compact JSON in the order of the file, one event each; a body is taken as it is.
 * `recorded` reads FILE#INTERACTION. CASE_INVALID where a framing is given for a body that has its own.
 */
export function encodeBody(
  exchange: CaseExchange,
  place: string,
  recorded: (reference: string) => Uint8Array,
): Uint8Array {
  const blocks = exchange.chunks?.map((chunk) => ({ chunk })) ?? exchange.blocks;
  if (blocks !== undefined) return encodePlaced(blocks, exchange, place);
  if (exchange.framing !== undefined) {
    throw new ToolkitError(
      "CASE_INVALID",
      `${place}.framing`,
      "framing spells chunks and blocks; this body has its own spelling",
    );
  }
  if (exchange.body_base64 !== undefined) return Uint8Array.from(Buffer.from(exchange.body_base64, "base64"));
  if (exchange.cassette !== undefined) return recorded(exchange.cassette);
  return new TextEncoder().encode(exchange.body ?? "");
}

/** What a block cannot hold is told with the case's own place. */
function encodePlaced(blocks: readonly CaseBlock[], exchange: CaseExchange, place: string): Uint8Array {
  try {
    return encodeBlocks(blocks.map(blockOf), framingOf(exchange.framing));
  } catch (error) {
    if (!(error instanceof ToolkitError)) throw error;
    const inside = exchange.chunks === undefined ? error.place : error.place.replace("blocks", "chunks");
    throw new ToolkitError("CASE_INVALID", `${place}.${inside}`, error.detail, { cause: error });
  }
}

/** Event and id stand before the data, as servers write them. */
function blockOf(block: CaseBlock): SseBlock {
  if ("comment" in block) return { kind: "comment", text: block.comment };
  if ("raw" in block) return { kind: "raw", text: block.raw.repeat(block.repeat ?? 1) };
  return {
    kind: "event",
    ...(block.event === undefined ? {} : { event: block.event }),
    ...(block.id === undefined ? {} : { id: block.id }),
    ...("retry" in block && block.retry !== undefined ? { retry: block.retry } : {}),
    data: "chunk" in block ? JSON.stringify(block.chunk) : block.data,
  };
}

function framingOf(framing: CaseFraming | undefined): Framing {
  if (framing === undefined) return DEFAULT_FRAMING;
  const { eol, space, bom, done, final_blank_line: finalBlankLine } = framing;
  return { eol, space, bom, done, finalBlankLine };
}
