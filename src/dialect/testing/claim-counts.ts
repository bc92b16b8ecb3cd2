/** Counts, for each claim that recordings support, how many of them hold to it. */
import type { WireChoice, WireChunk } from "../../schema/index.ts";
import type { Evidence } from "../dialect.ts";

/** A recorded stream with its chunks read. */
export type TypedStream = { readonly text: string; readonly chunks: readonly WireChunk[] };

export type Share = readonly [seen: number, of: number];

/** Of the claims of a dialect, those that a recording at hand can prove wrong. */
export function isCounted({ source }: Evidence): boolean {
  return source.startsWith("recordings, ");
}

type Count = (from: readonly TypedStream[]) => Share;

const share = <Item>(items: readonly Item[], holds: (item: Item) => boolean): Share => [
  items.filter((item) => holds(item)).length,
  items.length,
];

const chunksIn = (from: readonly TypedStream[]) => from.flatMap(({ chunks }) => chunks);
const choicesOf = (chunks: readonly WireChunk[]) => chunks.flatMap((chunk) => chunk.choices ?? []);
const choicesIn = (from: readonly TypedStream[]) => choicesOf(chunksIn(from));
const fragmentsOf = ({ chunks }: TypedStream) => choicesOf(chunks).flatMap(({ delta }) => delta?.tool_calls ?? []);

const ofStreams =
  (holds: (stream: TypedStream) => boolean): Count =>
  (from) =>
    share(from, holds);
const ofChunks =
  (holds: (chunk: WireChunk) => boolean): Count =>
  (from) =>
    share(chunksIn(from), holds);
const ofChoices =
  (holds: (choice: WireChoice) => boolean): Count =>
  (from) =>
    share(choicesIn(from), holds);
/** Of the choices that finish. */
const ofEnds =
  (holds: (choice: WireChoice) => boolean): Count =>
  (from) =>
    share(
      choicesIn(from).filter((choice) => choice.finish_reason),
      holds,
    );
/** Of the choices that have not finished. */
const ofBeginnings =
  (holds: (choice: WireChoice) => boolean): Count =>
  (from) =>
    share(
      choicesIn(from).filter((choice) => !choice.finish_reason),
      holds,
    );
/** Of the streams that send usage. */
const ofCounted =
  (holds: (stream: TypedStream) => boolean): Count =>
  (from) =>
    share(
      from.filter(({ chunks }) => chunks.some((chunk) => chunk.usage)),
      holds,
    );
/** Of the streams that call tools. */
const ofCalling =
  (holds: (stream: TypedStream) => boolean): Count =>
  (from) =>
    share(
      from.filter((stream) => fragmentsOf(stream).length > 0),
      holds,
    );
/** Of the choices that reason, by whichever member. */
const ofReasoning =
  (holds: (choice: WireChoice) => boolean): Count =>
  (from) =>
    share(
      choicesIn(from).filter(({ delta }) => delta?.reasoning || delta?.reasoning_content),
      holds,
    );

const lastUsage = ({ chunks }: TypedStream) => chunks.findLast((chunk) => chunk.usage);
const finishes = (chunk: WireChunk | undefined) => (chunk?.choices ?? []).some((choice) => choice.finish_reason);
const isTerminated = ({ text }: TypedStream): boolean => /^data: \[DONE\]\s*$/m.test(text);
const hasPayload = ({ delta }: WireChoice): boolean =>
  (delta?.content ?? "") !== "" || (delta?.tool_calls ?? []).length > 0;
const isEmpty = (delta: unknown): boolean =>
  typeof delta === "object" && delta !== null && Object.keys(delta).length === 0;
const isSaid = (text: unknown): boolean => typeof text === "string" && text !== "";
/** A member of a member, without its being declared. */
const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;

function namesRoleOnce({ chunks }: TypedStream): boolean {
  const opened = new Set<number>();
  return choicesOf(chunks).every((choice) => {
    const first = !opened.has(choice.index ?? 0);
    opened.add(choice.index ?? 0);
    return first === (typeof choice.delta?.role === "string");
  });
}

const endsWithOwnUsage = (stream: TypedStream): boolean =>
  stream.chunks.at(-1) === lastUsage(stream) && lastUsage(stream)?.choices?.length === 0;

const repeatsFinish = (stream: TypedStream): boolean =>
  finishes(lastUsage(stream)) && stream.chunks.filter((chunk) => finishes(chunk)).length > 1;

const joinDetails = (choice: WireChoice): string =>
  (choice.delta?.reasoning_details ?? []).map((detail) => String(detail["text"] ?? detail["summary"] ?? "")).join("");

