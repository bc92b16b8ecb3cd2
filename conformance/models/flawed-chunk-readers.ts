/** Clients that stumble over what stands in a chunk: its texts, choices and deltas. */
import type { FlawedClient } from "./flawed-client.ts";
import { choicesOf, deltaOf, finishOf, foldWith, withDelta, withFragments } from "./fold-with.ts";
import { looking, refuse } from "./look-with.ts";
import { ModelError } from "./model-parts.ts";
import { memberOf } from "./right-parts.ts";

const DELTA_MEMBERS = ["role", "content", "refusal", "tool_calls", "function_call"];
const SERVICE_TIERS = ["auto", "default", "flex", "scale", "priority"];
const DELTAS_WITHOUT_CONTENT_MAX = 100;
const TAG_OR_PIECE = /<\/?t(?:h(?:i(?:n(?:k>?)?)?)?)?/g;

type Delta = Record<string, unknown>;
type Chunk = Readonly<Record<string, unknown>>;

/** The right fold over contents that were changed, one by one. */
const contentsWith = (change: (content: unknown) => unknown): FlawedClient["parts"] =>
  foldWith({
    chunks: (chunks) =>
      chunks.map((chunk) =>
        withDelta(chunk, (delta: Delta) =>
          "content" in delta ? { ...delta, content: change(delta["content"]) } : delta,
        ),
      ),
  });

/** The right fold over choices that were changed, list by list. */
const choicesWith = (change: (choices: readonly unknown[]) => readonly unknown[]): FlawedClient["parts"] =>
  foldWith({
    chunks: (chunks) => chunks.map((chunk) => ({ ...(chunk as object), choices: change(choicesOf(chunk)) })),
  });

/** Each half of a character that stands alone becomes U+FFFD. */
const wellFormed = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text));

const isObject = (value: unknown): value is Chunk => typeof value === "object" && value !== null;

const argumentsAreText = (chunk: unknown): boolean => {
  let areText = true;
  withFragments(chunk, (fragment) => {
    areText &&= typeof (memberOf(fragment["function"], "arguments") ?? "") === "string";
    return fragment;
  });
  return areText;
};

/** Adds up the members of two chunks as a generic merge does: it has no rule for a float. */
function mergeNumbers(before: Chunk, after: Chunk): void {
  for (const [name, value] of Object.entries(after)) {
    if (typeof value === "number" && !Number.isInteger(value) && typeof before[name] === "number")
      throw new TypeError(`unsupported type for member ${name}`);
  }
}

