/** Watches how choices finish, and what comes with the finish and after it (L60 to L67). */
import type { ChoiceParts } from "./chunk-parts.ts";
import type { Say, StartWatch } from "./watch.ts";

/** The words of OpenAI, then those of others, as recorded or documented. */
const FINISHES = new Set(
  (
    "stop length tool_calls content_filter function_call " +
    "error eos model_length insufficient_system_resource sensitive network_error model_context_window_exceeded " +
    "load unload abort unexpected_state malformed_byte_sequence engine_overloaded server_interrupted repeat unknown"
  ).split(" "),
);

/** `isEarly` where it, or one before it, came beside output. */
type Finish = { readonly word: string; readonly isEarly: boolean };

export const watchFinish: StartWatch = (say) => {
  const finished = new Map<number, Finish>();
  return {
    chunk({ choices }, event) {
      for (const choice of choices) {
        const before = finished.get(choice.index);
        const { finish, brings } = choice;
        if (before !== undefined) watchAfterFinish(before, choice, event, say);
        else if (finish !== null) watchFirstFinish(finish, choice, event, say);
        if (finish === null) continue;
        finished.set(choice.index, { word: finish, isEarly: before?.isEarly === true || brings.length > 0 });
      }
    },
    end({ message }) {
      for (const { index, tool_calls: calls, finish_reason: finish } of message.choices) {
        if (finish === null || calls.length > 0 === (finish === "tool_calls")) continue;
        say(
          "L67",
          null,
          `choice ${index} has ${calls.length === 0 ? "no call" : "calls"}, and finish ${finish.slice(0, 40)}`,
        );
      }
    },
  };
};

function watchFirstFinish(finish: string, { path, delta, brings }: ChoiceParts, event: number, say: Say): void {
  if (!FINISHES.has(finish)) {
    say("L62", { event, path: `${path}.finish_reason` }, `${JSON.stringify(finish.slice(0, 40))} is no known word`);
  }
  if (brings.length > 0) say("L63", { event, path: `${path}.delta` }, `${brings.join(" and ")} with the finish`);
  else if (delta !== null && Object.keys(delta).length > 0) say("L64", { event, path: `${path}.delta` }, "not empty");
}

function watchAfterFinish(before: Finish, { path, brings, finish }: ChoiceParts, event: number, say: Say): void {
  const at = (name: string) => ({ event, path: `${path}${name}` });
  say("L66", at(""), "the choice again, after its finish");
  // A finish beside output is not the last word at some: Z.ai and DeepInfra say it with each call, Baseten with the last
  // reasoning, before the content; Gemini behind OpenRouter says tool_calls with the call, and stop at the end.
  const known = before.isEarly ? "recorded" : undefined;
  if (finish === before.word) {
    say("L60", at(".finish_reason"), "the finish again");
  } else if (finish !== null) {
    say("L61", at(".finish_reason"), `${finish.slice(0, 40)}, after ${before.word.slice(0, 40)}`, known);
  }
  if (brings.length === 0) return;
  say("L65", at(".delta"), `${brings.join(" and ")} after the finish`, known);
}
