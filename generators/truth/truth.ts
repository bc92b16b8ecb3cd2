/** The truth: what a generated stream says, before anything is spelled. */
import type { Message, WireUsage } from "../../src/schema/index.ts";

/** A whole answer. Text is null or not empty, ids are unique within a choice, each choice has finished. */
export type Truth = {
  readonly id: string;
  readonly model: string;
  /** Unix seconds. */
  readonly created: number;
  readonly message: Message;
  /** Null where the stream is to carry none. */
  readonly usage: WireUsage | null;
};
