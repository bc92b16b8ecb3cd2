/** Puts the tool calls of a choice in their final order. */
import type { ToolSlot, ToolSlots } from "./fold-state.ts";

/** F24: ascending index, then arrival; dense, for Anthropic's first index is 1 and a hole is no call. */
export function orderToolCalls(slots: ToolSlots | null): readonly ToolSlot[] {
  // The sort is stable, so that calls at one index stay in order of arrival.
  return slots === null ? [] : slots.all.toSorted((one, other) => one.place - other.place);
}
