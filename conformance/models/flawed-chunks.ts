/** Clients that stumble over the shape of a chunk. */
import type { FlawedClient } from "./flawed-client.ts";
import { choicesOf, deltaOf, foldWith, withDelta } from "./fold-with.ts";
import { looking, refuse } from "./look-with.ts";
import { memberOf, RIGHT_PARTS } from "./right-parts.ts";

const KNOWN_MEMBERS = [
  "id",
  "object",
  "created",
  "model",
  "choices",
  "usage",
  "system_fingerprint",
  "service_tier",
  "error",
];
const COUNTS = ["prompt_tokens", "completion_tokens", "total_tokens"];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const usagesOf = (chunks: readonly unknown[]): readonly Readonly<Record<string, unknown>>[] =>
  chunks.map((chunk) => memberOf(chunk, "usage")).filter(isObject);

const hasUnknownMember = (chunk: unknown): boolean =>
  isObject(chunk) && Object.keys(chunk).some((name) => !KNOWN_MEMBERS.includes(name));

const needsDetails = (chunk: unknown): boolean => {
  const usage = memberOf(chunk, "usage");
  return isObject(usage) && !isObject(usage["prompt_tokens_details"]);
};

const hasBareLogprobs = (chunk: unknown): boolean => {
  const logprobs = memberOf(choicesOf(chunk)[0], "logprobs");
  return isObject(logprobs) && !Array.isArray(logprobs["content"]);
};

