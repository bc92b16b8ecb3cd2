/** The chat completions request, as clients send it: known members are typed, unknown ones survive. */
import { z } from "zod";

/** A part of a request message's content: text, image_url, input_audio, file, refusal, or a provider's own. */
export const RequestContentPart = z
  .looseObject({
    type: z.string().describe("text, image_url, input_audio, file, refusal: open"),
    text: z.string().nullish().describe("of a text part"),
  })
  .describe("a part of a message");
export type RequestContentPart = z.infer<typeof RequestContentPart>;

/** A finished tool call, handed back to the model within the assistant's message. */
export const RequestToolCall = z
  .looseObject({
    id: z.string().nullish().describe("what the tool's answer refers to"),
    type: z.string().nullish().describe("function or custom"),
    function: z
      .looseObject({
        name: z.string().nullish().describe("the function called"),
        arguments: z.string().nullish().describe("JSON text, whole"),
      })
      .nullish()
      .describe("the function called, with its arguments"),
  })
  .describe("a call that the assistant made");
export type RequestToolCall = z.infer<typeof RequestToolCall>;

/** One message of a request's conversation. */
export const RequestMessage = z
  .looseObject({
    role: z.string().describe("system, developer, user, assistant, tool; function is deprecated"),
    content: z
      .union([z.string(), z.array(RequestContentPart)], { error: "expected text or a list of parts" })
      .nullish()
      .describe("null or absent where an assistant only called tools"),
    name: z.string().nullish().describe("tells authors of one role apart"),
    tool_calls: z.array(RequestToolCall).nullish().describe("assistant only: the calls it made"),
    tool_call_id: z.string().nullish().describe("tool only: the call that this answers"),
  })
  .describe("one message of the conversation so far");
export type RequestMessage = z.infer<typeof RequestMessage>;

/** One tool that a request offers to the model. */
export const RequestTool = z
  .looseObject({
    type: z.string().describe("function or custom; providers add their own"),
    function: z
      .looseObject({
        name: z.string().describe("letters, digits, _ and -"),
        description: z.string().nullish().describe("tells the model when to call it"),
        parameters: z.looseObject({}).nullish().describe("a JSON Schema of the arguments; absent means none"),
        strict: z.boolean().nullish().describe("true asks for arguments that hold to the schema"),
      })
      .nullish()
      .describe("the function offered"),
  })
  .describe("a tool that the model may call");
export type RequestTool = z.infer<typeof RequestTool>;

/** What a request asks of its stream: `stream_options`. */
export const RequestStreamOptions = z
  .looseObject({
    include_usage: z
      .boolean()
      .nullish()
      .describe("asks for usage; many providers send it anyway, and a few servers hang on being asked"),
    include_obfuscation: z.boolean().nullish().describe("false leaves out the padding (OpenAI, Azure)"),
  })
  .describe("for streams only");
export type RequestStreamOptions = z.infer<typeof RequestStreamOptions>;

const Share = z.number().nullish();

/** The body of POST /chat/completions. Only what every server needs is required. */
export const ChatRequest = z
  .looseObject({
    model: z.string().nullish().describe("absent at Azure, where the path names the deployment"),
    messages: z.array(RequestMessage).describe("the conversation so far"),
    stream: z.boolean().nullish().describe("true asks for an event stream"),
    stream_options: RequestStreamOptions.nullish().describe("what the stream is to carry; Mistral used to refuse it"),
    n: z.number().nullish().describe("how many answers; each has its own choice index"),
    max_tokens: z.number().nullish().describe("tokens; deprecated at OpenAI, in use everywhere else"),
    max_completion_tokens: z.number().nullish().describe("tokens, reasoning included"),
    temperature: Share.describe("0 to 2; OpenAI's reasoning models refuse any but 1"),
    top_p: Share.describe("0 to 1"),
    frequency_penalty: Share.describe("-2 to 2"),
    presence_penalty: Share.describe("-2 to 2"),
    seed: z.number().nullish().describe("an attempt at the same answer again; no promise"),
    stop: z
      .union([z.string(), z.array(z.string())], { error: "expected text or a list of texts" })
      .nullish()
      .describe("where to stop; is not part of the answer"),
    logprobs: z
      .union([z.boolean(), z.number()], { error: "expected true, false or a number" })
      .nullish()
      .describe("a number at servers of the legacy kind"),
    top_logprobs: z.number().nullish().describe("how many alternatives a token"),
    tools: z.array(RequestTool).nullish().describe("what the model may call"),
    tool_choice: z
      .union([z.string(), z.looseObject({})], { error: "expected text or an object" })
      .nullish()
      .describe("none, auto, required, or one tool; a named tool ends with finish_reason stop"),
    parallel_tool_calls: z.boolean().nullish().describe("false asks for one call at most"),
    response_format: z.looseObject({}).nullish().describe("text, json_object, or json_schema with the schema"),
    modalities: z.array(z.string()).nullish().describe("text, audio, image"),
    reasoning_effort: z.string().nullish().describe("none, minimal, low, medium, high: open"),
    service_tier: z.string().nullish().describe("which tier is asked for; the answer names the one that served"),
    user: z.string().nullish().describe("an opaque name of the end user"),
  })
  .describe("a chat completions request");
export type ChatRequest = z.infer<typeof ChatRequest>;
