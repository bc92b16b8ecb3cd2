/** Makes a message comparable to a truth: text that is empty was not said. */
import type { Message } from "../../src/schema/index.ts";

/** As the client protocol compares: "" and null are equal in text, and differ nowhere else. */
export function settleMessage({ choices }: Message): Message {
  return {
    choices: choices.map((choice) => ({
      ...choice,
      content: choice.content === "" ? null : choice.content,
      reasoning: choice.reasoning === "" ? null : choice.reasoning,
      refusal: choice.refusal === "" ? null : choice.refusal,
    })),
  };
}
