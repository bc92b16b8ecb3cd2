/** Reads what LangChain.js streams: its chunks joined with `concat`, whatever model they are of. */

/** `ready` is the model, with its tools bound. */
export async function readStream(ready, job, call) {
  let whole;
  let chunks = 0;
  call.answer = () => ({
    message: whole === undefined ? null : readMessage(whole),
    usage: readUsage(whole?.usage_metadata),
  });
  for await (const chunk of await ready.stream(job.request.messages, { signal: call.signal })) {
    whole = whole === undefined ? chunk : whole.concat(chunk);
    chunks += 1;
    call.show(chunks);
    if (call.leavesAt(() => whole.text)) break;
  }
}

/** The texts of all content blocks of a kind; null where there is none. */
function blockText(message, kind) {
  const blocks = message.contentBlocks.filter(({ type }) => type === kind);
  return blocks.length > 0 ? blocks.map((block) => block[kind]).join("") : null;
}

function readMessage(message) {
  return {
    choices: [
      {
        index: 0,
        role: "assistant",
        content: message.text,
        reasoning: blockText(message, "reasoning"),
        refusal: blockText(message, "refusal"),
        tool_calls: readToolCalls(message),
        finish_reason: message.response_metadata.finish_reason ?? null,
      },
    ],
  };
}

function readToolCalls(message) {
  const raw = (id) => message.tool_call_chunks?.find((call) => call.id === id)?.args;
  const final = (message.tool_calls ?? []).map((call) => ({
    id: call.id ?? null,
    name: call.name,
    ...(call.id !== undefined && raw(call.id) !== undefined ? { arguments: raw(call.id) } : {}),
    arguments_json: call.args,
    status: "final",
  }));
  const invalid = (message.invalid_tool_calls ?? []).map((call) => ({
    id: call.id ?? null,
    name: call.name ?? null,
    arguments: call.args ?? null,
    status: "invalid",
  }));
  // Two lists, of which the order of the calls in the stream is to be seen in their fragments alone.
  const places = new Map((message.tool_call_chunks ?? []).map((call, at) => [call.id, at]));
  const placeOf = ({ id }) => places.get(id ?? undefined) ?? places.size;
  return [...final, ...invalid].sort((one, other) => placeOf(one) - placeOf(other));
}

/** LangChain's names back into those of the wire. */
function readUsage(usage) {
  if (usage === undefined) return null;
  const { input_token_details: input, output_token_details: output } = usage;
  return {
    prompt_tokens: usage.input_tokens,
    completion_tokens: usage.output_tokens,
    total_tokens: usage.total_tokens,
    ...(input?.cache_read === undefined ? {} : { prompt_tokens_details: { cached_tokens: input.cache_read } }),
    ...(output?.reasoning === undefined ? {} : { completion_tokens_details: { reasoning_tokens: output.reasoning } }),
  };
}
