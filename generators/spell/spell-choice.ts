/** Spells one choice as a sequence of choice objects, each the only one of its chunk. */
import type { MessageChoice } from "../../src/schema/index.ts";
import type { Knobs, Members } from "../profiles/dialect-profile.ts";
import type { CutText } from "./cut-text.ts";
import { orderMembers } from "./order-members.ts";
import { type Payload, reasoningBeside, spellPayload } from "./spell-payload.ts";

/** One delta to be, before the role and the dialect's own members are put in. */
type Step = {
  readonly delta: Members;
  readonly kind: Payload["kind"] | "opening" | "finish";
  readonly isFinish: boolean;
};

export type SpelledChoice = { readonly choice: Members; readonly isFinish: boolean };

export function spellChoice(knobs: Knobs, choice: MessageChoice, cut: CutText): readonly SpelledChoice[] {
  const payload = spellPayload(knobs, choice, cut);
  const steps = [...opening(knobs, choice), ...finished(knobs, payload)];
  const firstText = steps.findIndex((step) => step.kind === "content");
  // OpenAI's first delta of a call says that there is no content; later ones do not.
  const firstCall = (at: number): Members => (at === 0 && opensWithCall(knobs, choice) ? { content: null } : {});
  let running = "";
  const silent = nulls(knobs);
  return steps.map((step, at) => {
    const { content } = step.delta;
    if (typeof content === "string") running += content;
    const isBeforeText = firstText === -1 || at <= firstText;
    const delta = orderMembers(
      { ...silent, ...role(knobs, at, isBeforeText, step.kind), ...firstCall(at), ...step.delta },
      knobs.envelope.deltaOrder,
    );
    const said = step.isFinish
      ? choice.finish_reason
      : { null: null, absent: undefined, empty: "" }[knobs.finish.before];
    const members = {
      index: choice.index,
      delta,
      finish_reason: said,
      ...(knobs.envelope.nativeFinish ? { native_finish_reason: step.isFinish ? "end_turn" : null } : {}),
      ...knobs.envelope.choiceExtras,
      ...copyOf(knobs, content, running),
    };
    return { choice: orderMembers(members, knobs.envelope.choiceOrder), isFinish: step.isFinish };
  });
}

/** The delta that only opens a choice, where the dialect has one. Where null stands beside reasoning, it opens it. */
function opening(knobs: Knobs, choice: MessageChoice): readonly Step[] {
  if (knobs.opening === "with_payload" || opensWithCall(knobs, choice)) return [];
  const content = choice.reasoning !== null && knobs.contentBeside === "null" ? null : "";
  return [{ delta: knobs.opening === "role" ? {} : { content }, kind: "opening", isFinish: false }];
}

function opensWithCall(knobs: Knobs, choice: MessageChoice): boolean {
  const { content, reasoning, refusal, tool_calls: calls } = choice;
  const isCallsAlone = content === null && reasoning === null && refusal === null && calls.length > 0;
  return knobs.opening === "text_or_call" && isCallsAlone;
}

/** The payload with the finish on the last of it, before that, or behind it. */
function finished(knobs: Knobs, payload: readonly Payload[]): readonly Step[] {
  const { finish, tools } = knobs;
  const last = payload.at(-1);
  const isCarried = finish.delta === "payload" || (tools.mode === "whole_with_finish" && last?.kind === "calls");
  const early = finish.isEarly && payload.length > 1 ? payload.length - 2 : payload.length - 1;
  const carrier = isCarried ? early : -1;
  const steps: Step[] = payload.map(({ kind, members }, at) => ({ delta: members, kind, isFinish: at === carrier }));
  if (carrier >= 0) return steps;
  return [...steps, { delta: finishDelta(knobs), kind: "finish", isFinish: true }];
}

function finishDelta(knobs: Knobs): Members {
  switch (knobs.finish.delta) {
    case "empty":
    case "payload":
      return {};
    case "content":
      return { content: "", ...reasoningBeside(knobs) };
    case "role_and_content":
      return { role: "assistant", content: "", ...reasoningBeside(knobs) };
  }
}

function role({ role: how }: Knobs, at: number, isBeforeText: boolean, kind: Step["kind"]): Members {
  const said = { role: "assistant" };
  switch (how) {
    case "never":
      return {};
    case "every":
      return said;
    case "every_but_calls":
      return kind === "calls" ? {} : said;
    case "until_text":
      return isBeforeText ? said : {};
    case "first":
      return at === 0 ? said : {};
    case "first_then_null":
      return at === 0 ? said : { role: null };
    case "first_then_empty":
      return at === 0 ? said : { role: "" };
  }
}

function nulls({ envelope }: Knobs): Members {
  return Object.fromEntries(envelope.deltaNulls.map((name) => [name, null]));
}

function copyOf({ envelope }: Knobs, content: unknown, running: string): Members {
  if (envelope.copy === "none") return {};
  if (envelope.copy === "piece_text") return { text: typeof content === "string" ? content : "" };
  return { message: { role: "assistant", content: running } };
}
