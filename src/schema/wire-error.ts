/** The error payload that providers send before or inside a stream. */
import { z } from "zod";

/** A member may be anything: a reader that refuses an error for its spelling tells its own trouble, not the provider's. */
const Anything = z.unknown().optional();

/** An error object, or a bare string (xAI). `code` is a number at OpenRouter and a string at OpenAI. */
export const WireError = z
  .union(
    [
      z.looseObject({
        message: Anything.describe(
          "for people: text; an object or a list where a server puts the refused members here",
        ),
        type: Anything.describe(
          "text of an open vocabulary, the provider's own (server_error, invalid_request_error, …), or a number",
        ),
        param: Anything.describe("the request's member at fault, where one is: text, or the path to it as a list"),
        code: Anything.describe("a number at OpenRouter and vLLM (the HTTP status), text or null at OpenAI"),
        status: Anything.describe("the HTTP status at Azure; a word (INVALID_ARGUMENT) at Gemini"),
        metadata: Anything.describe("OpenRouter: an object of error_type, provider_name, the upstream's raw error"),
      }),
      z.string().describe("a bare sentence, as xAI and Groq's x_groq send it"),
    ],
    { error: "expected an object or text" },
  )
  .describe("what went wrong, by the provider; after 200 OK this is the only sign of a failure");
export type WireError = z.infer<typeof WireError>;
