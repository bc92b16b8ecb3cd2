/** The table of dialects, by name. */
import { AI21 } from "./ai21.ts";
import { AIHUBMIX } from "./aihubmix.ts";
import { ANTHROPIC } from "./anthropic.ts";
import { AVIAN } from "./avian.ts";
import { AZURE } from "./azure.ts";
import { BASETEN } from "./baseten.ts";
import { BEDROCK } from "./bedrock.ts";
import { CEREBRAS } from "./cerebras.ts";
import { CLOUDFLARE } from "./cloudflare.ts";
import { DASHSCOPE } from "./dashscope.ts";
import { DATABRICKS } from "./databricks.ts";
import { DEEPSEEK } from "./deepseek.ts";
import type { Dialect } from "./dialect.ts";
import type { DialectName } from "./dialect-names.ts";
import { FIREWORKS } from "./fireworks.ts";
import { GEMINI } from "./gemini.ts";
import { GROQ } from "./groq.ts";
import { HUGGINGFACE } from "./huggingface.ts";
import { HYPER } from "./hyper.ts";
import { LITELLM } from "./litellm.ts";
import { LLAMACPP } from "./llamacpp.ts";
import { LMSTUDIO } from "./lmstudio.ts";
import { MIMO } from "./mimo.ts";
import { MINIMAX } from "./minimax.ts";
import { MISTRAL } from "./mistral.ts";
import { MOONSHOT } from "./moonshot.ts";
import { OLLAMA } from "./ollama.ts";
import { OPENAI } from "./openai.ts";
import { OPENCODE } from "./opencode.ts";
import { OPENROUTER } from "./openrouter.ts";
import { PERPLEXITY } from "./perplexity.ts";
import { SAMBANOVA } from "./sambanova.ts";
import { SGLANG } from "./sglang.ts";
import { SNOWFLAKE } from "./snowflake.ts";
import { TOGETHER } from "./together.ts";
import { VERCEL } from "./vercel.ts";
import { VLLM } from "./vllm.ts";
import { WATSONX } from "./watsonx.ts";
import { WRITER } from "./writer.ts";
import { XAI } from "./xai.ts";
import { ZAI } from "./zai.ts";

/** Every dialect by its name. */
export const DIALECTS = {
  openai: OPENAI,
  azure: AZURE,
  openrouter: OPENROUTER,
  deepseek: DEEPSEEK,
  groq: GROQ,
  mistral: MISTRAL,
  together: TOGETHER,
  fireworks: FIREWORKS,
  vllm: VLLM,
  sglang: SGLANG,
  ollama: OLLAMA,
  llamacpp: LLAMACPP,
  lmstudio: LMSTUDIO,
  xai: XAI,
  perplexity: PERPLEXITY,
  cerebras: CEREBRAS,
  gemini: GEMINI,
  anthropic: ANTHROPIC,
  moonshot: MOONSHOT,
  dashscope: DASHSCOPE,
  zai: ZAI,
  minimax: MINIMAX,
  bedrock: BEDROCK,
  litellm: LITELLM,
  databricks: DATABRICKS,
  vercel: VERCEL,
  hyper: HYPER,
  huggingface: HUGGINGFACE,
  baseten: BASETEN,
  mimo: MIMO,
  writer: WRITER,
  snowflake: SNOWFLAKE,
  cloudflare: CLOUDFLARE,
  ai21: AI21,
  watsonx: WATSONX,
  avian: AVIAN,
  aihubmix: AIHUBMIX,
  opencode: OPENCODE,
  sambanova: SAMBANOVA,
} as const satisfies Readonly<Record<DialectName, Dialect>>;
