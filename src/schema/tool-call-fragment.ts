/** A fragment of one tool call, as it arrives inside a delta. */
import { z } from "zod";

/**
 * Arguments, or what a custom tool is given: a piece of text, or the whole as JSON (Mistral's types, TGI). A list is
 * taken too: some tools take nothing else.
 */
export const ArgumentsPiece = z.union([z.string(), z.looseObject({}), z.array(z.unknown())], {
  error: "expected a piece of text, or a whole object or list",
});

/** Names never change within a call, so a later name replaces; arguments are concatenated. */
export const WireToolCallFragment = z
  .looseObject({
    index: z.number().nullish().describe("slot of the call; absent at Gemini and old Mistral, -1 at some relays"),
    id: z
      .union([z.string(), z.number()], { error: "expected text or a number" })
      .nullish()
      .describe('first fragment only; later absent, null, "" or repeated'),
    type: z.string().nullish().describe("function or custom; absent at Mistral, repeated at others"),
    function: z
      .looseObject({
        name: z.string().nullish().describe('first fragment only; later absent, null, "" or repeated, never appended'),
        arguments: ArgumentsPiece.nullish().describe("a piece of JSON text; a whole object at some servers"),
      })
      .nullish()
      .describe("the function called; many servers send it whole in one fragment"),
    custom: z
      .looseObject({
        name: z.string().nullish().describe("the custom tool called"),
        input: ArgumentsPiece.nullish().describe("a piece of free text, not of JSON"),
      })
      .nullish()
      .describe("in place of `function` where type is custom"),
  })
  .describe("a piece of one tool call; fragments of one index belong together");
export type WireToolCallFragment = z.infer<typeof WireToolCallFragment>;
