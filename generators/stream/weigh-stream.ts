/** Weighs a drawn stream: what shrinking is to make smaller with every step. */
import type { MessageChoice, WireUsage } from "../../src/schema/index.ts";
import type { Truth } from "../truth/truth.ts";
import type { CutPlan } from "./cut-plan.ts";
import type { DrawnStream } from "./drawn-stream.ts";

const WAYS: readonly CutPlan["way"][] = ["whole", "events", "picks", "seams", "bytes"];

/**
 * No unit: a lighter stream is easier to read. Structure weighs most (a choice, a call), then text, by the letter and
 * more beyond ASCII, then how it is portioned and cut; marks that only tell streams apart weigh next to nothing.
 */
export function weighStream({ truth, knobs: { plan, cuts } }: Pick<DrawnStream, "truth" | "knobs">): number {
  const numbers = [plan.pieceLengths, plan.turns, plan.beats, plan.picks].flat();
  // What is not cut by picks is not made smaller by fewer of them.
  const picks = cuts.way === "picks" ? cuts.picks : [];
  return (
    weighTruth(truth) +
    numbers.reduce((sum, number) => sum + 1 + number / 0x1_0000, 0) +
    WAYS.indexOf(cuts.way) * 20 +
    picks.reduce((sum, [kind, at]) => sum + 1 + kind / 32 + at / 0x1_0000, 0)
  );
}

function weighTruth({ id, created, message, usage }: Truth): number {
  const said = message.choices.reduce((sum, choice) => sum + 100 + weighChoice(choice), 0);
  return said + (usage === null ? 0 : 1 + weighUsage(usage)) + hexEndOf(id) / 2 ** 32 + created / 1e12;
}

function weighChoice({ content, reasoning, refusal, tool_calls: calls, finish_reason: finish }: MessageChoice): number {
  const texts = [content, reasoning, refusal].reduce((sum, one) => sum + (one === null ? 0 : 10 + weighText(one)), 0);
  const called = calls.reduce((sum, call) => {
    const given = call.arguments === "{}" ? 0 : 2 + weighText(call.arguments);
    return (
      sum + 20 + given + (call.name === "get_weather" ? 0 : 1) + Number.parseInt((call.id ?? "").slice(5), 36) / 1e6
    );
  }, 0);
  return texts + called + (finish === (calls.length > 0 ? "tool_calls" : "stop") ? 0 : 1);
}

/** By the UTF-16 unit: the letter of which the plainest text is made, other ASCII, anything else. */
function weighText(text: string): number {
  let weight = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    weight += unit === 0x61 ? 1 : unit < 0x7f ? 2 : 3;
  }
  return weight;
}

function weighUsage(usage: WireUsage): number {
  return Object.values(usage).reduce<number>((sum, value) => {
    if (typeof value === "number") return sum + value / 1e6;
    return typeof value === "object" && value !== null ? sum + weighUsage(value as WireUsage) : sum;
  }, 0);
}

function hexEndOf(id: string): number {
  return Number.parseInt(id.slice(-8), 16) || 0;
}
