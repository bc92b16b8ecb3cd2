/** Draws the numbers that a shape of numbers is made for. */
import * as fc from "fast-check";
import type { z } from "zod";
import type { Drawn } from "./walk.ts";

type Bounds = { min: number; max: number; isMinOut: boolean; isMaxOut: boolean; isInteger: boolean; step: number };

/** How far beyond its bound a number mostly goes: small ones read better. */
const NEAR = 4_096;

/** What real servers send where a double was not thought of: beyond 2^53, tiny, negative, with a fraction. */
const ODD = [12_658_879_820_317_954_000, 1e-7, -1, 0.5, 1_700_000_000_123] as const;

/** Never -0, which JSON does not keep. Shrinks toward 0, or the bound nearest to it. */
export function numberOf(def: z.core.$ZodNumberDef): Drawn {
  const bounds: Bounds = {
    min: -Infinity,
    max: Infinity,
    isMinOut: false,
    isMaxOut: false,
    isInteger: false,
    step: 0,
  };
  // `z.int()` is a check as well.
  if ("check" in def) bound(bounds, def as unknown as z.core.$ZodCheckDef);
  for (const { _zod } of def.checks ?? []) bound(bounds, _zod.def);
  if (bounds.step !== 0) return fc.integer({ min: -NEAR, max: NEAR }).map((count) => plus(count * bounds.step));

  const whole = integers(bounds);
  if (bounds.isInteger) {
    if (whole === null) throw new TypeError(`no integer lies within ${bounds.min} and ${bounds.max}`);
    return whole;
  }
  const { min, max, isMinOut, isMaxOut } = bounds;
  const finite = { min: Math.max(min, -Number.MAX_VALUE), max: Math.min(max, Number.MAX_VALUE) };
  const doubles = fc.double({ ...finite, minExcluded: isMinOut, maxExcluded: isMaxOut, noNaN: true }).map(plus);
  const odd = ODD.filter((number) => isWithin(bounds, number));
  return fc.oneof(
    ...(whole === null ? [] : [{ weight: 4, arbitrary: whole }]),
    { weight: 1, arbitrary: doubles },
    ...(odd.length === 0 ? [] : [{ weight: 1, arbitrary: fc.constantFrom(...odd) }]),
  );
}

/** Null where none lies within the bounds. */
function integers(bounds: Bounds): fc.Arbitrary<number> | null {
  const { MIN_SAFE_INTEGER, MAX_SAFE_INTEGER } = Number;
  const min = Math.max(MIN_SAFE_INTEGER, Math.ceil(bounds.min) + (out(bounds.isMinOut, bounds.min) ? 1 : 0));
  const max = Math.min(MAX_SAFE_INTEGER, Math.floor(bounds.max) - (out(bounds.isMaxOut, bounds.max) ? 1 : 0));
  if (min > max) return null;
  const low = min >= -NEAR ? min : max < 0 ? Math.max(min, max - NEAR) : 0;
  const near = fc.integer({ min: low, max: Math.min(max, Math.max(low, 0) + NEAR) });
  return fc.oneof({ weight: 4, arbitrary: near }, { weight: 1, arbitrary: fc.integer({ min, max }) });
}

function out(isOut: boolean, edge: number): boolean {
  return isOut && Number.isInteger(edge);
}

function isWithin({ min, max, isMinOut, isMaxOut }: Bounds, number: number): boolean {
  return (isMinOut ? number > min : number >= min) && (isMaxOut ? number < max : number <= max);
}

function plus(number: number): number {
  return number === 0 ? 0 : number;
}

function bound(bounds: Bounds, check: z.core.$ZodCheckDef): void {
  const edge = check as Partial<z.core.$ZodCheckGreaterThanDef>;
  const value = Number(edge.value);
  switch (check.check) {
    case "greater_than":
      if (value >= bounds.min) [bounds.min, bounds.isMinOut] = [value, edge.inclusive !== true];
      break;
    case "less_than":
      if (value <= bounds.max) [bounds.max, bounds.isMaxOut] = [value, edge.inclusive !== true];
      break;
    case "multiple_of":
      bounds.step = value;
      break;
    case "number_format":
      bindFormat(bounds, (check as z.core.$ZodCheckNumberFormatDef).format);
  }
}

function bindFormat(bounds: Bounds, format: z.core.$ZodNumberFormats): void {
  if (format === "float64") return;
  const most = { safeint: Number.MAX_SAFE_INTEGER, int32: 2 ** 31 - 1, uint32: 2 ** 32 - 1, float32: 3.4e38 }[format];
  const least = format === "uint32" ? 0 : format === "int32" ? -(2 ** 31) : -most;
  bounds.isInteger ||= format !== "float32";
  if (least > bounds.min) [bounds.min, bounds.isMinOut] = [least, false];
  if (most < bounds.max) [bounds.max, bounds.isMaxOut] = [most, false];
}
