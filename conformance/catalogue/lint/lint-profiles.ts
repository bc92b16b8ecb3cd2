/** Holds the profiles that a client can claim against the cases that it would then have to pass. */
import type { LoadedCase } from "../../shape/case.ts";
import { PROFILE_NAMES, type Profile } from "../../shape/profile.ts";
import type { CatalogueProblem } from "./catalogue-problem.ts";

/** Dialects of which no expectation needs a member: what they spell oddly is `core`, for whoever reads the format meets it. */
export const PROFILES_WITHOUT_CASES: readonly Profile[] = [
  "openai",
  "groq",
  "mistral",
  "together",
  "fireworks",
  "vllm",
  "sglang",
  "ollama",
  "llamacpp",
  "lmstudio",
  "cerebras",
  "gemini",
  "anthropic",
  "moonshot",
  "dashscope",
  "zai",
  "minimax",
  "bedrock",
  "litellm",
  "databricks",
  "vercel",
  "hyper",
  "huggingface",
  "baseten",
  "mimo",
  "writer",
  "snowflake",
  "cloudflare",
  "ai21",
  "watsonx",
  "avian",
  "aihubmix",
  "opencode",
  "sambanova",
];

/** Each profile has a case or is known to have none: a claim that nothing is held against is worth a thought. */
export function lintProfiles(
  cases: readonly LoadedCase[],
  withoutCases: readonly Profile[] = PROFILES_WITHOUT_CASES,
): readonly CatalogueProblem[] {
  const used = new Set(cases.map(({ case: one }) => one.profile));
  return PROFILE_NAMES.filter((name) => !used.has(name) && !withoutCases.includes(name)).map((name) => ({
    uid: null,
    place: "profiles",
    detail: `${name} is used by no case, and not known to have none`,
  }));
}
