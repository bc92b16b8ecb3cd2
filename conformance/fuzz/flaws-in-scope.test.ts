/** The list of flaws that fuzzing is to find, and the part of them that is found at once. */
import { expect, test } from "vitest";
import { createModelClient, FLAWED_CLIENTS } from "../models/index.ts";
import { decodeBytes } from "../../src/wire/index.ts";
import { FLAWS_IN_SCOPE } from "./testing/flaws-in-scope.ts";
import { fuzzInProcess } from "./testing/fuzz-in-process.ts";

const idsOfScope = Object.keys(FLAWS_IN_SCOPE);

test("every flaw on the list has its client, and each that is left out its reason", () => {
  const ids = new Set(FLAWED_CLIENTS.map(({ id }) => id));
  expect(idsOfScope.filter((id) => !ids.has(id))).toEqual([]);
  const reasons = Object.values(FLAWS_IN_SCOPE).flatMap((scope) => ("out" in scope ? [scope.out] : []));
  expect(reasons.every((reason) => reason.length > 10)).toBe(true);
  expect(reasons.length).toBeLessThan(idsOfScope.length / 5);
});

/** `npx tsx scripts/fuzz-table.ts` has all of them; these need few draws. A bound is twice what they need, or more. */
const AT_ONCE: readonly (readonly [id: string, drawsMax: number, eventsMax: number])[] = [
  ["splits-at-lf-lf", 40, 3],
  ["reads-comments-as-data", 40, 3],
  ["splits-lines-as-unicode-does", 40, 3],
  ["refuses-unknown-members", 60, 3],
  ["appends-null", 60, 3],
  ["skips-chunks-without-choice", 40, 3],
  ["mixes-reasoning-into-content", 60, 3],
  ["decodes-latin-1", 40, 3],
  ["begins-with-an-empty-object", 80, 3],
  ["prints-arguments-anew", 80, 3],
];

test.each(AT_ONCE)(
  "law: %s is found within %i draws, and shown by %i events",
  { timeout: 20_000 },
  async (...given) => {
    const [id, runsMax, eventsMax] = given;
    const flawed = FLAWED_CLIENTS.find((one) => one.id === id);
    const scope = FLAWS_IN_SCOPE[id];
    if (flawed === undefined || scope === undefined || "out" in scope) throw new TypeError(`${id} is not in scope`);
    const { failures } = await fuzzInProcess(createModelClient(id, flawed.parts), {
      level: scope.level,
      runsMax,
      jobs: 8,
    });
    const { items } = decodeBytes([failures[0]?.draw.bytes ?? new Uint8Array(0)]);
    const events = items.filter((item) => item.kind === "event" && item.data !== "[DONE]").length;
    expect(failures).toHaveLength(1);
    expect(events).toBeLessThanOrEqual(eventsMax);
    expect(failures[0]?.clientRuns).toBeLessThanOrEqual(400);
  },
);
