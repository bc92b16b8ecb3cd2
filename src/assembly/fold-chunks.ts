/** Folds chunks that are parsed already. */
import type { Assembled } from "./assembled.ts";
import { classifyValue } from "./classify-value.ts";
import { createFold } from "./create-fold.ts";
import type { FoldOptions } from "./fold-options.ts";

/**
 * For clients that report the chunks they yield, and for tests. A total function: junk of any shape is noted and gone
 * past. `terminated` is always "eof", for the sentinel is no chunk.
 */
export function foldChunks(chunks: readonly unknown[], options: FoldOptions = {}): Assembled {
  const fold = createFold(options);
  for (const chunk of chunks) fold.push(classifyValue(chunk, ""));
  return fold.end();
}
