/** The error payload that providers send before or inside a stream. */
import { z } from "zod";

const Code = z.union([z.string(), z.number()]).nullish();

/** An error object, or a bare string (xAI). `code` is a number at OpenRouter and a string at OpenAI. */
export const WireError = z
  .union([
    z.looseObject({
      message: z.string().nullish().describe("for people"),
      type: z
        .string()
        .nullish()
        .describe("open vocabulary, the provider's own: server_error, invalid_request_error, …"),
      param: z.string().nullish().describe("the request's member at fault, where one is"),
      code: Code.describe("a number at OpenRouter and vLLM (the HTTP status), a string or null at OpenAI"),
      status: Code.describe("the HTTP status at Azure; a word (INVALID_ARGUMENT) at Gemini"),
      metadata: z.looseObject({}).nullish().describe("OpenRouter: error_type, provider_name, the upstream's raw error"),
    }),
    z.string().describe("a bare sentence, as xAI and Groq's x_groq send it"),
  ])
  .describe("what went wrong, by the provider; after 200 OK this is the only sign of a failure");
export type WireError = z.infer<typeof WireError>;
