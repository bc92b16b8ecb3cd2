/** Draws the strings that a shape of strings is made for. */
import * as fc from "fast-check";
import type { z } from "zod";
import { text } from "../truth/text.ts";
import type { Drawn, LengthCheck } from "./walk.ts";

/** What the checks of a string ask, those that are met by construction. */
type Asked = {
  min: number;
  max: number;
  before: string;
  inside: string;
  after: string;
  pattern: RegExp | null;
  format: string | null;
};

/** Without any check: text that breaks readers, and "". Lengths are UTF-16 units, as the shapes count them. */
export function stringOf(def: z.core.$ZodStringDef): Drawn {
  const asked: Asked = { min: 0, max: Infinity, before: "", inside: "", after: "", pattern: null, format: null };
  // A format of its own (`z.base64()`) is a check as well.
  if ("check" in def) ask(asked, def as unknown as z.core.$ZodCheckStringFormatDef);
  for (const { _zod } of def.checks ?? []) ask(asked, _zod.def);

  const { min, max, before, inside, after, pattern, format } = asked;
  const length = { minLength: min, ...(max === Infinity ? {} : { maxLength: max }) };
  if (format === "base64") return fc.base64String(length);
  if (pattern !== null) return fc.stringMatching(pattern);
  const isMeasured = min > 0 || max !== Infinity;
  const spare = before.length + inside.length + after.length;
  const plain: fc.Arbitrary<string> = isMeasured
    ? fc.string({ minLength: Math.max(0, min - spare), maxLength: Math.max(0, Math.min(max, min + 12) - spare) })
    : fc.oneof({ weight: 6, arbitrary: text(3) }, { weight: 1, arbitrary: fc.constant("") });
  const shaped = spare === 0 ? plain : plain.map((drawn) => `${before}${drawn}${inside}${after}`);
  // Readers are broken by text longer than a byte a unit: it is drawn where it happens to fit as well.
  const fitting = text(2).filter((drawn) => drawn.length >= min && drawn.length <= max);
  return spare === 0 && isMeasured && min <= 1 && max >= 1 ? fc.oneof(shaped, fitting) : shaped;
}

function ask(asked: Asked, check: z.core.$ZodCheckDef): void {
  const given = check as LengthCheck;
  switch (check.check) {
    case "min_length":
      asked.min = Math.max(asked.min, given.minimum ?? 0);
      break;
    case "max_length":
      asked.max = Math.min(asked.max, given.maximum ?? Infinity);
      break;
    case "length_equals":
      asked.min = asked.max = given.length ?? 0;
      break;
    case "string_format":
      askFormat(asked, check as z.core.$ZodCheckStringFormatDef);
  }
}

function askFormat(asked: Asked, check: z.core.$ZodCheckStringFormatDef): void {
  const { format, pattern } = check;
  const words = check as Partial<Record<"prefix" | "includes" | "suffix", string>>;
  if (format === "starts_with") asked.before = words.prefix ?? "";
  else if (format === "includes") asked.inside = words.includes ?? "";
  else if (format === "ends_with") asked.after = words.suffix ?? "";
  else if (format === "base64") asked.format = format;
  else if (pattern === undefined) throw new TypeError(`strings of the format ${format} have no pattern to draw by`);
  else asked.pattern ??= pattern;
}
