/** Expands a case to its plays: plain, and each variant that changes one axis of it. */
import { cutBytes } from "../../src/wire/index.ts";
import type { CaseExchange, LoadedCase } from "../shape/case.ts";
import type { Play, PlayedExchangeScript } from "../shape/play.ts";
import { chooseCuts, chooseGaps, GAPS_MAX, type Cuts } from "./choose-cuts.ts";
import { barriersAt, eventSteps, mergeOffsets } from "./event-steps.ts";
import { respellLineEnds } from "./respell-line-ends.ts";
import { respellSpacing } from "./respell-spacing.ts";
import { scriptedBodies, type ScriptedBody } from "./scripted-body.ts";
import { wireOf } from "./wire-of.ts";

/** Milliseconds of one gap: below this, reads of a busy client merge on loopback. */
export const DEFAULT_GAP_MS = 5;

export type ExpandOptions = {
  readonly gapMs?: number;
  /** `all` has every two-way cut (of a long body `EVERY_CUT_MAX` of them); the others are as by default. */
  readonly variants?: "default" | "none" | "all";
  /** The play of this key alone, or none; any cuts inside the body have a key: `cuts=41`, `cuts=41,97`. */
  readonly only?: string;
};

/**
 * Milliseconds for which an event is withheld from a client that has not shown the one before it: a client that
 * shows at once needs a few, one that buffers shows nothing however long the server waits.
 */
export const DEFAULT_BARRIER_MS = 1_500;

/** One body as a play sends it. */
type Spelling = {
  readonly bytes: Uint8Array;
  readonly offsets: readonly number[];
  /** The one of `offsets` where the tail of a held answer begins. */
  readonly tailAt: number | null;
  readonly transfer: CaseExchange["transfer"];
};

type Draft = { readonly key: string; readonly axis: Play["axis"]; readonly spellings: readonly Spelling[] };

/** Pure. Plain comes first; a variant that would send the very same as an earlier play is left out. */
export function expandCase(loaded: LoadedCase, options: ExpandOptions = {}): readonly Play[] {
  const bodies = scriptedBodies(loaded);
  return draftsOf(loaded, bodies, options).map((draft) =>
    playOf(loaded.case, draft, bodies, options.gapMs ?? DEFAULT_GAP_MS),
  );
}

function draftsOf(
  loaded: LoadedCase,
  bodies: readonly ScriptedBody[],
  { only, variants = "default" }: ExpandOptions,
): readonly Draft[] {
  const plain: Draft = { key: "plain", axis: "plain", spellings: bodies.map(plainSpelling) };
  if (only === "plain" || (only === undefined && variants === "none")) return [plain];
  const cuts = only === undefined ? null : /^cuts=(\d+(?:,\d+)*)$/.exec(only);
  if (cuts !== null) return namedCuts(loaded, bodies, cuts[0], (cuts[1] ?? "").split(",").map(Number));
  const drafts = withoutTwins([plain, ...variantDrafts(loaded, bodies, only === undefined && variants === "all")]);
  return only === undefined ? drafts : drafts.filter(({ key }) => key === only);
}

/** Named one by one, a cut need not be among the chosen ones. */
function namedCuts(
  loaded: LoadedCase,
  bodies: readonly ScriptedBody[],
  key: string,
  offsets: readonly number[],
): readonly Draft[] {
  const length = bodies.at(-1)?.bytes.length ?? 0;
  const isInside = offsets.every((offset, index) => offset > (offsets[index - 1] ?? 0) && offset < length);
  if (!isInside || !loaded.case.variants.cuts.includes("two_way")) return [];
  return [cutDraft(bodies, { key, offsets })];
}

function plainSpelling({ bytes, tailAt, exchange }: ScriptedBody): Spelling {
  return { bytes, offsets: tailAt === null ? [] : [tailAt], tailAt, transfer: exchange.transfer };
}

function variantDrafts(loaded: LoadedCase, bodies: readonly ScriptedBody[], every: boolean): readonly Draft[] {
  const { cuts, eol, spacing, transfer } = loaded.case.variants;
  return [
    ...cutDrafts(bodies, cuts, every),
    ...eol.flatMap((to) => respelled(bodies, `eol=${to}`, "eol", (bytes) => respellLineEnds(bytes, to))),
    ...spacing.flatMap((to) => respelled(bodies, `spacing=${to}`, "spacing", (bytes) => respellSpacing(bytes, to))),
    ...transfer.flatMap((to) => recoded(bodies, to)),
  ];
}

