/** Tells what a chat case sends and accepts apart from its words, so that cases with other texts can be compared. */
import { decodeBytes } from "../../../src/wire/index.ts";
import type { Alternative, Case, ExpectedChoice, LoadedCase } from "../../shape/case.ts";
import { sortedMembers } from "./sorted-members.ts";

/** Members whose words are a matter of the format, no text of a message. */
const WORDS = ["object", "role", "type", "finish_reason"];
/** Members around the choices that say nothing about the message. */
const ENVELOPE = ["id", "object", "created", "model", "system_fingerprint"];

/** Texts of this length, and runs of so many chunks, are about their size: they are told apart by powers of two. */
const LONG_TEXT_CHARS = 1_024;
const LONG_RUN = 8;

/** Texts are one text, numbers keep their sign, chunks of one kind in a row are one chunk. */
export function stimulusSkeleton({ case: one, bodies }: LoadedCase): string {
  const { op, request, abort, delivery = null, exchanges } = one;
  const answers = exchanges.map(({ status, headers, end, wire = null }, index) => {
    const body = bodies[index] ?? new Uint8Array(0);
    const { items, residue } = decodeBytes([body]);
    const events = inRuns(
      items.map((item) => (item.kind === "event" ? `${item.event} ${dataSkeleton(item.data)}` : item.kind)),
    );
    // What is no event stream is what it is.
    const raw = items.some(({ kind }) => kind === "event") ? null : Buffer.from(body).toString("hex");
    return { status, headers: sortedMembers(headers), end, wire, events, residue, raw };
  });
  return JSON.stringify({ op, request: sortedMembers(request), abort: abort?.how, delivery, answers });
}

/** The accepted ends with one text for all texts. */
export function expectSkeleton({ expect, compare }: Case): Pick<Case, "expect" | "compare"> {
  return { compare, expect: { ...expect, any_of: expect.any_of.map(endSkeleton) } };
}

// --- internal ---

function inRuns(texts: readonly string[]): readonly string[] {
  const runs: { readonly text: string; count: number }[] = [];
  for (const text of texts) {
    const last = runs.at(-1);
    if (last?.text === text) last.count += 1;
    else runs.push({ text, count: 1 });
  }
  return runs.map(({ text, count }) => (count < LONG_RUN ? text : `${text} ${magnitude(count)}`));
}

const magnitude = (count: number): string => `×2^${Math.ceil(Math.log2(count))}`;

function dataSkeleton(data: string): string {
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return data;
    return JSON.stringify(
      skeleton(Object.fromEntries(Object.entries(value).filter(([name]) => !ENVELOPE.includes(name)))),
    );
  } catch {
    return data;
  }
}

function skeleton(value: unknown, name = ""): unknown {
  if (typeof value === "string") {
    if (WORDS.includes(name) || value.trim() === "") return value;
    return value.length < LONG_TEXT_CHARS ? "…" : `…${magnitude(value.length)}`;
  }
  if (typeof value === "number") return name === "index" ? value : Math.sign(value);
  if (Array.isArray(value)) return value.map((one) => skeleton(one));
  if (typeof value !== "object" || value === null) return value;
  return sortedMembers(Object.fromEntries(Object.entries(value).map(([key, member]) => [key, skeleton(member, key)])));
}

function endSkeleton(end: Alternative): Alternative {
  const { usage, message, errors } = end;
  return {
    outcome: end.outcome,
    ...(errors === undefined ? {} : { errors: { classes: errors.classes, status: errors.status } }),
    ...(usage === undefined ? {} : { usage: usage === null ? null : {} }),
    ...(message === undefined ? {} : { message: { choices: message.choices.map(choiceSkeleton) } }),
  };
}

function choiceSkeleton(choice: ExpectedChoice): ExpectedChoice {
  const { index, content, reasoning, refusal, finish_reason, tool_calls } = choice;
  return {
    index,
    ...(content === undefined ? {} : { content: textSkeleton(content) }),
    ...(reasoning === undefined ? {} : { reasoning: textSkeleton(reasoning) }),
    ...(refusal === undefined ? {} : { refusal: textSkeleton(refusal) }),
    ...(finish_reason === undefined ? {} : { finish_reason }),
    ...(tool_calls === undefined
      ? {}
      : { tool_calls: tool_calls.map(({ id, name }) => ({ id: textSkeleton(id), name: textSkeleton(name) })) }),
  };
}

function textSkeleton(text: ExpectedChoice["content"]): string | null {
  return text === undefined || text === null || text === "" ? null : "…";
}
