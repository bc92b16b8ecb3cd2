/** The table of this room's shapes, by the names under which they are printed as documents. */
import type { z } from "zod";
import { ErrorEnvelope } from "./error-envelope.ts";
import { GoVcrV1, GoVcrV2 } from "./go-vcr.ts";
import { Message } from "./message.ts";
import { ChatRequest } from "./request.ts";
import { SpecChunk } from "./spec-chunk.ts";
import { WireUsage } from "./usage.ts";
import { WireChunk } from "./wire-chunk.ts";
import { WireError } from "./wire-error.ts";

/** A shape that can be printed: a title for people, and the schema. */
export type SchemaShape = { readonly title: string; readonly schema: z.ZodType };

/** Every shape of the wire, the message and the cassettes, by the name of its document. */
export const SCHEMA_SHAPES = {
  "wire-chunk": { title: "A chunk as real servers write it", schema: WireChunk },
  "spec-chunk": { title: "A chunk by the letter of OpenAI's reference", schema: SpecChunk },
  usage: { title: "Token usage as real servers write it", schema: WireUsage },
  error: { title: "A provider's error", schema: WireError },
  "error-envelope": { title: "The body of a 4xx or 5xx", schema: ErrorEnvelope },
  request: { title: "A chat completions request", schema: ChatRequest },
  message: { title: "What a whole stream adds up to", schema: Message },
  "go-vcr-v1": { title: "A go-vcr cassette, version 1", schema: GoVcrV1 },
  "go-vcr-v2": { title: "A go-vcr cassette, version 2", schema: GoVcrV2 },
} as const satisfies Record<string, SchemaShape>;

/** The name of one of these documents: `wire-chunk`. */
export type SchemaShapeName = keyof typeof SCHEMA_SHAPES;
