/** The door of `conformance/expand`. */
export { expandCase, DEFAULT_GAP_MS, type ExpandOptions } from "./expand-case.ts";
export { playKeys } from "./describe-play.ts";
export { EVERY_CUT_MAX, GAPS_MAX, TWO_WAY_CUTS_MAX } from "./choose-cuts.ts";
export { isWireCase } from "./is-wire-case.ts";
