/** A quirk is named where it changed the stream, and then does what its title says. */
import { describe, expect, test } from "vitest";
import {
  type DialectProfile,
  drawStreams,
  type DrawnStream,
  type Members,
  PROFILES,
  type Quirk,
  QUIRKS,
  showsIn,
} from "../index.ts";
import { choicesOf, deltaOf, isMembers } from "./map-chunk.ts";

const ALL: readonly DialectProfile[] = Object.values(PROFILES);
const EACH = [...QUIRKS.values()].map((quirk) => [quirk.id, quirk] as const);

function named(id: string): Quirk {
  const found = QUIRKS.get(id);
  if (found === undefined) throw new TypeError(id);
  return found;
}

const drawn = (profile: DialectProfile, quirks: readonly Quirk[], count: number): readonly DrawnStream[] =>
  [...drawStreams({ profile, seed: 5, count, quirks })].map(({ whole }) => whole);

/** Each dialect's streams without any quirk: what every quirk's own are held against. */
const PLAIN = ALL.map((profile) => [profile, drawn(profile, [], 4)] as const);

/** How often what is said of a stream's quirks is not what became of its bytes. */
function wrong(quirk: Quirk, named: (stream: DrawnStream) => readonly string[]): number {
  return PLAIN.flatMap(([profile, plain]) =>
    drawn(profile, [quirk], 4).filter((stream, at) => {
      const isOther = !Buffer.from(plain[at]?.bytes ?? []).equals(stream.bytes);
      return isOther !== named(stream).includes(quirk.id);
    }),
  ).length;
}

describe("law: a quirk is named where the stream is another for it, and nowhere else", () => {
  test.each(EACH)("%s", (_id, quirk) => {
    expect(wrong(quirk, ({ knobs }) => knobs.quirks)).toBe(0);
  });

  test("the law bites: not where those that were asked for are named", () => {
    for (const id of ["role/null-later", "usage/with-finish", "json/ascii", "framing/crlf", "tools/empty-later"]) {
      expect(
        wrong(named(id), () => [id]),
        id,
      ).toBeGreaterThan(0);
    }
  });
});

test("of two that undo each other, the one that is left to see is named", () => {
  const quirks = ["framing/crlf", "framing/cr", "json/ascii", "json/html-escapes"].map(named);
  const seen = drawn(PROFILES.openai, quirks, 20).map(({ knobs }) => knobs.quirks);
  expect(new Set(seen.flat())).toEqual(new Set(["framing/cr", "json/html-escapes"]));
});

const COPIED = ["together", "perplexity"];
const WITHOUT_LATER = [
  "groq",
  "groq-compound",
  "mistral",
  "ollama",
  "ollama-old",
  "xai",
  "perplexity",
  "zai",
  "gemini",
];
const ONE_CHOICE = ALL.flatMap(({ name, expresses }) => (expresses.choices === "one" ? [name] : []));
const REASONING_ALONE = ["groq", "groq-compound", "together", "vllm", "ollama", "ollama-old", "cerebras", "bedrock"];

/** Where a quirk changes nothing, whatever the message: the dialect does so already, or has nothing to do it to. */
const NOWHERE: Readonly<Record<string, readonly string[]>> = {
  // A copy of the text would have to be cut as well.
  "text/one-character-a-chunk": COPIED,
  "text/lone-half": COPIED,
  "chunks/choices-together": ONE_CHOICE,
  "role/every-chunk": ["openrouter-a", "ollama-old", "perplexity", "databricks", "gemini", "opencode"],
  "role/null-later": ["dashscope", "sglang"],
  "role/never": ["groq-compound"],
  "finish/absent-before": ["xai", "zai", "baseten", "baseten-early", "litellm", "gemini", "cerebras"],
  // It is a second view of the member `reasoning` alone.
  "reasoning/details-beside": ALL.flatMap(({ name }) => (REASONING_ALONE.includes(name) ? [] : [name])),
  "usage/null-before": ["deepseek", "together", "perplexity", "baseten", "baseten-early", "databricks"],
  "usage/running-totals": ["perplexity"],
  "usage/with-finish": ["openrouter-c", "groq", "mistral", "zai", "gemini", "opencode", "cerebras", "fireworks"],
  "tools/empty-later": [...WITHOUT_LATER, "dashscope"],
  "tools/null-later": WITHOUT_LATER,
  "tools/repeated-later": WITHOUT_LATER,
  "tools/without-type": ["mistral", "perplexity"],
  "tools/unknown-members": ["perplexity"],
  "tools/index-gaps": ["perplexity", "gemini"],
  "framing/crlf": ["perplexity"],
  // Something follows the sentinel of OpenCode.
  "framing/without-done": ["perplexity", "opencode"],
  "json/html-escapes": ["groq", "groq-compound"],
  "json/spaces": ["perplexity", "opencode"],
};

