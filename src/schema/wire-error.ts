/** The error payload that providers send before or inside a stream. */
import { z } from "zod";

/** An error object, or a bare string (xAI). `code` is a number at OpenRouter and a string at OpenAI. */
export const WireError = z.union([
  z.looseObject({
    message: z.string().nullish(),
    type: z.string().nullish(),
    param: z.string().nullish(),
    code: z.union([z.string(), z.number()]).nullish(),
    metadata: z.looseObject({}).nullish(),
  }),
  z.string(),
]);
export type WireError = z.infer<typeof WireError>;
