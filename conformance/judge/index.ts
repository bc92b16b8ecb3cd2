/** The door of `conformance/judge`. */
export { judge } from "./judge.ts";
export type { Judgement } from "./judgement.ts";
export { statusOfPlay } from "./status-of-play.ts";
export { caseVerdict, isFailing, verdictWithoutPlay, type JudgedPlay } from "./case-verdict.ts";
export { summarise } from "./summarise.ts";
export { gateMet } from "./gate-met.ts";
export { whyNoVerdict } from "./why-no-verdict.ts";
export { exitCode, type ExitFacts } from "./exit-code.ts";
export { boundText, boundValue } from "./bound-value.ts";
export { failsAlreadyAt, withheld, withholdPresumed } from "./withhold-presumed.ts";
