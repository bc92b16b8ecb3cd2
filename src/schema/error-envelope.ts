/** The JSON bodies that come with a 4xx or 5xx, in place of a stream. */
import { z } from "zod";
import { WireError } from "./wire-error.ts";

/** The usual body: one object with an `error`. The same object may come inside a stream as the data of an event. */
export const ErrorBody = z
  .looseObject({
    error: WireError,
    user_id: z.string().nullish().describe("OpenRouter"),
    request_id: z.string().nullish().describe("DashScope"),
  })
  .describe("one object around the error");
export type ErrorBody = z.infer<typeof ErrorBody>;

/** Bodies without an `error` member: the error's members at the top (Mistral, old vLLM, which sends it in streams too). */
export const FlatErrorBody = z
  .looseObject({
    object: z.literal("error").describe("what tells this body from others"),
    message: z.unknown().optional().describe("for people: text; Mistral puts the refused members here as an object"),
    type: z.unknown().optional().describe("text of an open vocabulary"),
    param: z.unknown().optional().describe("the request's member at fault"),
    code: z.unknown().optional().describe("digits as text at Mistral, a number at vLLM"),
  })
  .describe("the error's own members at the top, marked by object: error");
export type FlatErrorBody = z.infer<typeof FlatErrorBody>;

/** What web frameworks answer where a request is refused before the server's own code sees it (FastAPI). */
export const DetailErrorBody = z
  .looseObject({
    detail: z
      .union([z.string(), z.array(z.unknown()), z.looseObject({})], { error: "expected text, a list or an object" })
      .describe("a sentence, or one entry for each member refused"),
  })
  .describe("a framework's refusal");
export type DetailErrorBody = z.infer<typeof DetailErrorBody>;

/** Any error body with a known shape. A body that is none of these may still be an error: the status decides. */
export const ErrorEnvelope = z
  .union(
    [ErrorBody, FlatErrorBody, DetailErrorBody, z.array(ErrorBody).min(1).describe("Gemini sends a list of one")],
    { error: 'expected an object with error, with object: "error" or with detail, or a list of the first' },
  )
  .describe("the body of a 4xx or 5xx");
export type ErrorEnvelope = z.infer<typeof ErrorEnvelope>;
