/** Truths spelled in every dialect and assembled again: law 1 of the design, and what keeps it honest. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assemble, type Assembled } from "../src/assembly/index.ts";
import { isWireChunk } from "../src/schema/index.ts";
import { decodeBytes } from "../src/wire/index.ts";
import { anyKnobs } from "./profiles/any-knobs.ts";
import { expressible } from "./profiles/expressible.ts";
import { PROFILES } from "./profiles/profiles.ts";
import type { DrawnStream } from "./stream/drawn-stream.ts";
import { stream } from "./stream/stream.ts";
import { settleMessage } from "./laws/settle-message.ts";

const SEED = 20_240_503;
const ALL = Object.values(PROFILES);

const assembled = ({ slices }: DrawnStream): Assembled => {
  const { items, residue } = decodeBytes(slices);
  return assemble(items, residue);
};

const comesBack = (drawn: DrawnStream) => {
  const { truth, profile } = drawn;
  const { message, usage, id, model, created, status, error } = assembled(drawn);
  expect({ message: settleMessage(message), usage, id, model, status, error }).toEqual({
    message: truth.message,
    usage: truth.usage,
    id: truth.id,
    model: truth.model,
    status: "complete",
    error: null,
  });
  expect(created).toBe(truth.created);
  expect(expressible(profile, truth)).toBe(true);
};

describe("law: what a dialect can say comes back as it was said", () => {
  test.each(ALL.map((profile) => [profile.name, profile] as const))("%s", (_name, profile) => {
    fc.assert(fc.property(stream(profile), comesBack), { seed: SEED, numRuns: 300 });
  });
});

test("law: so does every combination of knobs", () => {
  const anyStream = anyKnobs().chain((profile) => stream(profile));
  fc.assert(fc.property(anyStream, comesBack), { seed: SEED, numRuns: 1_000 });
});

test("law: every chunk is valid as seen on the wire", () => {
  for (const profile of ALL) {
    const law = fc.property(stream(profile), ({ chunks }) => {
      for (const chunk of chunks) expect(isWireChunk(chunk)).toBe(true);
    });
    fc.assert(law, { seed: SEED, numRuns: 40 });
  }
});