export const FLAWED_CHUNKS: readonly FlawedClient[] = [
  {
    id: "refuses-unknown-members",
    flaw: "Its chunk schema is closed.",
    breaks: [
      { uid: "s3ed", because: "chunks name their provider" },
      { uid: "c201", because: "the first chunk has prompt_filter_results" },
      { uid: "c204", because: "chunks name their provider" },
      { uid: "c205", because: "every object has unknown members" },
      { uid: "c208", because: "a member of another provider is null" },
      { uid: "c209", because: "a ping has a type" },
      { uid: "b040", because: "chunks have a cost" },
      { uid: "b053", because: "the first chunk has prompt_filter_results" },
      { uid: "d031", because: "a chunk has a cost" },
    ],
    parts: looking((chunk) => {
      if (hasUnknownMember(chunk)) refuse("unknown member");
    }),
  },
  {
    id: "tests-for-the-error-key",
    flaw: "It asks whether a chunk has an error member, and not whether it has an error.",
    breaks: [
      { uid: "c206", because: "every chunk has an error of null" },
      { uid: "d061", because: "its code is never read" },
    ],
    parts: {
      ...RIGHT_PARTS,
      errorOf: (chunk) =>
        isObject(chunk) && "error" in chunk
          ? {
              native: "ProviderError",
              message: JSON.stringify(chunk["error"]),
              class: "provider_error",
              surface: "throw",
            }
          : undefined,
    },
  },
  {
    id: "appends-null",
    flaw: "It joins content to its text without a look, and null becomes a word.",
    breaks: [
      { uid: "c207", because: "content is null in mid-answer" },
      { uid: "c208", because: "content is null at the end" },
      { uid: "c702", because: "content is null beside reasoning" },
      { uid: "c704", because: "content is null beside reasoning" },
      { uid: "d013", because: "content is null before the text" },
    ],
    parts: foldWith({
      chunks: (chunks) =>
        chunks.map((chunk) =>
          withDelta(chunk, (delta) => (delta["content"] === null ? { ...delta, content: "null" } : delta)),
        ),
    }),
  },
  {
    id: "walks-over-tool-calls-blindly",
    flaw: "It walks over tool_calls wherever the member is there.",
    breaks: [{ uid: "c208", because: "tool_calls is null" }],
    parts: looking((chunk) => {
      if (memberOf(deltaOf(chunk), "tool_calls") === null) throw new TypeError("tool_calls is not iterable");
    }),
  },
  {
    id: "reads-choices-blindly",
    flaw: "It reads choices without asking whether they are there.",
    breaks: [
      { uid: "c209", because: "heartbeats have no choices" },
      { uid: "b018", because: "null has no choices" },
    ],
    parts: looking((chunk) => {
      if (memberOf(chunk, "choices") === undefined)
        throw new TypeError("Cannot read properties of undefined (reading 0)");
    }),
  },
  {
    id: "reads-the-delta-blindly",
    flaw: "It reads the delta without asking whether it is there.",
    breaks: [
      { uid: "c210", because: "annotations have no delta" },
      { uid: "d055", because: "the choice of the filter has no delta" },
    ],
    parts: looking((chunk) => {
      if (choicesOf(chunk).length > 0 && deltaOf(chunk) === undefined)
        throw new TypeError("Cannot read properties of undefined (reading content)");
    }),
  },
  {
    id: "drops-chunks-of-another-id",
    flaw: "It takes the id of the first chunk for that of the answer, and drops the others.",
    breaks: [
      { uid: "c201", because: "the first id is empty" },
      { uid: "c211", because: "every chunk has another id" },
      { uid: "b034", because: "the first id is null" },
      { uid: "b053", because: "the first id is empty" },
    ],
    parts: foldWith({
      chunks: (chunks) => chunks.filter((chunk) => memberOf(chunk, "id") === memberOf(chunks[0], "id")),
    }),
  },
  {
    id: "drops-chunks-of-another-object",
    flaw: "It takes only chunks that are called chat.completion.chunk.",
    breaks: [
      { uid: "c212", because: "most are called otherwise" },
      { uid: "b033", because: "no chunk has an object" },
      { uid: "b034", because: "the object is that of an extension" },
    ],
    parts: foldWith({
      chunks: (chunks) => chunks.filter((chunk) => memberOf(chunk, "object") === "chat.completion.chunk"),
    }),
  },
  {
    id: "walks-over-logprobs-blindly",
    flaw: "It walks over the list of log probabilities wherever there is an object.",
    breaks: [{ uid: "c213", because: "the list is null" }],
    parts: looking((chunk) => {
      if (hasBareLogprobs(chunk)) throw new TypeError("content is not iterable");
    }),
  },
  {
    id: "adds-up-usage",
    flaw: "It adds the usage of all chunks.",
    breaks: [
      { uid: "c214", because: "usage is a running total" },
      { uid: "d035", because: "usage comes twice" },
    ],
    parts: foldWith({
      usage: (usage, chunks) =>
        usage === null
          ? null
          : {
              ...usage,
              ...Object.fromEntries(
                COUNTS.map((name) => [name, usagesOf(chunks).reduce((sum, one) => sum + Number(one[name] ?? 0), 0)]),
              ),
            },
    }),
  },
  {
    id: "keeps-the-first-usage",
    flaw: "It keeps the first usage that it sees.",
    breaks: [{ uid: "c219", because: "the first is made of zeros" }],
    parts: foldWith({ usage: (usage, chunks) => usagesOf(chunks)[0] ?? usage }),
  },
  {
    id: "reads-usage-details-blindly",
    flaw: "It reads the cached tokens without asking whether there are details.",
    breaks: [
      { uid: "c203", because: "usage has no details" },
      { uid: "c205", because: "usage has no details" },
      { uid: "c214", because: "usage has no details" },
      { uid: "c222", because: "usage has no details" },
      { uid: "c217", because: "the details are null" },
      { uid: "c219", because: "usage has no details" },
      { uid: "d031", because: "usage has no details" },
      { uid: "d032", because: "usage has no details" },
      { uid: "d034", because: "usage has no details" },
      { uid: "d035", because: "usage has no details" },
      { uid: "d036", because: "usage has no details" },
      { uid: "d037", because: "usage has no details" },
      { uid: "d038", because: "usage has no details" },
      { uid: "d039", because: "usage has no details" },
    ],
    parts: looking((chunk) => {
      if (needsDetails(chunk)) throw new TypeError("Cannot read properties of undefined (reading cached_tokens)");
    }),
  },
  {
    id: "ignores-the-choice-index",
    flaw: "It makes one text of all choices.",
    breaks: [
      { uid: "c220", because: "the second choice is mixed into the first" },
      { uid: "b036", because: "the second choice is mixed into the first" },
    ],
    parts: foldWith({
      chunks: (chunks) =>
        chunks.map((chunk) => ({
          ...(chunk as object),
          choices: choicesOf(chunk).map((choice) => ({ ...(choice as object), index: 0 })),
        })),
    }),
  },
  {
    id: "needs-a-choice-index",
    flaw: "It drops a choice that has no index.",
    breaks: [{ uid: "c221", because: "the only choice has none" }],
    parts: foldWith({
      chunks: (chunks) =>
        chunks.map((chunk) => ({
          ...(chunk as object),
          choices: choicesOf(chunk).filter((choice) => typeof memberOf(choice, "index") === "number"),
        })),
    }),
  },
];
