/** Draws the objects that a shape of members is made for: known members there or not, unknown ones where it is open. */
import * as fc from "fast-check";
import type { z } from "zod";
import { membersOf, type MemberPlan, type OpenPlan } from "./members.ts";
import { cannotDraw, defOf, type Drawn, type Shape, type Walk } from "./walk.ts";

/** Names that no shape of ours knows; those that one does know are left out for it. */
const UNKNOWN_NAMES = ["x_hint", "provider", "cost_details", "étiquette", "a b", "0", ""] as const;

/** Null where a member that must be there cannot be drawn. */
export function objectOf(def: z.core.$ZodObjectDef, place: string, walk: Walk): Drawn | null {
  const plans: MemberPlan[] = [];
  for (const [name, shape] of Object.entries(def.shape)) {
    const drawn = walk(shape, `${place}.${name}`);
    const isRequired = !isAbsentAllowed(shape);
    if (drawn !== null) plans.push({ name, drawn, isRequired });
    else if (isRequired) return null;
  }
  return membersOf(plans, openPlan(def, place, walk));
}

/** Members beside those of the shape: none where it is strict, and none where it would drop them. */
function openPlan(def: z.core.$ZodObjectDef, place: string, walk: Walk): OpenPlan {
  const { catchall } = def;
  if (catchall === undefined || defOf(catchall).type === "never") return null;
  const drawn = walk(catchall, `${place}[…]`);
  const names = UNKNOWN_NAMES.filter((name) => !Object.hasOwn(def.shape, name));
  return drawn === null ? null : { names, drawn };
}

/** A map; one whose keys are listed has each of them, unless it is partial. */
export function recordOf(def: z.core.$ZodRecordDef, place: string, walk: Walk): Drawn | null {
  const value = walk(def.valueType, `${place}[…]`);
  const listed = defOf(def.keyType);
  const isPartial = "partial" in def && def.partial === true;
  if (listed.type === "enum" || listed.type === "literal") {
    const names = (listed.type === "enum" ? Object.values(listed.entries) : listed.values).map(String);
    if (value === null) return isPartial ? fc.constant({}) : null;
    return membersOf(
      names.map((name) => ({ name, drawn: value, isRequired: !isPartial })),
      null,
    );
  }
  if (value === null) return fc.constant({});
  const key = walk(def.keyType, `${place}(key)`);
  if (key === null) throw cannotDraw(place, "its keys hold themselves");
  // Zod drops this one for safety, so no shape would give it back.
  const name = key.map(String).filter((drawn) => drawn !== "__proto__");
  return fc.dictionary(name, value, { maxKeys: 3, noNullPrototype: true });
}

/** True where an object may leave the member out, on the side that is read. */
function isAbsentAllowed(shape: Shape): boolean {
  const def = defOf(shape);
  switch (def.type) {
    case "optional":
    case "default":
    case "prefault":
    case "catch":
      return true;
    case "nullable":
    case "readonly":
      return isAbsentAllowed(def.innerType);
    case "pipe":
      return isAbsentAllowed(defOf(def.in).type === "transform" ? def.out : def.in);
    case "union":
      return def.options.some(isAbsentAllowed);
    default:
      return false;
  }
}