/** The last exchange is cut: the one whose answer the caller is given. */
function cutDrafts(
  bodies: readonly ScriptedBody[],
  axes: LoadedCase["case"]["variants"]["cuts"],
  every: boolean,
): readonly Draft[] {
  const last = bodies.at(-1);
  if (last === undefined) return [];
  return chooseCuts(last.bytes, last.isEventStream, axes, every).map((cuts) => cutDraft(bodies, cuts));
}

function cutDraft(bodies: readonly ScriptedBody[], { key, offsets }: Cuts): Draft {
  const last = bodies.at(-1);
  return {
    key,
    axis: "cuts",
    spellings: bodies.map((body) =>
      body === last ? { ...plainSpelling(body), offsets: withTail(offsets, body.tailAt) } : plainSpelling(body),
    ),
  };
}

function withTail(offsets: readonly number[], tailAt: number | null): readonly number[] {
  return tailAt === null ? offsets : mergeOffsets(offsets, [{ offset: tailAt }]);
}

function respelled(
  bodies: readonly ScriptedBody[],
  key: string,
  axis: "eol" | "spacing",
  respell: (bytes: Uint8Array) => Uint8Array | null,
): readonly Draft[] {
  let changed = false;
  const spellings = bodies.map((body): Spelling => {
    const plain = plainSpelling(body);
    const bytes = body.isEventStream ? respell(body.bytes) : null;
    if (bytes === null) return plain;
    changed = true;
    // The part before the tail is respelled by itself: its length is where the tail begins now.
    const head =
      body.tailAt === null
        ? null
        : (respell(body.bytes.subarray(0, body.tailAt)) ?? body.bytes.subarray(0, body.tailAt));
    return { ...plain, bytes, offsets: head === null ? [] : [head.length], tailAt: head?.length ?? null };
  });
  return changed ? [{ key, axis, spellings }] : [];
}

function recoded(bodies: readonly ScriptedBody[], transfer: CaseExchange["transfer"]): readonly Draft[] {
  if (!bodies.every((body) => body.transfers.includes(transfer))) return [];
  return [
    {
      key: `transfer=${transfer}`,
      axis: "transfer",
      spellings: bodies.map((body) => ({ ...plainSpelling(body), transfer })),
    },
  ];
}

function withoutTwins(drafts: readonly Draft[]): readonly Draft[] {
  const byShape = new Map<string, Draft[]>();
  return drafts.filter((draft) => {
    const shape = draft.spellings.map(({ offsets, transfer }) => `${transfer} ${offsets.join()}`).join("; ");
    const alike = byShape.get(shape) ?? [];
    if (alike.some((earlier) => sendsTheSameBytes(earlier, draft))) return false;
    byShape.set(shape, [...alike, draft]);
    return true;
  });
}

function sendsTheSameBytes(one: Draft, other: Draft): boolean {
  return one.spellings.every(
    ({ bytes }, index) => Buffer.compare(bytes, other.spellings[index]?.bytes ?? new Uint8Array(0)) === 0,
  );
}

function playOf(
  given: LoadedCase["case"],
  { key, axis, spellings }: Draft,
  bodies: readonly ScriptedBody[],
  gapMs: number,
): Play {
  const gapsMax = Math.floor(GAPS_MAX / Math.max(1, bodies.length));
  const exchanges = bodies.map((body, index): PlayedExchangeScript => {
    const { bytes, offsets: chosen, tailAt, transfer } = spellings[index] ?? plainSpelling(body);
    const isLast = index === bodies.length - 1;
    const steps = given.delivery === "incremental" && isLast && body.isEventStream ? eventSteps(bytes) : null;
    const offsets = steps === null ? chosen : mergeOffsets(chosen, steps);
    const { wire } = body.exchange;
    return {
      status: body.exchange.status,
      headers: Object.entries(body.exchange.headers),
      slices: bytes.length === 0 ? [] : cutBytes(bytes, offsets),
      gapsBefore: chooseGaps(bytes, offsets, gapsMax, tailAt === null ? [] : [tailAt]),
      transfer,
      end: body.end,
      ...(wire === undefined ? {} : { wire: wireOf(wire) }),
      ...(steps === null ? {} : { barriers: barriersAt(steps, offsets) }),
    };
  });
  const barrierMs = given.delivery === "incremental" ? { barrierMs: DEFAULT_BARRIER_MS } : {};
  return { key, axis, script: { exchanges, gapMs, ...barrierMs } };
}
