/** The chat completions request, as clients send it: known members are typed, unknown ones survive. */
import { z } from "zod";

/** A part of a request message's content: text, image_url, input_audio, file, refusal, or a provider's own. */
export const RequestContentPart = z
  .looseObject({ type: z.string().describe("open"), text: z.string().nullish() })
  .describe("a part of a message");
export type RequestContentPart = z.infer<typeof RequestContentPart>;

/** A finished tool call, handed back to the model within the assistant's message. */
export const RequestToolCall = z.looseObject({
  id: z.string().nullish().describe("what the tool's answer refers to"),
  type: z.string().nullish().describe("function or custom"),
  function: z
    .looseObject({ name: z.string().nullish(), arguments: z.string().nullish().describe("JSON text, whole") })
    .nullish(),
});
export type RequestToolCall = z.infer<typeof RequestToolCall>;

export const RequestMessage = z
  .looseObject({
    role: z.string().describe("system, developer, user, assistant, tool; function is deprecated"),
    content: z
      .union([z.string(), z.array(RequestContentPart)])
      .nullish()
      .describe("null or absent where an assistant only called tools"),
    name: z.string().nullish().describe("tells authors of one role apart"),
    tool_calls: z.array(RequestToolCall).nullish().describe("assistant only: the calls it made"),
    tool_call_id: z.string().nullish().describe("tool only: the call that this answers"),
  })
  .describe("one message of the conversation so far");
export type RequestMessage = z.infer<typeof RequestMessage>;

export const RequestTool = z
  .looseObject({
    type: z.string().describe("function or custom; providers add their own"),
    function: z
      .looseObject({
        name: z.string(),
        description: z.string().nullish(),
        parameters: z.looseObject({}).nullish().describe("a JSON Schema"),
        strict: z.boolean().nullish(),
      })
      .nullish(),
  })
  .describe("a tool that the model may call");
export type RequestTool = z.infer<typeof RequestTool>;

export const StreamOptions = z
  .looseObject({
    include_usage: z
      .boolean()
      .nullish()
      .describe("asks for usage; many providers send it anyway, and a few old servers hang on it"),
    include_obfuscation: z.boolean().nullish().describe("false leaves out the padding (OpenAI, Azure)"),
  })
  .describe("for streams only");
export type StreamOptions = z.infer<typeof StreamOptions>;

/** The body of POST /chat/completions. Only what every server needs is required. */
export const ChatRequest = z
  .looseObject({
    model: z.string().nullish().describe("absent at Azure, where the path names the deployment"),
    messages: z.array(RequestMessage).describe("the conversation so far"),
    stream: z.boolean().nullish().describe("true asks for an event stream"),
    stream_options: StreamOptions.nullish(),
    n: z.number().nullish().describe("how many answers; each has its own choice index"),
    max_tokens: z.number().nullish().describe("tokens; deprecated at OpenAI, in use everywhere else"),
    max_completion_tokens: z.number().nullish().describe("tokens, reasoning included"),
    temperature: z.number().nullish(),
    top_p: z.number().nullish(),
    seed: z.number().nullish(),
    stop: z
      .union([z.string(), z.array(z.string())])
      .nullish()
      .describe("where to stop; is not part of the answer"),
    logprobs: z.union([z.boolean(), z.number()]).nullish().describe("a number at servers of the legacy kind"),
    top_logprobs: z.number().nullish(),
    tools: z.array(RequestTool).nullish(),
    tool_choice: z
      .union([z.string(), z.looseObject({})])
      .nullish()
      .describe("none, auto, required, or one tool; a named tool ends with finish_reason stop"),
    parallel_tool_calls: z.boolean().nullish(),
    response_format: z.looseObject({}).nullish(),
    reasoning_effort: z.string().nullish(),
    service_tier: z.string().nullish(),
    user: z.string().nullish(),
  })
  .describe("a chat completions request");
export type ChatRequest = z.infer<typeof ChatRequest>;
