/** How many recorded streams were spelled as a profile has it: how often it is drawn among those of its dialect. */
import type { ProfileName } from "./profiles.ts";

/** 0 where none was recorded: such a profile is drawn as if there were one. */
export const RECORDED_STREAMS: Readonly<Record<ProfileName, number>> = {
  openai: 582,
  azure: 40,
  "azure-async-filter": 1,
  "openrouter-a": 293,
  "openrouter-b": 54,
  "openrouter-c": 71,
  deepseek: 77,
  groq: 55,
  "groq-compound": 18,
  mistral: 258,
  together: 54,
  vllm: 1,
  "vllm-old": 6,
  ollama: 9,
  "ollama-old": 3,
  llamacpp: 80,
  xai: 16,
  perplexity: 67,
  dashscope: 189,
  zai: 10,
  baseten: 32,
  "baseten-early": 3,
  databricks: 17,
  litellm: 2,
  moonshot: 0,
  gemini: 0,
  opencode: 1,
};
