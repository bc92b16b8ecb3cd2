/** Turns a Zod shape into an arbitrary of the values that it accepts. */
import * as fc from "fast-check";
import type { z } from "zod";
import { ToolkitError } from "../../src/base/index.ts";
import { jsonValue } from "../truth/json-value.ts";
import { keepValid } from "./keep-valid.ts";
import { arrayOf, tupleOf } from "./list-of.ts";
import { numberOf } from "./number-of.ts";
import { objectOf, recordOf } from "./object-of.ts";
import { stringOf } from "./string-of.ts";
import { cannotDraw, defOf, type Drawn, type Shape, type ShapeDef, type Walk } from "./walk.ts";

/** How far `validOf` goes into a shape, and what it is told of it. */
export type ValidOfOptions = {
  /** What places in errors begin with (default `shape`). */
  readonly name?: string;
  /** How often a shape that holds itself is entered on the way to one value (default 3). */
  readonly depthMax?: number;
  /** Draws that a check may refuse in a row (default 1,000). */
  readonly triesMax?: number;
  /** Shapes that are drawn otherwise: those that the bridge cannot draw, or draws too plainly. */
  readonly known?: ReadonlyMap<Shape, Drawn>;
};

/** Lazy shapes that make a new one each time they are asked are told by how deep they lie. */
const NESTING_MAX = 200;

/**
 * Values of the input side: members with defaults may be absent, a transform's argument is drawn. Open objects have
 * unknown members as well; `z.unknown()` is any JSON. Shrinks stay valid.
 * Throws a ToolkitError SHAPE_UNSUPPORTED, with the member's place, for kinds that have no JSON (dates, maps, big
 * integers, …) and for shapes that nothing finite is of; what is drawn throws it where a check refuses all draws.
 */
export function validOf<Output, Input>(
  shape: z.core.$ZodType<Output, Input>,
  options: ValidOfOptions = {},
): fc.Arbitrary<Input> {
  const { name = "shape", depthMax = 3, triesMax, known } = options;
  const entered: Shape[] = [];
  const walk: Walk = (inner, place) => {
    const given = known?.get(inner);
    if (given !== undefined) return given;
    if (entered.filter((one) => one === inner).length >= depthMax) return null;
    if (entered.length > NESTING_MAX) throw cannotDraw(place, `shapes nested deeper than ${NESTING_MAX}`);
    entered.push(inner);
    try {
      const drawn = kindOf(defOf(inner), place, walk);
      return drawn === null || isMadeToFit(inner) ? drawn : keepValid(inner, drawn, place, triesMax);
    } catch (error) {
      // fast-check refuses impossible bounds, and expressions that it cannot run backwards, with errors of its own.
      if (error instanceof ToolkitError || !(error instanceof Error)) throw error;
      throw cannotDraw(place, error.message, error);
    } finally {
      entered.pop();
    }
  };
  const drawn = walk(shape, name.includes(":") ? name : `${name}:`);
  if (drawn === null) throw cannotDraw(name, "it holds itself without an end, so no value is of it");
  return drawn as fc.Arbitrary<Input>;
}

function kindOf(def: ShapeDef, place: string, walk: Walk): Drawn | null {
  switch (def.type) {
    case "string":
      return stringOf(def);
    case "number":
      return numberOf(def);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "literal":
      return fc.constantFrom<unknown>(...def.values);
    case "enum":
      // A numeric enum has its names as values too.
      return fc.constantFrom(...Object.values(def.entries).filter((value) => typeof def.entries[value] !== "number"));
    case "any":
    case "unknown":
      return jsonValue;
    case "custom":
      return fc.oneof({ weight: 3, arbitrary: fc.uint8Array() }, { weight: 1, arbitrary: jsonValue });
    case "array":
      return arrayOf(def, place, walk);
    case "tuple":
      return tupleOf(def, place, walk);
    case "object":
      return objectOf(def, place, walk);
    case "record":
      return recordOf(def, place, walk);
    case "union":
      return unionOf(def, place, walk);
    case "intersection":
      return both(walk(def.left, place), walk(def.right, place));
    case "nullable": {
      const inner = walk(def.innerType, place);
      return inner === null ? fc.constant(null) : fc.option(inner, { freq: 4 });
    }
    case "optional":
    case "default":
    case "prefault":
    case "catch":
    case "nonoptional":
    case "readonly":
      // Absence is the business of the object around it.
      return walk(def.innerType, place);
    case "pipe":
      // What `z.preprocess` is given may be anything: what is right already is drawn.
      return walk(defOf(def.in).type === "transform" ? def.out : def.in, place);
    case "lazy":
      return walk(def.getter(), place);
    default:
      throw cannotDraw(place, `shapes of the kind ${def.type} are not drawn`);
  }
}

function unionOf(def: z.core.$ZodUnionDef, place: string, walk: Walk): Drawn | null {
  const options = def.options.map((option, at) => walk(option, `${place}|${at + 1}`)).filter((one) => one !== null);
  return options.length === 0 ? null : fc.oneof({ withCrossShrink: true }, ...options);
}

/** Both halves of an intersection in one object; of anything else the left one, which the right one has to take. */
function both(left: Drawn | null, right: Drawn | null): Drawn | null {
  if (left === null || right === null) return null;
  return fc.tuple(left, right).map(([one, other]) => {
    const isMerged = [one, other].every((half) => typeof half === "object" && half !== null && !Array.isArray(half));
    return isMerged ? { ...(one as object), ...(other as object) } : one;
  });
}

const MET_BY_CONSTRUCTION: ReadonlySet<string> = new Set([
  "min_length",
  "max_length",
  "length_equals",
  "greater_than",
  "less_than",
  "number_format",
]);

const BUILT_FORMATS: ReadonlySet<string> = new Set(["regex", "starts_with", "ends_with", "base64"]);

type Check = z.core.$ZodCheckDef;

/** True where what is drawn meets the shape's own checks, so that none is left to ask. */
function isMadeToFit(shape: Shape): boolean {
  const def = defOf(shape);
  if (def.type === "custom" || def.type === "pipe" || def.type === "intersection") return false;
  // Exactly one of the options: others than the one drawn may take the value too.
  if (def.type === "union" && "inclusive" in def && def.inclusive === false && !("discriminator" in def)) return false;
  const checks = [
    ...("check" in def ? [def as unknown as Check] : []),
    ...(def.checks ?? []).map(({ _zod }) => _zod.def),
  ];
  const [only] = checks;
  // A single expression is run backwards; with a length beside it, or a second one, it is left to ask.
  if (def.type === "string" && checks.length === 1 && only?.check === "string_format") {
    return BUILT_FORMATS.has((only as z.core.$ZodCheckStringFormatDef).format);
  }
  return checks.every(({ check }) => MET_BY_CONSTRUCTION.has(check));
}
