/** Faults: what is left is no more than a beginning of the truth, and the reference road says that something is wrong. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Assembled } from "../src/assembly/index.ts";
import { decodeBytes } from "../src/wire/index.ts";
import { breakStream, type BrokenStream, FAULTS, PROFILES, stream } from "./index.ts";
import { readBack } from "./testing/reference-road.ts";
import { settleMessage } from "./laws/settle-message.ts";

const SEED = 20_240_505;

const begins = (part: string | null, whole: string | null) => part === null || (whole ?? "").startsWith(part);

/** What a client owes, asked of what some road made of the slices. */
const owes = ({ due, whole, fault }: BrokenStream, { message, status }: Assembled) => {
  // An incomplete answer claims no success: its caller sees that the finish is missing.
  expect(due.outcomes).toContain(status === "complete" ? "completed" : "failed");
  for (const choice of settleMessage(message).choices) {
    const said = whole.truth.message.choices.find(({ index }) => index === choice.index);
    const at = whole.truth.message.choices.findIndex(({ index }) => index === choice.index);
    // Where a chunk says `error` for a finish, that is how it is told.
    if (fault.id !== "error/beside-choice") expect(choice.finish_reason).toBe(due.finishes[at] ?? null);
    // A chunk lost in the middle leaves no beginning; that it was lost is what has to be told.
    if (fault.id === "json/cut-off") continue;
    expect(begins(choice.content, said?.content ?? null)).toBe(true);
    expect(begins(choice.reasoning, said?.reasoning ?? null)).toBe(true);
    expect(begins(choice.refusal, said?.refusal ?? null)).toBe(true);
    for (const [position, call] of choice.tool_calls.entries()) {
      expect(begins(call.arguments, said?.tool_calls[position]?.arguments ?? null)).toBe(true);
    }
  }
};

const law = (road: (slices: readonly Uint8Array[]) => Assembled, id: string, runs: number) => {
  const fault = FAULTS.get(id);
  if (fault === undefined) throw new TypeError(id);
  const any = fc.oneof(...Object.values(PROFILES).map((profile) => stream(profile)));
  return fc.check(
    fc.property(any, (whole) => {
      const broken = breakStream(whole, fault);
      owes(broken, road(broken.slices));
    }),
    { seed: SEED, numRuns: runs, endOnFailure: true },
  );
};

test.each([...FAULTS.keys()])("law: after %s nothing is invented, and it is told", (id) => {
  const { failed, errorInstance } = law(readBackNotingJson, id, 120);
  expect(failed, String(errorInstance)).toBe(false);
});

/** The reference road goes past what is no JSON with a note; who reads on must not call the answer whole. */
function readBackNotingJson(slices: readonly Uint8Array[]): Assembled {
  const read = readBack(slices);
  return read.notes.some(({ code }) => code === "payload-malformed") ? { ...read, status: "failed" } : read;
}

const invents = (slices: readonly Uint8Array[]): Assembled => {
  const read = readBack(slices);
  const choices = read.message.choices.map((choice) => ({
    ...choice,
    finish_reason: choice.finish_reason ?? "stop",
  }));
  return { ...read, message: { choices }, status: "complete" };
};

const isBlind = (slices: readonly Uint8Array[]): Assembled => ({
  ...readBack(slices),
  error: null,
  status: "complete",
});

/** A reader that makes something of what was cut off: the half of a character becomes a mark in the text. */
const marksHalves = (slices: readonly Uint8Array[]): Assembled => {
  const read = readBack(slices);
  const isHalved = decodeBytes(slices).residue.unfinishedLine.endsWith("\uFFFD");
  const choices = read.message.choices.map((choice) => ({
    ...choice,
    content: isHalved ? `${choice.content ?? ""}\uFFFD` : choice.content,
  }));
  return { ...read, message: { choices } };
};

/** A reader to which only [DONE] ends an answer: what ended before it was too long, it says. */
const blamesLength = (slices: readonly Uint8Array[]): Assembled => {
  const read = readBack(slices);
  const choices = read.message.choices.map((choice) => ({
    ...choice,
    finish_reason: read.terminated === "done" ? choice.finish_reason : "too_long",
  }));
  return { ...read, message: { choices } };
};

const FLAWED: Readonly<Record<string, readonly [flaw: string, road: typeof readBack]>> = {
  "truncation/anywhere": ["invents a finish", invents],
  "truncation/inside-character": ["shows half a character as a mark", marksHalves],
  "truncation/between-events": ["invents a finish", invents],
  "truncation/after-finish": ["takes a finish back where [DONE] is missing", blamesLength],
  "truncation/reset": ["invents a finish", invents],
  "truncation/last-chunk-missing": ["invents a finish", invents],
  "error/in-chunk": ["does not look at errors", isBlind],
  "error/beside-choice": ["does not look at errors", isBlind],
  "error/envelope": ["does not look at errors", isBlind],
  "error/named-event": ["does not look at errors", isBlind],
  "error/as-text": ["does not look at errors", isBlind],
  "json/cut-off": ["passes over what it cannot read", readBack],
};

describe("after every fault a flawed road is caught within 500 streams", () => {
  test.each([...FAULTS.keys()])("%s", (id) => {
    const [flaw, road] = FLAWED[id] ?? [];
    if (road === undefined) throw new TypeError(`no flawed road fails at ${id}`);
    expect(law(road, id, 500).failed, flaw).toBe(true);
  });

  test("the table names no fault that is not there", () => {
    expect(Object.keys(FLAWED).filter((id) => !FAULTS.has(id))).toEqual([]);
  });
});
