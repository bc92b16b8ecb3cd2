/** Tells the cases whose rule lies in the transport: without a network there is nothing of it to be seen. */
import type { Case } from "../shape/case.ts";

/** Such a case is played over HTTP; a stage without a network plays what is left of it. */
export function isWireCase({ exchanges }: Pick<Case, "exchanges">): boolean {
  return exchanges.some(({ wire }) => wire !== undefined);
}
