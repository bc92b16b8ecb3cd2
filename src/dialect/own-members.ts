/** Names the members that a dialect's chunk has beside those that every chunk may have. */
import { z } from "zod";
import { WireChunk } from "../schema/index.ts";

/** Paths such as `choices[].delta.reasoning_details`, in the order in which the shape has them; what is inside an own member is not listed. */
export function ownMembers(chunk: z.ZodType): readonly string[] {
  return differences(chunk, WireChunk, "");
}

function differences(own: z.core.$ZodType, wire: z.core.$ZodType, path: string): readonly string[] {
  if (own === wire) return [];
  const here = described(own);
  const there = described(wire);
  const at = `${path}${here.suffix}`;
  if (here.shape === null || Object.keys(here.shape).length === 0) return [];
  // Where every chunk may have anything, the whole member is the dialect's.
  if (Object.keys(there.shape ?? {}).length === 0) return [path];
  return Object.entries(here.shape).flatMap(([name, member]) => {
    const known = there.shape?.[name];
    const place = at === "" ? name : `${at}.${name}`;
    return known === undefined ? [place] : differences(member, known, place);
  });
}

type Described = {
  readonly suffix: string;
  /** Null where no object is meant. */ readonly shape: Readonly<Record<string, z.core.$ZodType>> | null;
};

/** What stays of a member without its wrappers: the object, or the items' object, or the object among the choices. */
function described(schema: z.core.$ZodType): Described {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return described(schema.unwrap());
  if (schema instanceof z.ZodArray) {
    const { suffix, shape } = described(schema.element);
    return { suffix: `[]${suffix}`, shape };
  }
  if (schema instanceof z.ZodUnion) {
    return schema.options.map((one) => described(one)).find(({ shape }) => shape !== null) ?? NOTHING;
  }
  return schema instanceof z.ZodObject ? { suffix: "", shape: schema.shape } : NOTHING;
}

const NOTHING: Described = { suffix: "", shape: null };
