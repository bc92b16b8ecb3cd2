/** Compiles a shape to a guard that says yes or no and copies nothing: several times as fast as parsing by the shape. */
import type { z } from "zod";

export type Guard = (value: unknown) => boolean;

/**
 * True exactly where `shape.safeParse` succeeds. Only what the wire shapes are made of is understood (loose objects with
 * members that may be absent, arrays, unions, strings, numbers, unknown; none with checks); any other shape throws a
 * TypeError at once, for a guard that guesses would be a second shape.
 */
export function compileGuard(shape: z.core.$ZodType): Guard {
  const { def } = (shape as z.core.$ZodTypes)._zod;
  // A format (`z.int()`) and coercion are told by members of the definition itself.
  if ((def.checks ?? []).length > 0 || "check" in def || "coerce" in def) {
    throw new TypeError(`a guard knows no checks (${def.type})`);
  }
  switch (def.type) {
    case "unknown":
      return () => true;
    case "string":
      return (value) => typeof value === "string";
    case "number":
      return Number.isFinite;
    case "optional":
      return orElse(undefined, compileGuard(def.innerType));
    case "nullable":
      return orElse(null, compileGuard(def.innerType));
    case "array":
      return arrayOf(compileGuard(def.element));
    case "union":
      return anyOf(def.options.map(compileGuard));
    case "object":
      return looseObject(def);
    default:
      throw new TypeError(`a guard knows no ${def.type}`);
  }
}

function orElse(other: null | undefined, guard: Guard): Guard {
  return (value) => value === other || guard(value);
}

function anyOf([first = () => false, ...others]: readonly Guard[]): Guard {
  if (others.length === 0) return first;
  const other = anyOf(others);
  return (value) => first(value) || other(value);
}

function arrayOf(guard: Guard): Guard {
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (let at = 0; at < value.length; at += 1) if (!guard(value[at])) return false;
    return true;
  };
}

function looseObject(def: z.core.$ZodObjectDef): Guard {
  if ((def.catchall as z.core.$ZodTypes | undefined)?._zod.def.type !== "unknown")
    throw new TypeError("a guard knows loose objects only");
  const guards = new Map<string, Guard>();
  for (const [name, member] of Object.entries(def.shape)) {
    const guard = compileGuard(member);
    if (!guard(undefined)) throw new TypeError(`a guard knows no required member (${name})`);
    guards.set(name, guard);
  }
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    // Members that are there, not those of the shape: a chunk has a few of the many that it may have.
    for (const name in value) {
      const guard = guards.get(name);
      if (guard !== undefined && !guard((value as Readonly<Record<string, unknown>>)[name])) return false;
    }
    return true;
  };
}
