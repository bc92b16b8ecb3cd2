/** Quirks of tool call fragments. */
import type { Members } from "../profiles/dialect-profile.ts";
import { isMembers, mapFragments } from "./map-chunk.ts";
import type { Quirk } from "./quirk.ts";

/** Fragments that carry a call on; those of calls without an index cannot be told from new calls, and stay. */
function later(chunks: readonly Members[], change: (fragment: Members, first: Members) => Members): readonly Members[] {
  return mapFragments(chunks, (fragment, first) => {
    const hasIndex = typeof fragment["index"] === "number" && fragment["index"] >= 0;
    return first === null || !hasIndex ? fragment : change(fragment, first);
  });
}

function called(fragment: Members): Members {
  return isMembers(fragment["function"]) ? fragment["function"] : {};
}

export const TOOL_QUIRKS: readonly Quirk[] = [
  {
    id: "tools/empty-later",
    title: "Later fragments of a call have an empty id and an empty name.",
    level: "should",
    basis: "field",
    profile: "core",
    source: "29 of 189 streams recorded from DashScope; case tools/empty-id-on-later-fragments",
    on: "chunks",
    apply: (chunks) =>
      later(chunks, (fragment) => ({
        ...fragment,
        id: "",
        function: { name: "", arguments: called(fragment)["arguments"] },
      })),
  },
  {
    id: "tools/null-later",
    title: "Later fragments of a call have null for id, type and name.",
    level: "should",
    basis: "field",
    profile: "core",
    source: "recorded from Together, MiMo and Writer; case tools/type-null-or-empty",
    on: "chunks",
    apply: (chunks) =>
      later(chunks, (fragment) => ({
        ...fragment,
        id: null,
        type: null,
        function: { name: null, arguments: called(fragment)["arguments"] },
      })),
  },
  {
    id: "tools/repeated-later",
    title: "Every fragment of a call has its id and its name.",
    level: "should",
    basis: "field",
    profile: "core",
    source: "19 of 189 streams recorded from DashScope, 6 of 35 from Baseten; case tools/name-on-every-fragment",
    on: "chunks",
    apply: (chunks) =>
      later(chunks, (fragment, first) => ({
        ...fragment,
        id: first["id"],
        type: "function",
        function: { name: called(first)["name"], arguments: called(fragment)["arguments"] },
      })),
  },
  {
    id: "tools/without-type",
    title: "No fragment has a type.",
    level: "should",
    basis: "field",
    profile: "core",
    source: "37 of 258 streams recorded from Mistral; case tools/type-absent-is-read",
    on: "chunks",
    apply: (chunks) => mapFragments(chunks, ({ type: _type, ...fragment }) => fragment),
  },
  {
    id: "tools/unknown-members",
    title: "A call carries a signature that is to be sent back.",
    level: "must",
    basis: "field",
    profile: "core",
    source: "googleapis/python-genai#2868",
    on: "chunks",
    apply: (chunks) =>
      mapFragments(chunks, (fragment, first) =>
        first === null ? { ...fragment, extra_content: { google: { thought_signature: "c2lnbmF0dXJl" } } } : fragment,
      ),
  },
  {
    id: "tools/index-gaps",
    title: "Indices of calls start at one and leave gaps.",
    level: "should",
    basis: "field",
    profile: "core",
    source: "Anthropic's compatible endpoint counts content blocks, text included",
    on: "chunks",
    apply: (chunks) =>
      mapFragments(chunks, ({ index, ...fragment }) =>
        typeof index === "number" && index >= 0 ? { index: index * 2 + 1, ...fragment } : { ...fragment, index },
      ),
  },
];
