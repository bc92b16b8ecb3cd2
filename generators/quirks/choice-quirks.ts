/** Quirks of the members beside the text: role, finish, reasoning. */
import type { Members } from "../profiles/dialect-profile.ts";
import { choicesOf, deltaOf, mapChoices, mapDeltas } from "./map-chunk.ts";
import type { Quirk } from "./quirk.ts";

export const CHOICE_QUIRKS: readonly Quirk[] = [
  {
    id: "role/every-chunk",
    title: "Every delta has the role.",
    level: "must",
    basis: "field",
    profile: "core",
    source: "403 recorded streams: OpenRouter, Together, Z.ai, Perplexity, Databricks",
    on: "chunks",
    apply: (chunks) => mapDeltas(chunks, (delta) => ({ role: "assistant", ...delta, ...said(delta) })),
  },
  {
    id: "role/null-later",
    title: "The role is null on later deltas.",
    level: "should",
    basis: "field",
    profile: "core",
    source: "202 recorded streams: DashScope, MiMo; case delta/role-null-or-empty-later",
    on: "chunks",
    apply: (chunks) => {
      const opened = new Set<unknown>();
      return mapDeltas(chunks, (delta, { index }) => {
        const isLater = opened.has(index);
        opened.add(index);
        if (!isLater) return delta;
        return "role" in delta ? { ...delta, role: null } : { role: null, ...delta };
      });
    },
  },
  {
    id: "role/never",
    title: "No delta has a role.",
    level: "should",
    basis: "field",
    profile: "core",
    source: "31 recorded streams: Groq compound, Cloudflare",
    on: "chunks",
    apply: (chunks) => mapDeltas(chunks, ({ role: _role, ...delta }) => delta),
  },
  {
    id: "finish/repeated",
    title: "The finish is said twice.",
    level: "should",
    basis: "field",
    profile: "core",
    source: "114 of 136 streams recorded from OpenRouter, 7 of 7 from Avian",
    on: "chunks",
    apply: (chunks) => chunks.flatMap(repeatFinish),
  },
  {
    id: "finish/absent-before",
    title: "A finish reason is absent until the end.",
    level: "should",
    basis: "field",
    profile: "core",
    source: "253 recorded streams: xAI, Z.ai, Cerebras, Baseten",
    on: "chunks",
    apply: (chunks) =>
      mapChoices(chunks, (choice) => {
        const { finish_reason, ...others } = choice;
        return finish_reason === null || finish_reason === "" ? others : choice;
      }),
  },
  {
    id: "reasoning/details-beside",
    title: "Reasoning comes in two views of the same text.",
    level: "must",
    basis: "field",
    profile: "openrouter",
    source: "8,729 chunks recorded from OpenRouter, the views equal in all",
    on: "chunks",
    apply: (chunks) =>
      mapDeltas(chunks, (delta) => {
        const { reasoning } = delta;
        if (typeof reasoning !== "string" || delta["reasoning_details"] !== undefined) return delta;
        return {
          ...delta,
          reasoning_details: [{ type: "reasoning.text", text: reasoning, format: "unknown", index: 0 }],
        };
      }),
  },
];

function said({ role }: Members): Members {
  return typeof role === "string" && role !== "" ? { role } : { role: "assistant" };
}

/** Era C of OpenRouter: the same finish once more, with an empty delta. */
function repeatFinish(chunk: Members): readonly Members[] {
  const finished = choicesOf(chunk).filter(({ finish_reason: said }) => typeof said === "string" && said !== "");
  if (finished.length === 0) return [chunk];
  const again = finished.map(({ index, finish_reason, ...choice }) => ({
    index,
    delta: typeof deltaOf(choice)["role"] === "string" ? { role: "assistant", content: "" } : {},
    finish_reason,
  }));
  const { usage, x_groq, ...envelope } = chunk;
  const late = Object.fromEntries(Object.entries({ usage, x_groq }).filter(([, value]) => value !== undefined));
  return [
    { ...envelope, choices: chunk["choices"] },
    { ...envelope, choices: again, ...late },
  ];
}
