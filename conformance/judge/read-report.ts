/** Reads what a client reported in the layer it is judged on: the message it assembles, else the fold of its chunks. */
import { foldChunks } from "../../src/assembly/index.ts";
import type { Capability } from "../shape/capability.ts";
import type { Case } from "../shape/case.ts";
import type { ReportedToolCall, Ready, Result } from "../shape/protocol.ts";
import type { MaybeText } from "./same-text.ts";

export type ChoiceView = {
  readonly index: number;
  readonly content: MaybeText;
  readonly reasoning: MaybeText;
  readonly refusal: MaybeText;
  readonly toolCalls: readonly ReportedToolCall[];
  readonly finish: string | null;
  readonly finishRaw: string | null;
};

export type UsageView = Readonly<Record<string, unknown>> | null;

/** One layer of a report, comparable with what was due. */
export type MessageView = { readonly choices: readonly ChoiceView[]; readonly usage: UsageView };

export type ReportView = MessageView & {
  /** `none`: the client declares neither chunks nor a message, so nothing but its outcome is compared. */
  readonly layer: "message" | "chunks" | "none";
  /** Chunks of a client that declares them, whatever the layer: evidence of what the caller was shown. */
  readonly chunks: readonly unknown[];
};

export function declares(claim: Ready, capability: Capability): boolean {
  return claim.capabilities.includes(capability);
}

export function readReport(claim: Ready, result: Result): ReportView {
  const chunks = declares(claim, "report.chunks") ? (result.chunks ?? []) : [];
  const stated = result.usage ?? null;
  if (declares(claim, "report.message")) {
    return { layer: "message", chunks, choices: (result.message?.choices ?? []).map(viewReported), usage: stated };
  }
  if (!declares(claim, "report.chunks")) return { layer: "none", chunks, choices: [], usage: stated };
  const folded = foldView(chunks);
  return { layer: "chunks", chunks, choices: folded.choices, usage: stated ?? folded.usage };
}

/**
 * What the runner's own fold makes of the chunks that the server sent, or null where the case does not spell them.
 * A client that hands on every chunk is not answerable for what our fold makes of them.
 */
export function foldSent(given: Case): MessageView | null {
  const [exchange, ...more] = given.exchanges;
  if (exchange === undefined || more.length > 0) return null;
  if (exchange.chunks !== undefined) return foldView(exchange.chunks);
  if (exchange.blocks === undefined) return null;
  const chunks: unknown[] = [];
  for (const block of exchange.blocks) {
    if ("raw" in block) return null;
    if ("comment" in block) continue;
    if ("chunk" in block) chunks.push(block.chunk);
    else if (block.data.trim() === "[DONE]") break;
    else chunks.push(parseOrNull(block.data));
  }
  return foldView(chunks);
}

// --- internal ---

function viewReported(choice: NonNullable<Result["message"]>["choices"][number]): ChoiceView {
  return {
    index: choice.index,
    content: choice.content,
    reasoning: choice.reasoning,
    refusal: choice.refusal,
    toolCalls: choice.tool_calls ?? [],
    finish: choice.finish_reason ?? null,
    finishRaw: choice.finish_reason_raw ?? null,
  };
}

/** Typed clients spell "never sent" as zeros; both sides are folded alike, so that only what differs shows. */
function foldView(chunks: readonly unknown[]): MessageView {
  const folded = foldChunks(chunks, { zeroUsageIsAbsent: true });
  return {
    choices: folded.message.choices.map((choice) => ({
      index: choice.index,
      content: choice.content,
      reasoning: choice.reasoning,
      refusal: choice.refusal,
      toolCalls: choice.tool_calls,
      finish: choice.finish_reason,
      finishRaw: null,
    })),
    usage: folded.usage,
  };
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
