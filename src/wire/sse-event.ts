/** The shapes of an event stream: items as decoded, blocks as written. */

/** One dispatched event, by the WHATWG rules (HTML 9.2.6). `event` is "message" where no type was given. */
export type SseEvent = {
  readonly kind: "event";
  readonly event: string;
  readonly data: string;
  /** The last event id in force when the event was dispatched ("" where none). */
  readonly id: string;
};

/** What a decoder yields, in order of arrival. Comments and retries are for recorders and linters. */
export type SseItem =
  | SseEvent
  | { readonly kind: "comment"; readonly text: string }
  | { readonly kind: "retry"; readonly milliseconds: number };

/**
 * What was left when the bytes ended without a blank line. Event readers discard it;
 * the reference road flushes `pending` with a note.
 */
export type Residue = {
  /** The event that a blank line would have dispatched; null where its data is empty. */
  readonly pending: SseEvent | null;
  /** Bytes of an unfinished last line (no line end came), as UTF-8 text. */
  readonly unfinishedLine: string;
};

/** One block to write: fields in the order given, then a blank line. */
export type SseBlock =
  | {
      readonly kind: "event";
      readonly data: string;
      readonly event?: string;
      readonly id?: string;
      readonly retry?: string;
    }
  | { readonly kind: "comment"; readonly text: string }
  | { readonly kind: "raw"; readonly text: string };

/** One line: a field, a comment where the name is "", a bare name where there is no value. */
export type SseLine = {
  readonly name: string;
  readonly value?: string;
  /** Whether a space follows the colon; as the framing says where it is left out. */
  readonly space?: boolean;
};

/**
 * A block whose every line is the caller's: fields in any order and number, none of data, comments among them, names
 * that no reader knows.
 */
export type SseLines = {
  readonly kind: "lines";
  readonly lines: readonly SseLine[];
  /** False leaves out the blank line, so that the next block goes on with this one. */
  readonly blankLine?: boolean;
  /** As the framing says where it is left out. */
  readonly eol?: LineEnd;
};

/** What ends each line. */
export type LineEnd = "lf" | "crlf" | "cr";

/** How blocks are spelled as bytes. Every choice is the caller's. */
export type Framing = {
  readonly eol: LineEnd;
  /** One space after the colon of each field. */
  readonly space: boolean;
  /** Starts the bytes with EF BB BF. */
  readonly bom: boolean;
  /** Ends the blocks with `data: [DONE]`. */
  readonly done: boolean;
  /** Writes the blank line after the last block, [DONE] included. */
  readonly finalBlankLine: boolean;
  /** False leaves out the end of the very last line, and the blank line with it. */
  readonly finalLineEnd?: boolean;
};

/** As nearly every server spells it: `data: …`, LF, a blank line, [DONE] at the end. */
export const DEFAULT_FRAMING: Framing = { eol: "lf", space: true, bom: false, done: true, finalBlankLine: true };
