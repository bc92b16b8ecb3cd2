/** Watches what the deltas of each choice bring: role, text and reasoning (L30 to L39). */
import { isMembers, listOf, textOf, type ChoiceParts } from "./chunk-parts.ts";
import type { Say, StartWatch } from "./watch.ts";

export const watchDeltas: StartWatch = (say) => {
  const opened = new Set<number>();
  const hasContent = new Set<number>();
  return {
    chunk({ choices }, event) {
      for (const choice of choices) {
        const { delta, index, path, brings } = choice;
        if (delta === null) continue;
        const at = (name: string) => ({ event, path: `${path}.delta${name}` });
        const hasRole = textOf(delta["role"]) !== null;
        if (!opened.has(index)) {
          opened.add(index);
          if (!hasRole) say("L30", at(""), "the first delta has no role");
          if (!("content" in delta)) say("L33", at(""), "the first delta has no content");
        } else if (hasRole) {
          say("L31", at(".role"), "the role again");
        }
        if (brings.length > 1) say("L35", at(""), brings.join(" and "));
        if (hasContent.has(index) && brings.includes("reasoning")) say("L37", at(""), "reasoning after content");
        if (brings.includes("content")) hasContent.add(index);
        watchTexts(choice, event, say);
      }
    },
  };
};

function watchTexts({ delta, path }: ChoiceParts, event: number, say: Say): void {
  if (delta === null) return;
  for (const name of ["reasoning", "reasoning_content"]) {
    if (delta[name] === null) say("L36", { event, path: `${path}.delta.${name}` }, "null");
  }
  for (const name of ["content", "refusal", "reasoning", "reasoning_content"]) {
    const text = textOf(delta[name]);
    if (text?.includes("\uFFFD") === true) say("L39", { event, path: `${path}.delta.${name}` }, "U+FFFD in the text");
  }
  const details = listOf(delta["reasoning_details"]).flatMap((entry) =>
    isMembers(entry) ? [textOf(entry["text"]) ?? textOf(entry["summary"]) ?? ""] : [],
  );
  const reasoning = textOf(delta["reasoning"]);
  if (reasoning !== null && details.length > 0 && details.join("") !== reasoning) {
    say("L38", { event, path: `${path}.delta.reasoning_details` }, "another text than reasoning");
  }
}
