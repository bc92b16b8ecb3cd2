/** Every quirk and every fault is there for a reader that fails at it, and at nothing plainer. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { profileWith } from "./profiles/any-knobs.ts";
import { QUIRKS } from "./quirks/quirks.ts";
import type { Quirk } from "./quirks/quirk.ts";
import { stream } from "./stream/stream.ts";
import { FLAWED_READS_OF_QUIRKS, type FlawedReadOfQuirk } from "./testing/flawed-reads-of-quirks.ts";
import { settleMessage } from "./laws/settle-message.ts";

const SEED = 20_261_125;

const isCaught = ({ read, over = {}, spares }: FlawedReadOfQuirk, quirks: readonly Quirk[], numRuns: number) => {
  const law = fc.property(stream(profileWith(over), { quirks }), (drawn) => {
    fc.pre(quirks.length > 0 || spares?.(drawn) !== true);
    const { truth } = drawn;
    const { message, usage, id, created, status } = read(drawn.slices);
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

describe("a flawed reader is caught by its quirk within 500 streams, and by no stream without it", () => {
  test.each([...QUIRKS.values()].map((quirk) => [quirk.id, quirk] as const))("%s", (id, quirk) => {
    const flawed = FLAWED_READS_OF_QUIRKS[id];
    if (flawed === undefined) throw new TypeError(`no flawed reader fails at ${id}`);
    expect(isCaught(flawed, [quirk], 500), flawed.flaw).toBe(true);
    expect(isCaught(flawed, [], 60), flawed.flaw).toBe(false);
  });
});

test("the table names no quirk that is not there", () => {
  expect(Object.keys(FLAWED_READS_OF_QUIRKS).filter((id) => !QUIRKS.has(id))).toEqual([]);
});