export const FLAWED_CHUNK_READERS: readonly FlawedClient[] = [
  {
    id: "encodes-each-delta",
    flaw: "It makes each delta well-formed by itself, so that half a character becomes U+FFFD.",
    breaks: [{ uid: "b006", because: "the halves of a character come apart" }],
    parts: contentsWith((content) => (typeof content === "string" ? wellFormed(content) : content)),
  },
  {
    id: "fails-at-half-a-character",
    flaw: "It encodes each delta, and has no way to encode half a character.",
    breaks: [
      { uid: "b006", because: "the halves of a character come apart" },
      { uid: "b017", because: "one half comes alone" },
    ],
    parts: looking((chunk) => {
      const content = memberOf(deltaOf(chunk), "content");
      if (typeof content === "string" && wellFormed(content) !== content) throw new TypeError("surrogates not allowed");
    }),
  },
  {
    id: "ends-text-at-nul",
    flaw: "Its strings end at U+0000.",
    breaks: [{ uid: "b015", because: "the text goes on behind U+0000" }],
    parts: contentsWith((content) => (typeof content === "string" ? content.split("\0")[0] : content)),
  },
  {
    id: "writes-parts-as-text",
    flaw: "It takes any content for text.",
    breaks: [{ uid: "b029", because: "two contents are lists" }],
    parts: contentsWith((content) => (Array.isArray(content) ? content.map(() => "[object Object]").join() : content)),
  },
  {
    id: "strips-think-tags-piece-by-piece",
    flaw: "It strips what looks like a tag of thinking, or a piece of one, from each delta.",
    breaks: [
      { uid: "b044", because: "tags are cut, and what is left of them stays" },
      { uid: "b045", because: "the tag is the only sign that parts thinking from answer" },
    ],
    parts: contentsWith((content) => (typeof content === "string" ? content.replace(TAG_OR_PIECE, "") : content)),
  },
  {
    id: "walks-over-choices-blindly",
    flaw: "It walks over choices wherever the member is there.",
    breaks: [{ uid: "b026", because: "one chunk has choices of null" }],
    parts: looking((chunk) => {
      if (memberOf(chunk, "choices") === null) throw new TypeError("choices is not iterable");
    }),
  },
  {
    id: "looks-back-at-the-last-choice",
    flaw: "It looks back at the first choice of the chunk before.",
    breaks: [
      { uid: "b018", because: "null stands before a chunk" },
      { uid: "b026", because: "a chunk without choice stands before another" },
      { uid: "b032", because: "a chunk without choice stands before another" },
      { uid: "b053", because: "the first chunk has no choice" },
      { uid: "c201", because: "the first chunk has no choice" },
      { uid: "c209", because: "heartbeats stand before chunks" },
    ],
    parts: foldWith({
      message(message, chunks) {
        for (const [index, chunk] of chunks.entries()) {
          if (choicesOf(chunk).length > 0 && index > 0 && choicesOf(chunks[index - 1]).length === 0)
            throw new TypeError("list index out of range");
        }
        return message;
      },
    }),
  },
  {
    id: "drops-calls-that-it-cannot-decode",
    flaw: "It logs a chunk whose arguments are no text, and goes on.",
    breaks: [{ uid: "b027", because: "the arguments are an object, and text stands beside them" }],
    parts: foldWith({ chunks: (chunks) => chunks.filter(argumentsAreText) }),
  },
  {
    id: "reads-the-first-content-blindly",
    flaw: "It reads the content of the first delta without asking whether it is there.",
    breaks: [
      { uid: "b060", because: "the first delta has a role alone" },
      { uid: "b056", because: "the only delta is empty" },
    ],
    parts: foldWith({
      message(message, chunks) {
        const first = chunks.map(deltaOf).find(isObject);
        if (first !== undefined && !("content" in first)) throw new TypeError("missing content");
        return message;
      },
    }),
  },
  {
    id: "takes-an-empty-delta-for-the-end",
    flaw: "It takes a delta without members and without a finish reason for the end of the text.",
    breaks: [
      { uid: "b030", because: "a delta in the middle is empty" },
      { uid: "b060", because: "a delta in the middle is empty" },
    ],
    parts: foldWith({
      chunks(chunks) {
        let isOver = false;
        return chunks.map((chunk) => {
          const delta = deltaOf(chunk);
          isOver ||= isObject(delta) && Object.keys(delta).length === 0 && finishOf(chunk) === null;
          return isOver ? withDelta(chunk, ({ content: _content, ...others }) => others) : chunk;
        });
      },
    }),
  },
  {
    id: "reaches-into-a-null-delta",
    flaw: "It knows a delta that is absent, and not one that is null.",
    breaks: [{ uid: "b031", because: "two deltas are null" }],
    parts: looking((chunk) => {
      if (deltaOf(chunk) === null) throw new TypeError("Cannot read properties of null (reading content)");
    }),
  },
  {
    id: "knows-a-closed-list-of-tiers",
    flaw: "Its list of service tiers is closed.",
    breaks: [{ uid: "b035", because: "two tiers are not on the list" }],
    parts: looking((chunk) => {
      const tier = memberOf(chunk, "service_tier");
      if (typeof tier === "string" && !SERVICE_TIERS.includes(tier)) refuse(`unknown service tier ${tier}`);
    }),
  },
  {
    id: "types-the-envelope",
    flaw: "It wants an id, an object, a time and a model, of the types of the reference.",
    breaks: [
      { uid: "b033", because: "all members are absent" },
      { uid: "b034", because: "id and model are null, the time is a text" },
      { uid: "c212", because: "the time is a fraction, members are absent" },
    ],
    parts: looking((chunk) => {
      const texts = [memberOf(chunk, "id"), memberOf(chunk, "object"), memberOf(chunk, "model")];
      if (choicesOf(chunk).length === 0) return;
      if (texts.some((text) => typeof text !== "string") || !Number.isInteger(memberOf(chunk, "created")))
        refuse("a member of the chunk is missing, or of another type");
    }),
  },
  {
    id: "goes-by-the-place-of-a-choice",
    flaw: "It takes the place of a choice in the list for its index.",
    breaks: [
      { uid: "b036", because: "the second choice stands first" },
      { uid: "c220", because: "the second choice stands alone in its chunks" },
    ],
    parts: choicesWith((choices) => choices.map((choice, place) => ({ ...(choice as object), index: place }))),
  },
  {
    id: "reads-choice-0-only",
    flaw: "It reads the choice of index 0, and no other.",
    breaks: [
      { uid: "b036", because: "there are two choices" },
      { uid: "b037", because: "the only choice has another index" },
      { uid: "c220", because: "there are two choices" },
    ],
    parts: choicesWith((choices) => choices.filter((choice) => (memberOf(choice, "index") ?? 0) === 0)),
  },
  {
    id: "refuses-unknown-members-of-the-delta",
    flaw: "Its delta schema is closed.",
    breaks: [
      { uid: "b039", because: "deltas hold images and annotations" },
      { uid: "b040", because: "deltas hold a score" },
      { uid: "b042", because: "deltas hold reasoning" },
      { uid: "b052", because: "deltas hold reasoning and details" },
      { uid: "c205", because: "every object has unknown members" },
      { uid: "c208", because: "a member of another provider is null" },
      { uid: "c701", because: "deltas hold reasoning" },
      { uid: "c702", because: "deltas hold reasoning" },
      { uid: "c703", because: "deltas hold reasoning and details" },
      { uid: "c704", because: "deltas hold reasoning" },
      { uid: "c705", because: "deltas hold reasoning" },
      { uid: "c707", because: "deltas hold details" },
    ],
    parts: looking((chunk) => {
      const delta = deltaOf(chunk);
      if (isObject(delta) && Object.keys(delta).some((name) => !DELTA_MEMBERS.includes(name)))
        refuse("unknown member of the delta");
    }),
  },
  {
    id: "adds-up-chunks-by-type",
    flaw: "It adds up chunks member by member, and has no rule for a float.",
    breaks: [{ uid: "b040", because: "every chunk has a cost" }],
    parts: foldWith({
      message(message, chunks) {
        const objects = chunks.filter(isObject);
        for (const [index, chunk] of objects.entries()) mergeNumbers(objects[index - 1] ?? {}, chunk);
        return message;
      },
    }),
  },
  {
    id: "prefers-the-message",
    flaw: "It reads the message of a choice, and the delta only where there is none.",
    breaks: [{ uid: "b041", because: "the message repeats what came before" }],
    parts: choicesWith((choices) =>
      choices.map((choice) => {
        const content = memberOf(memberOf(choice, "message"), "content");
        return typeof content === "string" ? { ...(choice as object), delta: { content } } : choice;
      }),
    ),
  },
  {
    id: "gives-up-on-long-thinking",
    flaw: "It takes 100 deltas in a row without content for a model that hangs.",
    breaks: [
      { uid: "b042", because: "two hundred deltas have no content" },
      { uid: "d065", because: "a thousand deltas have no content" },
    ],
    parts: foldWith({
      message(message, chunks) {
        let without = 0;
        for (const delta of chunks.map(deltaOf)) {
          const content = memberOf(delta, "content");
          without = typeof content === "string" && content !== "" ? 0 : without + 1;
          if (without > DELTAS_WITHOUT_CONTENT_MAX)
            throw new ModelError({
              native: "IdleError",
              message: "no content",
              class: "timeout.idle",
              surface: "throw",
            });
        }
        return message;
      },
    }),
  },
  {
    id: "types-the-stop-reason",
    flaw: "It knows stop_reason as a text or null.",
    breaks: [{ uid: "b043", because: "the last one is a number" }],
    parts: looking((chunk) => {
      if (typeof memberOf(choicesOf(chunk)[0], "stop_reason") === "number") refuse("stop_reason is no text");
    }),
  },
];
