/** Watches where usage comes, and whether its counters add up (L70 to L79). */
import { isMembers } from "./chunk-parts.ts";
import type { Say, SeenAt, StartWatch } from "./watch.ts";

type Usage = Readonly<Record<string, unknown>>;
const COUNTERS = ["prompt_tokens", "completion_tokens", "total_tokens"] as const;

export const watchUsage: StartWatch = (say) => {
  let last: { readonly usage: Usage; readonly event: number } | null = null;
  let lastChunk = 0;
  return {
    chunk({ choices, usage }, event) {
      lastChunk = event;
      if (usage === null) return;
      const at = (name: string): SeenAt => ({ event, path: `usage${name}` });
      if (last !== null) {
        say("L70", at(""), "usage again");
        for (const name of COUNTERS) {
          const [before, after] = [last.usage[name], usage[name]];
          if (typeof before === "number" && typeof after === "number" && after < before) {
            say("L79", at(`.${name}`), `${after}, after ${before}`);
          }
        }
      }
      if (choices.length > 0) say("L71", at(""), "usage beside a choice");
      watchCounters(usage, at, say);
      last = { usage, event };
    },
    end() {
      if (last !== null && last.event < lastChunk) {
        say("L72", { event: lastChunk, path: "" }, "a chunk after the one with the usage");
      }
    },
  };
};

function watchCounters(usage: Usage, at: (name: string) => SeenAt, say: Say): void {
  const { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total } = usage;
  const details = (name: string, counter: string): unknown => {
    const inner = usage[name];
    return isMembers(inner) ? inner[counter] : undefined;
  };
  for (const name of COUNTERS) {
    const count = usage[name];
    if (typeof count === "number" && count < 0) say("L75", at(`.${name}`), `${count} is negative`);
  }
  if (typeof prompt === "number" && typeof completion === "number" && typeof total === "number") {
    if (prompt + completion !== total) {
      say("L76", at(".total_tokens"), `${total} is not ${prompt} + ${completion}`);
    }
  }
  const reasoning = details("completion_tokens_details", "reasoning_tokens");
  if (typeof reasoning === "number" && typeof completion === "number" && reasoning > completion) {
    say("L77", at(".completion_tokens_details.reasoning_tokens"), `${reasoning} of ${completion}`);
  }
  const cached = details("prompt_tokens_details", "cached_tokens");
  if (typeof cached === "number" && typeof prompt === "number" && cached > prompt) {
    say("L78", at(".prompt_tokens_details.cached_tokens"), `${cached} of ${prompt}`);
  }
}
