/** Drawn streams: by number, small when shrunk, cut where it hurts. */
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FLAWED_FOLDS } from "../src/assembly/testing/flawed-folds.ts";
import { foldChunks, type Assembled } from "../src/assembly/index.ts";
import { isWireChunk, Message } from "../src/schema/index.ts";
import {
  drawStreams,
  type DrawnStream,
  expressible,
  FAULTS,
  fitTruth,
  GENERATOR_VERSION,
  PROFILES,
  type ProfileName,
  QUIRKS,
  stream,
  truthFor,
} from "./index.ts";
import { settleMessage } from "./laws/settle-message.ts";

const SEED = 20_240_507;
const ALL = Object.values(PROFILES);

/** The version of the generator that the digests below were taken of. */
const DIGESTS_OF_VERSION = 2;

/** What seed 7 draws, faults included. A new profile adds one; where one changes, GENERATOR_VERSION does too. */
const DIGESTS: Readonly<Record<ProfileName, string>> = {
  openai: "aa2fec1b3cf70d39b5d26d7375ed7575cdcff117cafe5a3c8103ccb1d997733a",
  azure: "c387ef84f47caf5cfea675c94f813a0eb7679c9a58022c8a392818468c36090c",
  "azure-async-filter": "9f7fc159a9b6927fb8aab90a39fbe694e12990df9953e8d50facda2ada6b9e84",
  "openrouter-a": "fd479b71ebb2c0f5206506cf2e3853514fdfd9f7787a24b217f4f46aa5ecf8da",
  "openrouter-b": "64b79d6601404aeae85dc61d4e9d9d8c34468ab4160a62c5efa5c2533bcfbd16",
  "openrouter-c": "7bdf04f099c85edb9148c1d5b8457eb659a309488819c4da8b283491d9a9d34b",
  deepseek: "53d826524004992defff4196adb0451210b36fa5057e495293b8d21d566168d9",
  groq: "b76943de3cb7767dab8201c8d594750e668d1703fa98a1cafe77e1bc2c4e1f73",
  "groq-compound": "abc1a99ebb41d10afad522ba8b96a4c52863ec64111ac0e7cb5f4c0ad674eca2",
  mistral: "c835de2e7c05efb9292c3dea8222179cb60e92b4007ca450b7221ef35b2b7337",
  together: "645a16ce1df189c35ed1edea826d0f69c68276a20981916b0a7a2a803a19377e",
  vllm: "43b1cd7eb90405261dc474c1cddea143684e4cf510b4fcb99fe26326cd8c1f44",
  "vllm-old": "ed4a6e8d9f2292b94447ad336236515bdc211d15b6675e5ef7116d17843af3b7",
  ollama: "45300cf912e73739a4f2acda8b4ea7e630f157df2f20e48032d1e2061e5d4b03",
  "ollama-old": "f978172b62ec31750f5da86e7f1b5242cad2da5ab2cc28a4564400e71bd51556",
  llamacpp: "aa5fd5124f3c56c8154e248ce7d0fadb0665712df6ecdf41c2863b80af76eb0b",
  xai: "1ae92ef4a7b936e43e1bc3db7c86dfde2a4d9c170d535c1b8f3ee4086ec91b9f",
  perplexity: "b847ee7999ca23ec7fa18d0291af76a079006dd4fbff21108c587eeaa50d5d98",
  dashscope: "480ce399dc87931ac6398445d97028e620936a6eb24a69350c8a3af5da60494b",
  zai: "216f65107789ff3a161d5af0254b624eecafdf0e594ca32e1c00a049ac0fe7ac",
  baseten: "aba861b6b2e9fe7ec49f20020b12c0182ae9ea7fa5fd4c4599b8518c41972156",
  "baseten-early": "0b8893d40e8a21bb62737367d6b37770ebf0f84060d6f79de35a6e47a9654982",
  databricks: "19b3022d03ff97bb34efd26a2157dd1e1a919763c6951cf12c60f6280804f145",
  litellm: "bf9b16e4e96e0dc5c0fbb92c95245f356defb9ee110621fc0f54004cb07e0e96",
  moonshot: "e36d098f75ed65ed6905d2649f44f09db444d054e360e8af8ecea52039f3cb51",
  gemini: "29ea9bc8ad9932ccfe03cd5b1c36db418ad37eb8dfc1259fc07e19c173c93304",
  opencode: "e4917fcc10af6153551b1ac8aa9491937bdffeb10a0a03a419f8e65df658b81d",
  cerebras: "e0d7165403356bb3d7f2519130c3cf27a326876b1b531fb678613005da545073",
  sglang: "b447fdeb5dc06da269e092df49e1981e1503786560e0e91e388b9d35c9947191",
  fireworks: "47542f9cc07bf578d2a2be2c9c70465850c4c40999543461395658e0972e4a73",
  lmstudio: "b9e6c63fa66441c2dc6aea3395c6606bc86d3c1bce707a4e275a2178727a01af",
  anthropic: "4e5def39592c31e11605c7f07d6839fc5a26e1ff8d0191dd04c9246538d9a80e",
  bedrock: "5787067dc0b61ca97e93c9f0a8b4bf049b05a97fdd60c949f37446a226c011be",
};