test.each(EACH)("%s shows in every dialect but those that are listed", (id, quirk) => {
  const nowhere = ALL.flatMap((profile) => (showsIn(profile, quirk) ? [] : [profile.name]));
  expect(nowhere.toSorted()).toEqual((NOWHERE[id] ?? []).toSorted());
});

/** Streams that the quirk changed, some of each dialect in which it can. */
const shown = (id: string): readonly DrawnStream[] =>
  ALL.flatMap((profile) => drawn(profile, [named(id)], 12)).filter(({ knobs }) => knobs.quirks.length > 0);

describe("law: what the title says is so", () => {
  test("role/null-later: from the second delta of a choice on, the role is null", () => {
    for (const { chunks } of shown("role/null-later")) {
      const seen = new Set<unknown>();
      for (const choice of chunks.flatMap(choicesOf).filter(({ delta }) => delta !== undefined)) {
        if (seen.has(choice["index"])) expect(deltaOf(choice)["role"]).toBe(null);
        seen.add(choice["index"]);
      }
    }
  });

  test("usage/own-chunk: the last chunk has it, with empty choices, and no other place", () => {
    for (const { chunks, truth } of shown("usage/own-chunk")) {
      expect(chunks.at(-1)).toMatchObject({ choices: [], usage: truth.usage });
      expect(chunks.slice(0, -1).filter(isCounted)).toEqual([]);
    }
  });

  test("usage/with-finish: it stands on the chunk of the last finish, and no place behind it", () => {
    for (const { chunks, truth } of shown("usage/with-finish")) {
      const end = chunks.findLastIndex((chunk) =>
        choicesOf(chunk).some(({ finish_reason: said }) => typeof said === "string" && said !== ""),
      );
      expect(chunks[end]?.["usage"]).toEqual(truth.usage);
      expect(chunks.slice(end + 1).filter(isCounted)).toEqual([]);
    }
  });

  test("usage/null-before: each chunk has usage, or says that it has none", () => {
    for (const { chunks, truth } of shown("usage/null-before")) {
      expect(chunks.every(({ usage }) => usage === null || isMembers(usage))).toBe(true);
      expect(chunks.some(({ usage }) => isMembers(usage))).toBe(truth.usage !== null);
    }
  });

  test("usage/running-totals: each chunk has them, and none exceeds the last", () => {
    for (const { chunks } of shown("usage/running-totals")) {
      const last = chunks.findLastIndex(({ usage }) => isMembers(usage));
      // Azure's first chunk says nothing at all.
      expect(chunks.slice(0, last).every(({ id, usage }) => id === "" || isMembers(usage))).toBe(true);
      expect(exceeding(chunks)).toEqual([]);
    }
  });

  test("chunks/unknown-members: chunk, choice, delta, call, function and usage have one", () => {
    const kinds = new Set<string>();
    for (const { chunks } of shown("chunks/unknown-members")) {
      for (const [kind, object] of chunks.flatMap(objectsOf)) {
        kinds.add(kind);
        expect(
          Object.keys(object).some((name) => name.startsWith("x_") && name !== "x_groq"),
          kind,
        ).toBe(true);
      }
    }
    expect([...kinds].toSorted()).toEqual(["call", "choice", "chunk", "delta", "function", "usage"]);
  });
});

test("the law bites: totals that count chunks exceed a small usage", () => {
  const counting = [0, 1, 2].map((at) => ({
    usage: { prompt_tokens: 1, completion_tokens: at, total_tokens: at + 1 },
  }));
  const last = { usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } };
  expect(exceeding([...counting, last])).toEqual([{ prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }]);
});

/** Usage anywhere in a chunk. */
function isCounted(chunk: Members): boolean {
  return [chunk, chunk["x_groq"], ...choicesOf(chunk)].some(
    (holder) => isMembers(holder) && isMembers(holder["usage"]),
  );
}

/** Totals of which some counter is more than in the last. */
function exceeding(chunks: readonly Members[]): readonly Members[] {
  const usages = chunks.map(({ usage }) => usage).filter(isMembers);
  const last = usages.at(-1) ?? {};
  return usages.filter((usage) =>
    Object.entries(usage).some(([name, count]) => typeof count === "number" && count > Number(last[name])),
  );
}

function objectsOf(chunk: Members): readonly (readonly [kind: string, object: Members])[] {
  const choices = choicesOf(chunk);
  const deltas = choices.map(({ delta }) => delta).filter(isMembers);
  const calls = deltas.flatMap(({ tool_calls: calls }) => (Array.isArray(calls) ? calls.filter(isMembers) : []));
  const usages = [chunk, chunk["x_groq"], ...choices].map((holder) => (isMembers(holder) ? holder["usage"] : null));
  return [
    ["chunk", chunk],
    ...choices.map((choice) => ["choice", choice] as const),
    ...deltas.map((delta) => ["delta", delta] as const),
    ...calls.map((call) => ["call", call] as const),
    ...calls.flatMap((call) => (isMembers(call["function"]) ? [["function", call["function"]] as const] : [])),
    ...usages.filter(isMembers).map((usage) => ["usage", usage] as const),
  ];
}
