/** The table of profiles, by name. */
import { ANTHROPIC_PROFILE } from "./anthropic.ts";
import { AZURE_ASYNC_PROFILE, AZURE_PROFILE } from "./azure.ts";
import { BASETEN_EARLY_PROFILE, BASETEN_PROFILE } from "./baseten.ts";
import { BEDROCK_PROFILE } from "./bedrock.ts";
import { CEREBRAS_PROFILE } from "./cerebras.ts";
import { DASHSCOPE_PROFILE } from "./dashscope.ts";
import { DATABRICKS_PROFILE } from "./databricks.ts";
import { DEEPSEEK_PROFILE } from "./deepseek.ts";
import type { DialectProfile } from "./dialect-profile.ts";
import { FIREWORKS_PROFILE } from "./fireworks.ts";
import { GEMINI_PROFILE } from "./gemini.ts";
import { GROQ_COMPOUND_PROFILE, GROQ_PROFILE } from "./groq.ts";
import { LITELLM_PROFILE } from "./litellm.ts";
import { LLAMACPP_PROFILE } from "./llamacpp.ts";
import { LMSTUDIO_PROFILE } from "./lmstudio.ts";
import { MISTRAL_PROFILE } from "./mistral.ts";
import { MOONSHOT_PROFILE } from "./moonshot.ts";
import { OLLAMA_OLD_PROFILE, OLLAMA_PROFILE } from "./ollama.ts";
import { OPENAI_PROFILE } from "./openai.ts";
import { OPENCODE_PROFILE } from "./opencode.ts";
import { OPENROUTER_A_PROFILE, OPENROUTER_B_PROFILE, OPENROUTER_C_PROFILE } from "./openrouter.ts";
import { PERPLEXITY_PROFILE } from "./perplexity.ts";
import { SGLANG_PROFILE } from "./sglang.ts";
import { TOGETHER_PROFILE } from "./together.ts";
import { VLLM_OLD_PROFILE, VLLM_PROFILE } from "./vllm.ts";
import { XAI_PROFILE } from "./xai.ts";
import { ZAI_PROFILE } from "./zai.ts";

/**
 * How each provider spells its streams, by name: the dialect, or the dialect and the era where it changed its ways
 * (`groq-compound`, `openrouter-a`). Each says in `source` what it was read off, and `isProvisional` where fewer than
 * three raw recordings stand behind it. `findProfiles` finds those of a dialect.
 */
export const PROFILES = {
  openai: OPENAI_PROFILE,
  azure: AZURE_PROFILE,
  "azure-async-filter": AZURE_ASYNC_PROFILE,
  "openrouter-a": OPENROUTER_A_PROFILE,
  "openrouter-b": OPENROUTER_B_PROFILE,
  "openrouter-c": OPENROUTER_C_PROFILE,
  deepseek: DEEPSEEK_PROFILE,
  groq: GROQ_PROFILE,
  "groq-compound": GROQ_COMPOUND_PROFILE,
  mistral: MISTRAL_PROFILE,
  together: TOGETHER_PROFILE,
  vllm: VLLM_PROFILE,
  "vllm-old": VLLM_OLD_PROFILE,
  ollama: OLLAMA_PROFILE,
  "ollama-old": OLLAMA_OLD_PROFILE,
  llamacpp: LLAMACPP_PROFILE,
  xai: XAI_PROFILE,
  perplexity: PERPLEXITY_PROFILE,
  dashscope: DASHSCOPE_PROFILE,
  zai: ZAI_PROFILE,
  baseten: BASETEN_PROFILE,
  "baseten-early": BASETEN_EARLY_PROFILE,
  databricks: DATABRICKS_PROFILE,
  litellm: LITELLM_PROFILE,
  moonshot: MOONSHOT_PROFILE,
  gemini: GEMINI_PROFILE,
  opencode: OPENCODE_PROFILE,
  cerebras: CEREBRAS_PROFILE,
  sglang: SGLANG_PROFILE,
  fireworks: FIREWORKS_PROFILE,
  lmstudio: LMSTUDIO_PROFILE,
  anthropic: ANTHROPIC_PROFILE,
  bedrock: BEDROCK_PROFILE,
} as const satisfies Readonly<Record<string, DialectProfile>>;

/** `openai`, `mistral`, `openrouter-c`, … */
export type ProfileName = keyof typeof PROFILES;
