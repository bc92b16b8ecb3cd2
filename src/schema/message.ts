/** The message: what a whole stream adds up to, in the spelling of the client protocol. */
import { z } from "zod";

/** One finished tool call. `arguments` is the raw string as streamed; compared byte for byte. */
export const ToolCall = z.object({
  id: z.string().nullable().describe("the call's id, or null where the provider never sent one"),
  name: z.string().nullable().describe("the function's name"),
  arguments: z.string().describe("the argument fragments, concatenated in order of arrival"),
});
export type ToolCall = z.infer<typeof ToolCall>;

/** One choice of a message. Strings are null where no fragment of them was ever sent. */
export const MessageChoice = z.object({
  index: z.int().min(0).describe("the choice's index on the wire; absent counts as 0"),
  role: z.string().describe("assistant unless the stream said otherwise"),
  content: z.string().nullable().describe("the answer's text; null where no fragment was ever sent"),
  reasoning: z
    .string()
    .nullable()
    .describe("one view of the reasoning text: reasoning, else reasoning_content, else details"),
  refusal: z.string().nullable().describe("the refusal's text; null where the model did not refuse"),
  tool_calls: z.array(ToolCall).describe("in ascending wire index, dense"),
  finish_reason: z.string().nullable().describe("null where the stream ended without one"),
});
export type MessageChoice = z.infer<typeof MessageChoice>;

/** What a whole stream adds up to. */
export const Message = z.object({ choices: z.array(MessageChoice).describe("in ascending wire index") });
export type Message = z.infer<typeof Message>;
