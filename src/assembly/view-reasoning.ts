/** Picks one view of a choice's reasoning. */
import type { ReasoningViews } from "./assembled.ts";

/**
 * F16: one view, never the sum of two: `reasoning`, else `reasoning_content`, else thinking parts, else the details'
 * text. An empty view gives way to one with text (DashScope and Kimi send `reasoning_content: ""` as a boundary).
 */
export function viewReasoning(views: ReasoningViews): string | null {
  const inOrder = [views.reasoning, views.reasoning_content, views.thinking, views.details];
  return inOrder.find((view) => view !== null && view !== "") ?? inOrder.find((view) => view !== null) ?? null;
}
