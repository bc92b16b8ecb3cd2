/** The shape of a reader with one flaw: the turn of a knob that exists to catch it. */
import type { Chosen } from "../profiles/any-knobs.ts";
import type { Read } from "./read-with.ts";

export type FlawedRead = { readonly turn: Partial<Chosen>; readonly flaw: string; readonly read: Read };