/** Whatever comes after the first fragment of a call. */
const goesOn = (stream: TypedStream, holds: (fragment: ReturnType<typeof fragmentsOf>[number]) => boolean): boolean => {
  const begun = new Set<number>();
  return fragmentsOf(stream).some((fragment) => {
    const slot = fragment.index ?? 0;
    if (begun.has(slot)) return holds(fragment);
    begun.add(slot);
    return false;
  });
};

function countsReasoningApart(stream: TypedStream): boolean {
  const { prompt_tokens, completion_tokens, total_tokens, completion_tokens_details } = lastUsage(stream)?.usage ?? {};
  const reasoning = completion_tokens_details?.reasoning_tokens ?? 0;
  return (prompt_tokens ?? 0) + (completion_tokens ?? 0) + reasoning === (total_tokens ?? 0);
}

const changes = (values: readonly unknown[]): boolean => new Set(values).size > 1;

/** By the claim's sentence; a claim on recordings without a count here fails a test. */
export const CLAIM_COUNTS: Readonly<Record<string, Count>> = {
  // The envelope.
  "Every chunk has choices, if only an empty list.": ofChunks((chunk) => Array.isArray(chunk.choices)),
  "Every chunk names the provider.": ofChunks((chunk) => typeof chunk["provider"] === "string"),
  "Chunks carry padding in obfuscation.": ofChunks((chunk) => chunk.obfuscation !== undefined),
  "Chunks carry padding in p.": ofChunks((chunk) => typeof chunk["p"] === "string"),
  "The system fingerprint is null.": ofChunks((chunk) => chunk.system_fingerprint === null),
  "The object is absent.": ofChunks((chunk) => chunk.object === undefined),
  "The request's stream_options stand on every chunk.": ofChunks((chunk) => chunk["stream_options"] !== undefined),
  "The id changes within the stream.": ofStreams(({ chunks }) => changes(chunks.map(({ id }) => id))),
  "created changes within the stream.": ofStreams(({ chunks }) => changes(chunks.map(({ created }) => created))),
  "The first chunk has empty choices, an empty id, and what was found in the prompt.": ofStreams(
    ({ chunks: [first] }) => first?.id === "" && "prompt_filter_results" in first && !first.choices?.length,
  ),
  "x_groq names the request on the first chunk.": ofStreams(({ chunks: [first] }) =>
    isSaid(memberOf(first?.["x_groq"], "id")),
  ),
  "x_groq carries the usage.": ofStreams(({ chunks }) =>
    chunks.some((chunk) => memberOf(chunk["x_groq"], "usage") !== undefined),
  ),
  "The last chunk carries timings.": ofStreams(({ chunks }) => chunks.at(-1)?.["timings"] !== undefined),

  // Choices and deltas.
  "Every choice has finish_reason, be it null.": ofChoices((choice) => "finish_reason" in choice),
  "finish_reason is absent until the end.": ofBeginnings((choice) => !("finish_reason" in choice)),
  "native_finish_reason stands beside every finish_reason.": ofChoices((choice) => "native_finish_reason" in choice),
  "Every choice has content_filter_results.": ofChoices((choice) => "content_filter_results" in choice),
  "A choice has no delta.": ofChoices((choice) => !("delta" in choice)),
  "The message repeats the text of the delta.": ofChoices(
    (choice) => choice["message"] !== undefined && memberOf(choice["message"], "content") === choice.delta?.content,
  ),
  "The text repeats the content of the delta.": ofChoices(
    (choice) => choice["text"] !== undefined && choice["text"] === choice.delta?.content,
  ),
  "Deltas name their token.": ofChoices(({ delta }) => typeof delta?.["token_id"] === "number"),
  "The role comes in the first chunk of each choice, and in no other.": ofStreams(namesRoleOnce),
  "Every delta has the role.": ofChoices(({ delta }) => delta?.role === "assistant"),
  "The role stands on every delta.": ofChoices(({ delta }) => delta?.role === "assistant"),
  "The role stands on every delta but those of calls.": (from) =>
    share(
      choicesIn(from).filter(({ delta }) => !delta?.tool_calls),
      ({ delta }) => delta?.role === "assistant",
    ),
  "The role is null on later deltas.": (from) =>
    share(
      choicesIn(from).filter(({ delta }) => typeof delta?.role !== "string"),
      ({ delta }) => delta?.role === null,
    ),
  "No delta has the role.": ofStreams(({ chunks }) =>
    choicesOf(chunks).every(({ delta }) => !("role" in (delta ?? {}))),
  ),
  "Payload stands beside the role, on the first delta.": ofStreams(({ chunks }) => {
    const [first] = choicesOf(chunks);
    return first?.delta?.role === "assistant" && (hasPayload(first) || isSaid(first.delta.reasoning_content));
  }),
  "Content comes as parts.": ofStreams(({ chunks }) =>
    choicesOf(chunks).some(({ delta }) => Array.isArray(delta?.content)),
  ),

  // Reasoning.
  "Reasoning comes as reasoning.": ofStreams(({ chunks }) =>
    choicesOf(chunks).some(({ delta }) => isSaid(delta?.reasoning)),
  ),
  "Reasoning comes as reasoning_content.": ofStreams(({ chunks }) =>
    choicesOf(chunks).some(({ delta }) => isSaid(delta?.reasoning_content)),
  ),
  "Content is null beside reasoning.": ofReasoning(({ delta }) => delta?.content === null),
  "Reasoning is sent in two views with the same text.": (from) =>
    share(
      choicesIn(from).filter((choice) => joinDetails(choice) !== ""),
      (choice) => joinDetails(choice) === choice.delta?.reasoning,
    ),

  // Tool calls.
  "Tool calls come whole, in one fragment each.": ofCalling((stream) =>
    fragmentsOf(stream).every(({ id, function: called }) => isSaid(id) && isSaid(called?.name)),
  ),
  "Tool fragments have no type.": ofCalling((stream) => fragmentsOf(stream).every(({ type }) => type === undefined)),
  "Tool calls go on with an empty id.": ofCalling((stream) => goesOn(stream, ({ id }) => id === "")),
  "Tool calls go on with a null id and name.": ofCalling((stream) =>
    goesOn(stream, ({ id, function: called }) => id === null && called?.name === null),
  ),
  "The arguments of a first fragment are null.": ofCalling(
    (stream) => fragmentsOf(stream)[0]?.function?.arguments === null,
  ),

  // The end.
  "The finish reason comes with an empty delta.": ofEnds(({ delta }) => isEmpty(delta)),
  "The finish reason comes with an empty text.": ofEnds(({ delta }) => delta?.content === ""),
  "Payload comes with the finish reason.": ofEnds(hasPayload),
  "The last delta carries provider_metadata.": ofStreams(
    ({ chunks }) => choicesOf(chunks).at(-1)?.delta?.["provider_metadata"] !== undefined,
  ),
  "The stream ends with [DONE].": ofStreams(isTerminated),
  "The stream ends without [DONE].": ofStreams((stream) => !isTerminated(stream)),
  "A payload comes after [DONE].": ofStreams(({ text }) => /^data: \[DONE\]\s+data: \{/m.test(text)),
  "Comments come before or between chunks.": ofStreams(({ text }) => /^:/m.test(text)),

  // Usage.
  "Usage comes in a chunk of its own, the last, with empty choices.": ofCounted(endsWithOwnUsage),
  "Usage is sent, on one chunk.": ofStreams(({ chunks }) => chunks.filter((chunk) => chunk.usage).length === 1),
  "Usage stands beside the finish reason.": ofCounted((stream) => finishes(lastUsage(stream))),
  "Usage stands beside a choice that says nothing.": ofCounted((stream) => {
    const [choice, ...others] = lastUsage(stream)?.choices ?? [];
    return choice !== undefined && others.length === 0 && isEmpty(choice.delta) && !choice.finish_reason;
  }),
  "Usage stands beside a choice with a null finish_reason (older).": ofStreams(
    (stream) => lastUsage(stream)?.choices?.length === 1 && !finishes(lastUsage(stream)),
  ),
  "Usage stands beside empty choices (as documented).": ofStreams((stream) => lastUsage(stream)?.choices?.length === 0),
  "Usage stands beside a second finish_reason (newer).": ofStreams(repeatsFinish),
  "Running usage stands on every chunk.": ofStreams(({ chunks }) => chunks.every((chunk) => chunk.usage)),
  "usage is null before its own chunk.": (from) =>
    share(
      chunksIn(from).filter(({ usage }) => !usage),
      ({ usage }) => usage === null,
    ),
  "completion_tokens is null until the end.": (from) =>
    share(
      chunksIn(from).filter((chunk) => !finishes(chunk)),
      ({ usage }) => usage?.completion_tokens === null,
    ),
  "The usage counts cache hits and misses.": ofCounted(
    (stream) => lastUsage(stream)?.usage?.["prompt_cache_hit_tokens"] !== undefined,
  ),
  "The total counts reasoning, completion_tokens does not.": ofCounted(countsReasoningApart),
  "The usage counts ticks of a dollar.": ofCounted(
    (stream) => lastUsage(stream)?.usage?.["cost_in_usd_ticks"] !== undefined,
  ),
  "The usage chunk carries latency_checkpoint.": ofCounted(
    (stream) => lastUsage(stream)?.["latency_checkpoint"] !== undefined,
  ),
  "time_info stands beside the usage.": ofCounted((stream) => lastUsage(stream)?.["time_info"] !== undefined),
  "The generation's id stands beside the usage.": ofCounted(
    (stream) => lastUsage(stream)?.["generationId"] !== undefined,
  ),
};
