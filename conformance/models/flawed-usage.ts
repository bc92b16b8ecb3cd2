/** Clients that stumble over usage. */
import type { FlawedClient } from "./flawed-client.ts";
import { foldWith } from "./fold-with.ts";
import { looking, refuse } from "./look-with.ts";
import { memberOf, RIGHT_PARTS } from "./right-parts.ts";

const COUNTS = ["prompt_tokens", "completion_tokens", "total_tokens"];

const isCount = (value: unknown): boolean => typeof value === "number" && Number.isInteger(value) && value >= 0;

const hasOddCounts = (chunk: unknown): boolean => {
  const usage = memberOf(chunk, "usage");
  return typeof usage === "object" && usage !== null && !COUNTS.every((name) => isCount(memberOf(usage, name)));
};

export const FLAWED_USAGE: readonly FlawedClient[] = [
  {
    id: "requires-an-id",
    flaw: "Its chunk schema requires an id.",
    breaks: [
      { uid: "d031", because: "the last chunk has a cost alone" },
      { uid: "b018", because: "null has none" },
      { uid: "b033", because: "no chunk has one" },
      { uid: "c209", because: "pings have none" },
    ],
    parts: {
      ...RIGHT_PARTS,
      errorOf(chunk) {
        const error = RIGHT_PARTS.errorOf(chunk);
        if (error === undefined && memberOf(chunk, "id") === undefined) refuse("missing field id");
        return error;
      },
    },
  },
  {
    id: "counts-in-unsigned-integers",
    flaw: "Its usage schema requires three integers from 0 on.",
    breaks: [
      { uid: "d032", because: "the counts are absent" },
      { uid: "d037", because: "a count is a fraction" },
      { uid: "d038", because: "a count is negative" },
      { uid: "d039", because: "the counts are null" },
    ],
    parts: looking((chunk) => {
      if (hasOddCounts(chunk)) refuse("usage does not match");
    }),
  },
  {
    id: "refuses-a-usage-of-null",
    flaw: "Its chunk schema knows usage as an object, or absent.",
    breaks: [
      { uid: "c207", because: "usage is null in every chunk but the last" },
      { uid: "d034", because: "usage is null in the first chunk and in the last" },
    ],
    parts: looking((chunk) => {
      if (memberOf(chunk, "usage") === null) refuse("usage: an object is due");
    }),
  },
  {
    id: "passes-over-usage-without-details",
    flaw: "It takes usage without details for none.",
    breaks: [
      { uid: "c216", because: "usage has no details" },
      { uid: "c222", because: "usage has no details" },
      { uid: "c217", because: "the details are null" },
      { uid: "c203", because: "usage has no details" },
      { uid: "c214", because: "usage has no details" },
      { uid: "c219", because: "usage has no details" },
      { uid: "d031", because: "usage has no details" },
      { uid: "d034", because: "usage has no details" },
      { uid: "d035", because: "usage has no details" },
      { uid: "d036", because: "usage has no details" },
    ],
    parts: foldWith({
      usage: (usage) => ((memberOf(usage, "prompt_tokens_details") ?? null) === null ? null : usage),
    }),
  },
  {
    id: "lets-null-erase-usage",
    flaw: "It takes over the usage of each chunk that has the key.",
    breaks: [{ uid: "d034", because: "null follows the usage" }],
    parts: foldWith({
      usage(usage, chunks) {
        const last = chunks.findLast((chunk) => memberOf(chunk, "usage") !== undefined);
        return memberOf(last, "usage") === null ? null : usage;
      },
    }),
  },
  {
    id: "adds-cached-tokens-to-the-prompt",
    flaw: "It counts tokens from the cache beside those of the prompt.",
    breaks: [{ uid: "d036", because: "the prompt has them already" }],
    parts: foldWith({
      usage(usage) {
        const hits = memberOf(usage, "prompt_cache_hit_tokens");
        if (usage === null || typeof hits !== "number") return usage;
        return { ...usage, prompt_tokens: Number(memberOf(usage, "prompt_tokens") ?? 0) + hits };
      },
    }),
  },
];
