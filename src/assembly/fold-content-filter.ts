/** Folds Azure's content filter members of one choice. */
import type { ChoiceState } from "./fold-state.ts";
import { isJsonObject } from "./json-object.ts";
import { keepExtension } from "./keep-extension.ts";

/** F33: the last result of each category, and every span; the asynchronous filter reports after the finish, too. */
export function foldContentFilter(
  choice: ChoiceState,
  name: "content_filter_results" | "content_filter_offsets",
  value: unknown,
): void {
  if (name === "content_filter_offsets") {
    choice.filterOffsets.push(value);
  } else if (isJsonObject(value)) {
    for (const [category, result] of Object.entries(value)) keepExtension(choice.filterResults, category, result);
  }
}
