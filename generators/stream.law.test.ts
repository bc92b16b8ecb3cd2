/** Drawn streams: by number, small when shrunk, cut where it hurts. */
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FLAWED_FOLDS } from "../src/assembly/testing/flawed-folds.ts";
import { foldChunks, type Assembled } from "../src/assembly/index.ts";
import { isWireChunk, Message } from "../src/schema/index.ts";
import { findSeams } from "../src/wire/index.ts";
import {
  drawStreams,
  type DrawnStream,
  expressible,
  FAULTS,
  fitTruth,
  PROFILES,
  type ProfileName,
  QUIRKS,
  stream,
  truthFor,
} from "./index.ts";
import { settleMessage } from "./testing/settle-message.ts";

const SEED = 20_240_507;
const ALL = Object.values(PROFILES);

/** What seed 7 draws, faults included. Where one changes, GENERATOR_VERSION does too. */
const DIGESTS: Readonly<Record<ProfileName, string>> = {
  openai: "c39428aa318d5b5d05b29d589d6384f9e81af24d8542bebc84f1b1a7d930d1ad",
  azure: "52a5881ac1f5b927fa4075f10912c41b440131d0f2de901b762a38825b51c84d",
  "azure-async-filter": "9a3a13de450dfae1c6e7e78c37aa65e3153a8454c1ed36dfe34451536e0513f9",
  "openrouter-a": "2646396c48d434666df72f54f272328d39dddb3aef314dbe0715155b26500379",
  "openrouter-b": "f142ece8443c9b55908f345cb55d87493a67827a213f9ee8aaf009d8e32ef075",
  "openrouter-c": "95537250eda4f2ab344e989db2e6789878551d21ac788d6e5f4fd9d41f986e36",
  deepseek: "c093bcf06413bb3ae9c11c0fde090abd33aeb9f44d32cb7750c0ced58d036b36",
  groq: "807bdab8aa9ba06257e988d50c2f206464a8e7d8e033ecf120156a76c23166a0",
  "groq-compound": "f848009e73b09c6d7dd612de29a88f12a7d69f4c412dabc2a31ffa084bf0feea",
  mistral: "879bdb55cc23b49fa70c1c5eddac88e0990a139196d9eae5febd4abe13e413bf",
  together: "a6e19da14b94acf63ecc7edf12c635d70c23e8ec0a13b37c950fcf18a7f14f74",
  vllm: "7d7aea3a95d2a35e17ebc3a8dfa0037b1a67f3a96ccae548f5901a5b24d7fa0c",
  ollama: "b7e00215039d3c758611621e073dd2eaf5389d9d3aa86e2b9162a05907c63bca",
  llamacpp: "e3c1977ad2b7e286db3e8243bf7f3105c82c8e38b55afc6b0adf222033a34df1",
  xai: "2e1d72def07c89326c986152661c328c05df29a072a667cc001c55334d5bf1b1",
  perplexity: "f58c1c5d9e5f1d8d1f6421e5eb649f750960e7a654611f32032eb1cc073ef7ce",
  dashscope: "16dcbd3a7ac644228570eca6115b9f4f138561634cf5113c48ace4fd9254f191",
  zai: "716f74b76bc3a69dfa8df41732a31dc103a2dcac92664a87a39f4b5f06cb1021",
  baseten: "daad29942ca2cb2683529eb6e21ecfa1b08b273982e82dd201e814bb1dc75e74",
  databricks: "f7de432c79fc28e4a0937f2c2926462f6246d7b8b225e2fbf996e91ac0e0ec80",
  litellm: "054c30e441634a87750438f6eb99ad7aebccf27d047d1eabeef135b3dfbb7129",
  moonshot: "285865efea05ca9a1e10324980ff46ada2bbcb36eee6417133a4d3c22f71c158",
  gemini: "45b04982b0d394027ae9b26bee4b3ffc4613e3c599265a73c3f13f3cc14a5b04",
  opencode: "dcdff2d9f6442460f68fd1f5d903cfa874f9ee772607b9118f23bf20c9d18066",
};

describe("law: the same seed gives the same bytes on every machine", () => {
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

test("of 2,000 streams with text beyond ASCII, at least 60 % are cut inside a code point", () => {
  const multiByte = stream(PROFILES.openai).filter(({ bytes }) => bytes.some((byte) => byte >= 0xc2));
  let inside = 0;
  for (const { bytes, offsets } of fc.sample(multiByte, { seed: SEED, numRuns: 2_000 })) {
    const seams = new Set(
      findSeams(bytes).flatMap(({ kind, offset }) => (kind === "inside_code_point" ? [offset] : [])),
    );
    if (offsets.some((offset) => seams.has(offset))) inside += 1;
  }
  expect(inside).toBeGreaterThanOrEqual(1_200);
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
