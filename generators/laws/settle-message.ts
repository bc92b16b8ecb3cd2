/** Makes a message comparable to a truth. */
import type { Message } from "../../src/schema/index.ts";

/**
 * The message with null for each text that is empty. A truth has text or null; what a reader assembles has "" as well,
 * where a server opened a text and said nothing of it. So `assemble(items).message` and `stream.truth.message` differ in
 * "" against null and say the same: compare `settleMessage` of the one with the other. Nothing else is changed.
 */
export function settleMessage({ choices }: Message): Message {
  return {
    choices: choices.map((choice) => ({
      ...choice,
      content: settled(choice.content),
      reasoning: settled(choice.reasoning),
      refusal: settled(choice.refusal),
    })),
  };
}

function settled(text: string | null): string | null {
  return text === "" ? null : text;
}
