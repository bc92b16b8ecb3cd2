/** Every knob is there for a reader that fails at nothing else. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Chosen, KNOB_VALUES, profileWith } from "./profiles/any-knobs.ts";
import { stream } from "./stream/stream.ts";
import { FLAWED_READS } from "./testing/flawed-reads.ts";
import type { Read } from "./testing/read-with.ts";
import { settleMessage } from "./laws/settle-message.ts";

const SEED = 20_240_506;

const isCaught = (read: Read, turned: Partial<Chosen>, numRuns: number): boolean => {
  const law = fc.property(stream(profileWith(turned)), ({ truth, slices }) => {
    const { message, usage, id, created, status } = read(slices);
    expect({ message: settleMessage(message), usage, id, created, status }).toEqual({
      message: truth.message,
      usage: truth.usage,
      id: truth.id,
      created: truth.created,
      status: "complete",
    });
  });
  return fc.check(law, { seed: SEED, numRuns, endOnFailure: true }).failed;
};

describe("a flawed reader is caught where its knob is turned, and only there", () => {
  test.each(FLAWED_READS.map((flawed) => [flawed.flaw, flawed] as const))("%s", (_flaw, { turn, read }) => {
    expect(isCaught(read, turn, 500)).toBe(true);
    expect(isCaught(read, {}, 60)).toBe(false);
  });
});

test("every value of every knob has its flawed reader, but for OpenAI's own and those that take something away", () => {
  const turned = new Set(
    FLAWED_READS.flatMap(({ turn }) => Object.entries(turn).map(([name, value]) => `${name} ${JSON.stringify(value)}`)),
  );
  const without = Object.entries(KNOB_VALUES).flatMap(([name, values]) =>
    values.slice(1).flatMap((value) => {
      const key = `${name} ${JSON.stringify(value)}`;
      return turned.has(key) ? [] : [key];
    }),
  );
  expect(without).toEqual([
    'reasoning "none"',
    'toolMode "none"',
    "nullOnOthers false",
    'comment {"text":"","isInside":false}',
  ]);
});
