/** The members that each way of spelling reasoning writes. */
import type { ReasoningMember } from "../../src/dialect/index.ts";
import type { Knobs } from "./dialect-profile.ts";

export const REASONING_MEMBERS: Readonly<Record<Knobs["reasoning"], readonly ReasoningMember[]>> = {
  none: [],
  reasoning: ["reasoning"],
  reasoning_content: ["reasoning_content"],
  reasoning_and_details: ["reasoning", "reasoning_details"],
  parts: ["parts"],
};
