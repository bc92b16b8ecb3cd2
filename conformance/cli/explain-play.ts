/** Finds what a reporter shows of one play: its case, and the answers slice by slice. */
import { expandCase } from "../expand/index.ts";
import type { CaseExplanation } from "../reporters/index.ts";
import type { LoadedCase } from "../shape/case.ts";

/** Null where the case is not at hand, or has no such play. */
export function explainPlay(loaded: LoadedCase | undefined, key: string): CaseExplanation | null {
  if (loaded === undefined) return null;
  const [play] = expandCase(loaded, { only: key });
  if (play === undefined) return null;
  return { case: loaded.case, exchanges: play.script.exchanges };
}
