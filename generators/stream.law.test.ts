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
import { settleMessage } from "./testing/settle-message.ts";

const SEED = 20_240_507;
const ALL = Object.values(PROFILES);

/** The version of the generator that the digests below were taken of. */
const DIGESTS_OF_VERSION = 1;

/** What seed 7 draws, faults included. A new profile adds one; where one changes, GENERATOR_VERSION does too. */
const DIGESTS: Readonly<Record<ProfileName, string>> = {
  openai: "4f70362c882e4714a09bca4d6765005945b16572dde8d45ddb3917fabc3116ae",
  azure: "524b2f45d82c6572d13836887c6b6f66ca19ddcd9c900650cfa843ce3867fac3",
  "azure-async-filter": "4605784cad432b3b5c7b3c96f85c096115556973099c3b208d577d92bcf4d611",
  "openrouter-a": "a3b31938c1968dccdbdbb75521f618cf54a3afdba3148b88aac439d17c213542",
  "openrouter-b": "ef6f4d7169945e29b1752be0a67db77b56534a4aa7c60cdcf8323d9123cd0c3a",
  "openrouter-c": "297ae4c7f403fa1fa4b54d5ab8e958622cfbecf689ceba081028e248c2febdbe",
  deepseek: "06898b1a1e8f7fe32abac011fb610867cf3907e371b95c54a7dbf4858428070b",
  groq: "807bdab8aa9ba06257e988d50c2f206464a8e7d8e033ecf120156a76c23166a0",
  "groq-compound": "f848009e73b09c6d7dd612de29a88f12a7d69f4c412dabc2a31ffa084bf0feea",
  mistral: "879bdb55cc23b49fa70c1c5eddac88e0990a139196d9eae5febd4abe13e413bf",
  together: "a6e19da14b94acf63ecc7edf12c635d70c23e8ec0a13b37c950fcf18a7f14f74",
  vllm: "ce503012d75c40087c5338267a7426ad4e856f5850a90f9551b7b16f828b329c",
  "vllm-old": "2cc0be4922e201862acb994dcc7f0a5897ac2c6586a5e43a3362503fb2bc8efb",
  ollama: "906614c10057e2196c609c550f33c5e8b042ab3a3be48fb6cbf8847b7d30a0a8",
  "ollama-old": "496563f14b8892af75ebae18b6677c2841644750ceb740f81f2f53f44907750c",
  llamacpp: "e3c1977ad2b7e286db3e8243bf7f3105c82c8e38b55afc6b0adf222033a34df1",
  xai: "2e1d72def07c89326c986152661c328c05df29a072a667cc001c55334d5bf1b1",
  perplexity: "f58c1c5d9e5f1d8d1f6421e5eb649f750960e7a654611f32032eb1cc073ef7ce",
  dashscope: "1bbd73d534ec87b669b72aa27df2a3726a0fbbcdfc8f5d82bd99805ca81e6f96",
  zai: "0c212dfdf5adead343924a834b0dc15a77af3e3c3ca3d4c634a6f14f37303a1a",
  baseten: "683078a0ee4ebc672cf1ae5c6494362027fe6a350149dc1992c896a9ad0e4978",
  "baseten-early": "d3910c0cc2d47a0d06c49e5f462dede607a7373d627a86ae343160bd4f3e151c",
  databricks: "f7de432c79fc28e4a0937f2c2926462f6246d7b8b225e2fbf996e91ac0e0ec80",
  litellm: "c46ee800f3246b4fb4451aa1ea7a26f339a60bd47de3bf15d76cbb93bdd82b0f",
  moonshot: "285865efea05ca9a1e10324980ff46ada2bbcb36eee6417133a4d3c22f71c158",
  gemini: "45b04982b0d394027ae9b26bee4b3ffc4613e3c599265a73c3f13f3cc14a5b04",
  opencode: "dcdff2d9f6442460f68fd1f5d903cfa874f9ee772607b9118f23bf20c9d18066",
  cerebras: "8550f98edaa8d0cb46e39d49b155aa99192c12b429d38f900213838f1362c1d6",
  sglang: "b448b00539693f53f484ccbc05623defd88244aa8e5b121d876ee827473cc8a6",
  fireworks: "23970ae06f430a0b6a1ed054506b80d4fd0eab192d64a59a3b28ff32cb5c371e",
  lmstudio: "bec79a6d111858a2f38645d37baf42b260abe22c03a8e82668409708f60fbad9",
  anthropic: "ccc3dbafb9eccc717adf103dcf6094ab734618ed849a45c664aff2c8729c4f7e",
  bedrock: "ee146f53e41facd009239ee1e4e5ceb6a08d73c7d19a3677ceeb2694b403b85c",
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
