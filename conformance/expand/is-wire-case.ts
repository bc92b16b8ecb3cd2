/** Tells the cases whose rule lies in the transport: without a network there is nothing of it to be seen. */
import type { Case, CaseEnd } from "../shape/case.ts";

/** Such a case is played over HTTP; a stage without a network plays what is left of it. */
export function isWireCase({ exchanges, delivery }: Pick<Case, "exchanges" | "delivery">): boolean {
  return delivery !== undefined || exchanges.some(({ wire, end }) => wire !== undefined || isStay(end));
}

const isStay = (end: CaseEnd): boolean => typeof end === "object" && "stay_ms" in end;
