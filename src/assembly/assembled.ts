/** What a whole stream assembles to, with everything odd about it noted. */
import type { Message, WireError, WireUsage } from "../schema/index.ts";

/** One oddity that the fold met and went past. `code` is kebab case; `at` is the ordinal of the payload. */
export type Note = { readonly code: string; readonly at: number; readonly detail: string };

export type Assembled = {
  readonly id: string | null;
  readonly model: string | null;
  readonly created: number | null;
  readonly message: Message;
  readonly usage: WireUsage | null;
  /** The provider's error, beside everything folded before it. */
  readonly error: WireError | null;
  readonly status: "complete" | "incomplete" | "failed";
  /** How the payloads ended: the `[DONE]` sentinel, or the end of the bytes. */
  readonly terminated: "done" | "eof";
  /** Payloads that came after `[DONE]`, as text. */
  readonly trailing: readonly string[];
  /** Provider members that have no place in the message: last non-null value by name. */
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly notes: readonly Note[];
};
