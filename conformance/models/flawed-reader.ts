/** A flawed reader of events: one that makes no chat of them, so that only the cases of events speak of it. */
import { createEventReader, type ReaderSteps } from "./event-reader.ts";
import type { FlawedClient } from "./flawed-client.ts";
import { ModelError, type ModelParts } from "./model-parts.ts";
import { RIGHT_PARTS } from "./right-parts.ts";

export type FlawedReader = Pick<FlawedClient, "id" | "flaw"> & {
  /** Every case that this flaw breaks, by uid, with the reason. */
  readonly breaks: Readonly<Record<string, string>>;
  readonly steps?: Partial<ReaderSteps>;
  readonly checkHead?: ModelParts["checkHead"];
};

export function asFlawedClient({ id, flaw, breaks, steps, checkHead }: FlawedReader): FlawedClient {
  return {
    id,
    flaw,
    role: "reader",
    breaks: Object.entries(breaks).map(([uid, because]) => ({ uid, because })),
    parts: {
      ...RIGHT_PARTS,
      createDecoder: () => createEventReader(steps),
      ...(checkHead === undefined ? {} : { checkHead }),
    },
  };
}

/** What a reader with a limit, or with rules of its own, tells its caller. */
export function refuse(message: string): never {
  throw new ModelError({ native: "ReaderError", message, class: "malformed_sse", surface: "throw" });
}
