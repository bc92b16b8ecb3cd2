/** The shape of a drawn event stream: what each of its blocks says, and how it is spelled. */
import type { CutDraw } from "./cut-draw.ts";

/** Null is a field that is not there. */
export type EventParts = {
  readonly data: string | null;
  readonly event: string | null;
  readonly id: string | null;
  readonly retry: string | null;
  /** A line that says nothing: a comment, or a field of another name. */
  readonly extra: string | null;
  /** Where that line stands: before the fields, or behind them. */
  readonly isExtraFirst: boolean;
};

export type EventsParts = {
  readonly cuts: CutDraw;
  readonly eol: "lf" | "crlf" | "cr" | "mixed";
  readonly space: boolean;
  readonly bom: boolean;
  readonly events: readonly EventParts[];
  /** What stands behind the last whole event, without the blank line that would end it: nobody may hand it out. */
  readonly tail: string | null;
};
