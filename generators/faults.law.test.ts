/** Faults: what is left is no more than a beginning of the truth, and the reference road says that something is wrong. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Assembled } from "../src/assembly/index.ts";
import { breakStream, type BrokenStream, FAULTS, PROFILES, stream } from "./index.ts";
import { readBack } from "./testing/reference-road.ts";
import { settleMessage } from "./testing/settle-message.ts";

const SEED = 20_240_505;

const begins = (part: string | null, whole: string | null) => part === null || (whole ?? "").startsWith(part);

/** What a client owes, asked of what some road made of the slices. */
const owes = ({ due, whole, fault }: BrokenStream, { message, status }: Assembled) => {
  // An incomplete answer claims no success: its caller sees that the finish is missing.
  expect(due.outcomes).toContain(status === "complete" ? "completed" : "failed");
  for (const choice of settleMessage(message).choices) {
    const said = whole.truth.message.choices.find(({ index }) => index === choice.index);
    const at = whole.truth.message.choices.findIndex(({ index }) => index === choice.index);
    if (fault.id !== "error/beside-choice") expect([null, due.finishes[at] ?? null]).toContain(choice.finish_reason);
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

describe("roads that are flawed after a fault are caught", () => {
  test("one that invents a finish", () => {
    for (const id of ["truncation/anywhere", "truncation/between-events", "truncation/reset"]) {
      expect(law(invents, id, 500).failed, id).toBe(true);
    }
  });

  test("one that does not look at errors", () => {
    for (const id of [...FAULTS.keys()].filter((one) => one.startsWith("error/"))) {
      expect(law(isBlind, id, 500).failed, id).toBe(true);
    }
  });

  test("one that passes over what it cannot read", () => {
    expect(law(readBack, "json/cut-off", 500).failed).toBe(true);
  });
});
