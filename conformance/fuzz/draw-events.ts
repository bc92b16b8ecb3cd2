/** Draws event streams for readers, and makes them smaller. */
import * as fc from "fast-check";
import { cutPlan, text } from "../../generators/index.ts";
import type { Case } from "../shape/case.ts";
import { playableOf } from "./case-of-stream.ts";
import { cutOffsets, seamCutsOf } from "./cut-draw.ts";
import { drawnCase } from "./drawn-case.ts";
import type { EventParts, EventsParts } from "./events-parts.ts";
import type { EventsDraw } from "./fuzz-draw.ts";
import type { FuzzScope } from "./fuzz-scope.ts";
import { smallerEvents } from "./smaller-events.ts";
import { eventsOf, spellEvents } from "./spell-events.ts";

const EVENTS_MAX = 6;
/** Those of the catalogue: where names must be listened for, the adapter knows them. */
const NAMES = ["note", "message", "signal", "first"] as const;
/** Comments, and what only looks like a field. */
const EXTRAS = [":", ": comment", ":data: a", "data2: a", " data: a", "Data: a", "DATA: a", "x", "foo: bar"] as const;
const IDS = ["1", "2", "a b", "é", ""] as const;

/** Lines of any text but line ends, NUL in an id apart: a rule for examples. */
const line = text(4).map((words) => words.replaceAll(/[\r\n]/g, ""));
const data = fc.oneof(
  { weight: 4, arbitrary: line },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.oneof(line, fc.constant("")), { minLength: 2, maxLength: 3 })
      .map((lines) => lines.join("\n")),
  },
  { weight: 1, arbitrary: fc.constant("") },
);

const eventParts: fc.Arbitrary<EventParts> = fc.record({
  data: fc.option(data, { freq: 6 }),
  event: fc.option(fc.constantFrom(...NAMES), { freq: 2 }),
  id: fc.option(fc.constantFrom(...IDS), { freq: 2 }),
  // Long waits would be taken at their word by readers that connect again.
  retry: fc.option(fc.constantFrom("1", "soon", "-1", "1.5", ""), { freq: 2 }),
  extra: fc.option(fc.constantFrom(...EXTRAS), { freq: 2 }),
  isExtraFirst: fc.boolean(),
});

const eventsParts: fc.Arbitrary<EventsParts> = fc.record({
  cuts: cutPlan(),
  eol: fc.constantFrom("lf", "crlf", "cr", "mixed"),
  space: fc.boolean(),
  bom: fc.nat({ max: 3 }).map((rare) => rare === 3),
  events: fc.array(eventParts, { minLength: 1, maxLength: EVENTS_MAX, size: "max" }),
  tail: fc.option(line, { freq: 2 }),
});

export function drawEvents(scope: FuzzScope, rule: string): fc.Arbitrary<EventsDraw> {
  return new Events()
    .filter((parts) => spellEvents(parts).length <= scope.streamBytesMax)
    .map((parts) => buildEvents(parts, rule));
}

export function buildEvents(parts: EventsParts, rule: string): EventsDraw {
  const bytes = spellEvents(parts);
  const offsets = cutOffsets(bytes, parts.cuts);
  const given: Case = {
    ...drawnCase(rule),
    input: "legal",
    profile: "core",
    op: "sse.read",
    request: {},
    abort: null,
    exchanges: [
      {
        status: 200,
        headers: { "content-type": "text/event-stream" },
        body_base64: Buffer.from(bytes).toString("base64"),
        transfer: "chunked",
        end: "fin",
      },
    ],
    variants: { cuts: [], eol: [], spacing: [], transfer: [] },
    subject: null,
    compare: { content: "exact", null_is_absent: true },
    expect: { any_of: [{ outcome: "completed", events: eventsOf(parts).map((one) => ({ ...one })) }] },
  };
  const due = playableOf(given, bytes, offsets, "fin");
  return { op: "sse.read", parts, bytes, offsets, end: "fin", due, baseline: null };
}

// --- internal ---

/** Shrinks by `smallerEvents`, which needs nothing but the value. */
class Events extends fc.Arbitrary<EventsParts> {
  override generate(random: fc.Random, biasFactor: number | undefined): fc.Value<EventsParts> {
    return new fc.Value(eventsParts.generate(random, biasFactor).value, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is EventsParts {
    return typeof value === "object" && value !== null && "events" in value;
  }

  override shrink(value: EventsParts): fc.Stream<fc.Value<EventsParts>> {
    const bytes = spellEvents(value);
    const cuts = seamCutsOf(bytes, value.cuts).map((cut) => ({ ...value, cuts: cut }));
    return fc.stream([...cuts, ...smallerEvents(value)].values()).map((smaller) => new fc.Value(smaller, undefined));
  }
}
