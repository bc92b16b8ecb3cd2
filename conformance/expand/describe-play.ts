/** Names the plays of a case. */
import type { LoadedCase } from "../shape/case.ts";
import { expandCase, type ExpandOptions } from "./expand-case.ts";

/** The keys of its plays, plain first. */
export function playKeys(loaded: LoadedCase, options: ExpandOptions = {}): readonly string[] {
  return expandCase(loaded, options).map(({ key }) => key);
}
