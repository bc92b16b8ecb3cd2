/** Holds what a case needs against what it speaks of. */
import { CAPABILITIES, type Capability } from "../../shape/capability.ts";
import type { Alternative, Case, ExpectedChoice, LoadedCase } from "../../shape/case.ts";
import type { CatalogueProblem } from "./catalogue-problem.ts";
import { impliedNeeds } from "../../shape/implied-needs.ts";

/** What a case must speak of where it needs a capability; null where no case can speak of it. */
const SPOKEN_OF: Readonly<Record<Capability, ((one: Case) => boolean) | null>> = {
  "chat.stream": null,
  "sse.read": null,
  // The client's own request is seen by its answer: a status, a content type, a second request.
  "sse.http": (one) =>
    one.op === "sse.read" && (isOddAnswer(one) || one.expect.server !== undefined || beginsWithMarks(one)),
  "sse.reconnect": (one) => one.op === "sse.read" && one.exchanges.length > 1,
  "report.last_event_id": (one) => someEnd(one, ({ events }) => events?.some(({ id }) => id !== undefined) === true),
  "report.chunks": null,
  "report.message": null,
  "report.reasoning": (one) => someChoice(one, ({ reasoning }) => reasoning !== undefined),
  "report.reasoning_details": null,
  "report.refusal": (one) => someChoice(one, ({ refusal }) => refusal !== undefined),
  "report.tool_calls": (one) => someChoice(one, ({ tool_calls }) => tool_calls !== undefined),
  "report.usage": (one) => someEnd(one, ({ usage }) => usage !== undefined),
  "report.finish_reason": (one) =>
    // A finish of `error` is a way of being told.
    one.expect.any_of.every(({ outcome }) => outcome === "failed") ||
    someChoice(one, ({ finish_reason }) => finish_reason !== undefined),
  "report.choices": (one) => one.request.n !== undefined && one.request.n > 1,
  "report.logprobs": (one) => one.request.logprobs === true,
  "report.error": (one) =>
    one.expect.any_of.some(({ errors = {} }) => [errors.message, errors.status, errors.code].some(isGiven)),
  "observe.progress": (one) => one.delivery === "incremental",
  "action.abort.signal": (one) => one.abort?.how === "signal",
  "action.abort.break": (one) => one.abort?.how === "break",
  "action.abort.close": (one) => one.abort?.how === "close",
  "action.retry": (one) => one.expect.server?.requests !== undefined,
  "action.timeout": null,
  "transport.h2": null,
  "transport.tls": null,
};

/** Members of an expectation that only a client with the capability reports. */
const BOUND: readonly (readonly [Capability, (end: Alternative) => boolean])[] = [
  ["report.usage", ({ usage }) => usage !== undefined && usage !== null],
  ["report.tool_calls", (end) => inChoices(end, ({ tool_calls }) => (tool_calls ?? []).length > 0)],
  ["report.reasoning", (end) => inChoices(end, ({ reasoning }) => isText(reasoning))],
  ["report.refusal", (end) => inChoices(end, ({ refusal }) => isText(refusal))],
];

/** A case needs what its rule is about, no more; and where nothing else is compared, no less. */
export function lintNeeds({ case: one, file }: LoadedCase): readonly CatalogueProblem[] {
  const problem = (detail: string): CatalogueProblem => ({ uid: one.uid, place: file, detail });
  const unused = one.needs.filter((need) => SPOKEN_OF[need]?.(one) !== true);
  const bound = BOUND.filter(([, speaks]) => one.expect.any_of.some(speaks)).map(([need]) => need);
  const isBare =
    bound.length > 0 && one.expect.any_of.every((end) => !speaksOfText(end) && end.outcome === "completed");
  const isVacuous = isBare && !bound.some((need) => one.needs.includes(need)) && one.expect.server === undefined;
  return [
    ...unused.map((need) => problem(`needs ${need}, which nothing that it expects speaks of`)),
    ...(isVacuous ? [problem(`expects nothing but ${bound.join(", ")} and needs none of it: silence would pass`)] : []),
    ...(one.delivery === "incremental" && !one.needs.includes("observe.progress")
      ? [problem("withholds events until the client has shown others, and does not need observe.progress")]
      : []),
  ];
}

/** Capabilities that no case uses, each with the reason; a capability that is used has no place in the list. */
export const UNUSED_CAPABILITIES: Partial<Readonly<Record<Capability, string>>> = {
  "report.chunks": "how a client reports, chosen by its adapter; no case asks for one way",
  "report.message": "how a client reports, chosen by its adapter; no case asks for one way",
  "report.reasoning_details": "their shape is each provider's own, and no expectation has a member for them",
  "report.logprobs": "no expectation has a member for them",
  "sse.reconnect": "when and how often to reconnect is a reader's own policy; cases script the answers of one read",
  "action.timeout": "what a client does when nothing comes is judged by an order of events, not by waiting",
  "transport.h2": "the server of the cases speaks HTTP/1.1",
  "transport.tls": "the server of the cases listens on the loopback without TLS",
};

/** Over the whole catalogue: every capability is there for some case, or has a reason why not. */
export function lintCapabilities(
  cases: readonly LoadedCase[],
  unused: Partial<Readonly<Record<Capability, string>>> = UNUSED_CAPABILITIES,
): readonly CatalogueProblem[] {
  const used = new Set<string>(cases.flatMap(({ case: one }) => [one.op, ...one.needs, ...impliedNeeds(one)]));
  return Object.keys(CAPABILITIES).flatMap((name) => {
    const isListed = Object.hasOwn(unused, name);
    if (used.has(name)) return isListed ? [ofCapabilities(`${name} is listed as unused, and is used`)] : [];
    return isListed ? [] : [ofCapabilities(`${name} is used by no case, and no reason is given`)];
  });
}

// --- internal ---

function ofCapabilities(detail: string): CatalogueProblem {
  return { uid: null, place: "capabilities", detail };
}

function someEnd(one: Case, holds: (end: Alternative) => boolean): boolean {
  return one.expect.any_of.some((end) => end.outcome === "completed" && holds(end));
}

function someChoice(one: Case, holds: (choice: ExpectedChoice) => boolean): boolean {
  return someEnd(one, (end) => inChoices(end, holds));
}

function inChoices({ message }: Alternative, holds: (choice: ExpectedChoice) => boolean): boolean {
  return message?.choices.some(holds) === true;
}

function isText(value: ExpectedChoice["content"]): boolean {
  return value !== undefined && value !== null && value !== "";
}

function speaksOfText(end: Alternative): boolean {
  return end.events !== undefined || inChoices(end, ({ content }) => isText(content));
}

function isOddAnswer({ exchanges }: Case): boolean {
  return exchanges.some(({ status, headers }) => status !== 200 || headers["content-type"] !== "text/event-stream");
}

/** A decoder strips one mark and a parser of text another, each by its own rule: both are the client's where the request is. */
function beginsWithMarks({ exchanges }: Case): boolean {
  return exchanges.some(({ body }) => body?.startsWith("\ufeff\ufeff") === true);
}

function isGiven(value: unknown): boolean {
  return value !== undefined;
}
