/** The door of `conformance/models`: the right client and the flawed ones. */
import { createModelClient, createModelReader } from "./create-model-client.ts";
import { EVENT_BREAKS } from "./event-breaks.ts";
import type { FlawedClient } from "./flawed-client.ts";
import { FLAWED_CHUNKS } from "./flawed-chunks.ts";
import { FLAWED_DECODERS } from "./flawed-decoders.ts";
import { FLAWED_ENDINGS } from "./flawed-endings.ts";
import { FLAWED_FOLDS } from "./flawed-folds.ts";
import { FLAWED_FRAMING } from "./flawed-framing.ts";
import { FLAWED_CHUNK_READERS } from "./flawed-chunk-readers.ts";
import { FLAWED_READS } from "./flawed-reads.ts";
import { FLAWED_ERRORS } from "./flawed-errors.ts";
import { FLAWED_TOOL_DETAILS } from "./flawed-tool-details.ts";
import { FLAWED_USAGE } from "./flawed-usage.ts";
import { asFlawedClient } from "./flawed-reader.ts";
import { FLAWED_READER_BYTES } from "./flawed-reader-bytes.ts";
import { FLAWED_READER_FIELDS } from "./flawed-reader-fields.ts";
import { FLAWED_READER_HEADS } from "./flawed-reader-heads.ts";
import { FLAWED_READER_VALUES } from "./flawed-reader-values.ts";
import { FLAWED_TEXTS } from "./flawed-texts.ts";
import { FLAWED_TOOLS } from "./flawed-tools.ts";
import { RIGHT_PARTS } from "./right-parts.ts";

export { createModelClient, createModelReader };
export type { FlawedClient };

export const RIGHT_CLIENT = createModelClient("right", RIGHT_PARTS);

const OWN: readonly FlawedClient[] = [
  ...FLAWED_DECODERS,
  ...FLAWED_FRAMING,
  ...FLAWED_CHUNKS,
  ...FLAWED_FOLDS,
  ...FLAWED_TEXTS,
  ...FLAWED_TOOLS,
  ...FLAWED_ENDINGS,
  ...FLAWED_READS,
  ...FLAWED_CHUNK_READERS,
  ...FLAWED_ERRORS,
  ...FLAWED_TOOL_DETAILS,
  ...FLAWED_USAGE,
  ...[...FLAWED_READER_BYTES, ...FLAWED_READER_FIELDS, ...FLAWED_READER_VALUES, ...FLAWED_READER_HEADS].map(
    asFlawedClient,
  ),
];

/** What a client breaks stands with it, but for the cases of events. */
export const FLAWED_CLIENTS: readonly FlawedClient[] = OWN.map((one) => ({
  ...one,
  breaks: [...one.breaks, ...Object.entries(EVENT_BREAKS[one.id] ?? {}).map(([uid, because]) => ({ uid, because }))],
}));