describe("law: the same seed gives the same bytes on every machine", () => {
  test("as long as the generator's version stays", () => {
    expect(GENERATOR_VERSION).toBe(DIGESTS_OF_VERSION);
  });

  test.each(ALL.map(({ name }) => name))("%s", (name) => {
    const digest = createHash("sha256");
    for (const { whole, broken } of drawStreams({
      profile: PROFILES[name],
      seed: 7,
      count: 30,
      faults: [...FAULTS.values()],
    })) {
      digest.update(JSON.stringify(whole.truth)).update(whole.bytes).update(JSON.stringify(whole.offsets));
      if (broken !== null) digest.update(broken.bytes).update(JSON.stringify(broken.due));
    }
    expect(digest.digest("hex")).toBe(DIGESTS[name]);
  });
});

test("law: a stream is the same whichever came before it", () => {
  const parts = { profile: PROFILES["openrouter-c"], seed: 5, quirks: [...QUIRKS.values()].slice(0, 3) };
  const all = [...drawStreams({ ...parts, count: 20 })];
  for (const one of all) {
    const [again] = drawStreams({ ...parts, first: one.number, count: 1 });
    expect(again?.whole.truth).toEqual(one.whole.truth);
    expect(Buffer.from(again?.whole.bytes ?? []).equals(one.whole.bytes)).toBe(true);
    expect(again?.whole.offsets).toEqual(one.whole.offsets);
  }
  const sizes = new Set(all.map(({ whole }) => whole.bytes.length));
  expect(sizes.size).toBeGreaterThan(10);
});

test("law: streams shrink to smaller ones that are valid still", () => {
  const isLong = fc.property(stream(PROFILES.together), ({ truth }) => {
    const said = truth.message.choices.map(({ content }) => content ?? "").join("");
    expect([...said].length).toBeLessThan(3);
  });
  const { failed, counterexample, numShrinks } = fc.check(isLong, { seed: SEED, numRuns: 200 });
  expect(failed).toBe(true);
  const [smallest] = counterexample ?? [];
  expect(numShrinks).toBeGreaterThan(0);
  expect(numShrinks).toBeLessThan(80);
  // Three characters, said at once, of one choice, with nothing beside them, in one slice.
  const [choice, ...others] = smallest?.truth.message.choices ?? [];
  expect(others).toEqual([]);
  expect([...(choice?.content ?? "")].length).toBeLessThan(6);
  expect(choice).toMatchObject({ reasoning: null, refusal: null, tool_calls: [], finish_reason: "stop" });
  expect(smallest?.slices).toHaveLength(1);
  expect(smallest?.chunks.every((chunk) => isWireChunk(chunk))).toBe(true);
  expect(smallest === undefined ? false : expressible(PROFILES.together, smallest.truth)).toBe(true);
});

test("law: what fits stays as it is, what does not is made to fit", () => {
  for (const profile of ALL) {
    const law = fc.property(truthFor(PROFILES.openai), (truth) => {
      const fitted = fitTruth(profile, truth);
      expect(expressible(profile, fitted)).toBe(true);
      expect(fitTruth(profile, fitted)).toBe(fitted);
      expect(fitted === truth).toBe(expressible(profile, truth));
      expect(Message.safeParse(fitted.message).success).toBe(true);
    });
    fc.assert(law, { seed: SEED, numRuns: 50 });
  }
});

describe("of 2,000 streams with text beyond ASCII, at least 60 % are cut inside a code point", () => {
  const multiByte = stream(PROFILES.openai).filter(({ bytes }) => bytes.some((byte) => byte >= 0xc2));
  const drawn = fc.sample(multiByte, { seed: SEED, numRuns: 2_000 });
  const cutInside = (cutsOf: (one: DrawnStream, at: number) => readonly number[]) =>
    drawn.filter((one, at) => cutsOf(one, at).some((offset) => ((one.bytes[offset] ?? 0) & 0xc0) === 0x80)).length;

  test("as they are drawn", () => {
    expect(drawn).toHaveLength(2_000);
    expect(cutInside(({ offsets }) => offsets)).toBeGreaterThanOrEqual(1_200);
  });

  test("the law bites: not where cuts are fractions of the length, or offsets drawn anywhere", () => {
    const fractions = fc.sample(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }), {
      seed: SEED,
      numRuns: 2_000,
    });
    expect(
      cutInside(({ bytes }, at) => fractions[at]?.map((part) => Math.floor(part * bytes.length)) ?? []),
    ).toBeLessThan(1_200);
    const anywhere = fc.sample(fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), { seed: SEED, numRuns: 2_000 });
    expect(cutInside(({ bytes }, at) => anywhere[at]?.map((offset) => offset % bytes.length) ?? [])).toBeLessThan(
      1_200,
    );
  });
});

describe("folds that are flawed as real clients are, are caught by profiles and quirks", () => {
  const quirked = fc.oneof(
    ...ALL.flatMap((profile) => [
      stream(profile),
      fc.constantFrom(...QUIRKS.values()).chain((quirk) => stream(profile, { quirks: [quirk] })),
    ]),
  );
  const law = (fold: (chunks: readonly unknown[]) => Assembled) =>
    fc.property(quirked, ({ chunks, truth }: DrawnStream) => {
      const { message, usage, id } = fold(chunks);
      expect({ message: settleMessage(message), usage, id }).toEqual({
        message: truth.message,
        usage: truth.usage,
        id: truth.id,
      });
    });

  test("the right fold is not at fault", () => {
    fc.assert(law(foldChunks), { seed: SEED, numRuns: 1_000 });
  });

  test.each(FLAWED_FOLDS.map(({ flaw, fold }) => [flaw, fold] as const))("%s", (_flaw, fold) => {
    expect(fc.check(law(fold), { seed: SEED, numRuns: 500, endOnFailure: true }).failed).toBe(true);
  });
});
