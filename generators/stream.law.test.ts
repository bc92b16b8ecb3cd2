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
  openai: "be36da92448daa8ea5e55507cefb690a8e960312fa3893dc0b068bf3a369f5a9",
  azure: "bc563d68af96ab6d2607f60034b6064810f1aa951cdba3b4bde426e64cd7735b",
  "azure-async-filter": "165b6a1ad11282cd4c5041ed761c8760a06813340f2648c52d3999885ff60b54",
  "openrouter-a": "35c3dba44bd0aa98b6044d29cee8d30a104959fa138c690504376a93623e10aa",
  "openrouter-b": "0309680dd03cbe77bd3778a800b28dd9dc0ea9d8ab6c824669bc2e9656762870",
  "openrouter-c": "cb121812e8bfe71acba8f04cc79b00a9f82f196086a9172f4a3290df3b43986e",
  deepseek: "34a4e225fffe251a745b5b6c9fbc6238b8563a8b514c1ebcc914b22716fbb694",
  groq: "ccd839ffb6e8cb2af34d505e49b8877649b1d3c1c82f24a4df61db48f5b47c88",
  "groq-compound": "f5c108de2cc78efda9c105dee8e6854baae94192ba0276e976c497e9506ba6ab",
  mistral: "e67c08abf5f6e521a477a8775ed7ecc6ce4aa721800c2a37d5f996a578402bcf",
  together: "7026d247c8275e3dd0499a586416c94aec925139cd6418b5e0fbe70641764409",
  vllm: "c3f1d0c5bf5efe81fc2e90460b40d29d6fedd2a95fd76eb69c498c1a465d754e",
  "vllm-old": "454d83ea474ca21bb6cd4d11a7dead79f1c5d3b2246876e9414d14704751a4c7",
  ollama: "5ddaf91bca042721875663fabdf72b729ef0758b350665eca4c281a8a2e4afb8",
  "ollama-old": "7c1a5cae7c0ba92b95c3b7150c6137fd3725917c07cedf1f9dacc0f884acbd9d",
  llamacpp: "2e9c4a3ee021561b2329cb4c06b7a93498a60706edfbcf8f3d689846701e407e",
  xai: "2d35c51bb6258c059edbd2f05513e633ac5c2c1537126df5cef38c1cfe8921ab",
  perplexity: "6d411392a760b5ad81f7336643a2e14152c4ee4cefa5f325b51173bee1b22a36",
  dashscope: "02937a6a11050f78c97aade7192bc6e5eba76887952d2907e173cb8cdec29cfc",
  zai: "e24e6e55938a6f976d92893a0ed01ad99bed436488ccbbe44f66b9d31ad4c605",
  baseten: "0ac04474edd0fee427385daa0bf0be326405206f4e4fd412caebaf785f771f4f",
  "baseten-early": "df2378653c2679b9e046feffc387c08bc5787dc85c90381377239fae4cede71b",
  databricks: "ef44bb3856f5607d7b8e83be29e1f2edbad3a5ab9f05197cf32ae1312ee08ac2",
  litellm: "0877be0377f10b123859a5e97c20bdb220e20d3361e46ab98f6bc5f54acaa2a5",
  moonshot: "4e135e2ec918d1dc3072ad5d2c4300e5ac50498ed13e22fe341b3d4613b54c91",
  gemini: "41e24a5cd9d978c36c37b057ee70ac9528c2d98aff5e0fc104aca8976c5de023",
  opencode: "be88866ddb6d14aa469f5c9ea58a7c13b1b6832e2570d28d6fbe63262447cc6d",
  cerebras: "8d0de01615f1f93ab2d12659983192b76cb8b4bc84812bbe12bee6c824db2d4e",
  sglang: "266c47a0670901ce104f7647141ad29934d688d1fe203ece8a1ff88f24f11d8f",
  fireworks: "404a65688e00c17d72613fd3ef74f2fde38a7b622d2ffd5e286b7c6d3bed88e6",
  lmstudio: "9ccdb3745138c4c1f9160d37f151231320364e6b40ab6d740d260b9efcec944b",
  anthropic: "1fa54b05e8d908efb1de50c702945c7e6d00029ea2f2578c8bab0feb9826f88a",
  bedrock: "6f4a4db22376ce35289259fa92fb418b8c447a769820be760a303719ece59e8e",
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
