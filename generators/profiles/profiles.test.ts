/** How a profile spells agrees with what its dialect can say. */
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { DIALECTS } from "../../src/dialect/index.ts";
import { anyKnobs } from "./any-knobs.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { PROFILES } from "./profiles.ts";
import { drawStreams } from "../draw-streams.ts";
import { REASONING_MEMBERS } from "./reasoning-members.ts";

const ALL: readonly DialectProfile[] = Object.values(PROFILES);

/** What the knobs say otherwise than the dialect. */
function disagreements({ expresses, reasoning, tools, usage }: DialectProfile): readonly string[] {
  const spelled = REASONING_MEMBERS[reasoning];
  return [
    ...(spelled.every((member) => expresses.reasoning.includes(member)) ? [] : [`reasoning comes as ${reasoning}`]),
    ...(spelled.length === 0 && expresses.reasoning.length > 0 ? ["reasoning has no spelling"] : []),
    ...((tools.mode === "none") === expresses.toolCalls ? ["calls have no spelling, or one too many"] : []),
    ...(usage.isUnasked === (expresses.usage === "always") ? [] : ["usage comes unasked, or does not"]),
  ];
}

/** The drawn chunks that a dialect's shape refuses or changes. */
function misfits(profile: DialectProfile, shape: z.ZodType): readonly unknown[] {
  const drawn = [...drawStreams({ profile, seed: 5, count: 12 })].flatMap(({ whole }) => whole.chunks);
  return drawn.filter((chunk) => {
    const read = shape.safeParse(chunk);
    return !read.success || !isDeepStrictEqual(read.data, chunk);
  });
}

describe("law: what is drawn of a dialect has the dialect's shape", () => {
  test.each(ALL.map((profile) => [profile.name, profile] as const))("%s", (_name, profile) => {
    expect(misfits(profile, DIALECTS[profile.dialect].chunk)).toEqual([]);
  });

  test("a shape that has no place for what is drawn is found out", () => {
    expect(misfits(PROFILES.groq, DIALECTS.groq.chunk.extend({ x_groq: z.undefined().optional() }))).not.toEqual([]);
    expect(misfits(PROFILES.mistral, z.object({ id: z.string() }))).not.toEqual([]);
  });
});

describe("each profile", () => {
  test.each(ALL.map((profile) => [profile.name, profile] as const))("%s", (_name, profile) => {
    const [, dialect] = Object.entries(DIALECTS).find(([name]) => name === profile.dialect) ?? [];
    expect(profile.expresses).toBe(dialect?.expressible);
    expect(disagreements(profile)).toEqual([]);
    // What is drawn of a dialect without recordings says so; an era of a known one may be a guess as well.
    expect(dialect?.provisional === true && !profile.isProvisional).toBe(false);
  });
});

test("law: no combination of knobs says otherwise than what it expresses", () => {
  const law = fc.property(anyKnobs(), (profile) => {
    expect(disagreements(profile)).toEqual([]);
  });
  fc.assert(law, { seed: 20_240_611, numRuns: 300 });
});

test.each<readonly [string, Partial<DialectProfile>]>([
  ["reasoning comes as parts", { reasoning: "parts" }],
  ["reasoning has no spelling", { reasoning: "none" }],
  ["calls have no spelling, or one too many", { tools: { ...PROFILES.deepseek.tools, mode: "none" } }],
  ["usage comes unasked, or does not", { usage: { ...PROFILES.deepseek.usage, isUnasked: false } }],
])("a disagreement is found: %s", (what, turned) => {
  expect(disagreements({ ...PROFILES.deepseek, ...turned })).toEqual([what]);
});
