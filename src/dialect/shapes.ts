/** The table of the dialects' chunk shapes, by the names under which they are printed as documents. */
import type { SchemaShape } from "../schema/index.ts";
import type { DialectName } from "./dialect-names.ts";
import { Ai21Chunk } from "./ai21.ts";
import { AiHubMixChunk } from "./aihubmix.ts";
import { AnthropicChunk } from "./anthropic.ts";
import { AvianChunk } from "./avian.ts";
import { AzureChunk } from "./azure.ts";
import { BasetenChunk } from "./baseten.ts";
import { BedrockChunk } from "./bedrock.ts";
import { CerebrasChunk } from "./cerebras.ts";
import { CloudflareChunk } from "./cloudflare.ts";
import { DashScopeChunk } from "./dashscope.ts";
import { DatabricksChunk } from "./databricks.ts";
import { DeepSeekChunk } from "./deepseek.ts";
import { FireworksChunk } from "./fireworks.ts";
import { GeminiChunk } from "./gemini.ts";
import { GroqChunk } from "./groq.ts";
import { HuggingFaceChunk } from "./huggingface.ts";
import { HyperChunk } from "./hyper.ts";
import { LiteLlmChunk } from "./litellm.ts";
import { LlamaCppChunk } from "./llamacpp.ts";
import { LmStudioChunk } from "./lmstudio.ts";
import { MimoChunk } from "./mimo.ts";
import { MiniMaxChunk } from "./minimax.ts";
import { MistralChunk } from "./mistral.ts";
import { MoonshotChunk } from "./moonshot.ts";
import { OllamaChunk } from "./ollama.ts";
import { OpenAiChunk } from "./openai.ts";
import { OpencodeChunk } from "./opencode.ts";
import { OpenRouterChunk } from "./openrouter.ts";
import { PerplexityChunk } from "./perplexity.ts";
import { SambaNovaChunk } from "./sambanova.ts";
import { SglangChunk } from "./sglang.ts";
import { SnowflakeChunk } from "./snowflake.ts";
import { TogetherChunk } from "./together.ts";
import { VercelChunk } from "./vercel.ts";
import { VllmChunk } from "./vllm.ts";
import { WatsonxChunk } from "./watsonx.ts";
import { WriterChunk } from "./writer.ts";
import { XaiChunk } from "./xai.ts";
import { ZaiChunk } from "./zai.ts";

/** The chunk of every dialect, by the name of its document. */
export const DIALECT_SHAPES = {
  "chunk-openai": { title: "A chunk as OpenAI writes it", schema: OpenAiChunk },
  "chunk-azure": { title: "A chunk as Azure OpenAI writes it", schema: AzureChunk },
  "chunk-openrouter": { title: "A chunk as OpenRouter writes it", schema: OpenRouterChunk },
  "chunk-deepseek": { title: "A chunk as DeepSeek writes it", schema: DeepSeekChunk },
  "chunk-groq": { title: "A chunk as Groq writes it", schema: GroqChunk },
  "chunk-mistral": { title: "A chunk as Mistral writes it", schema: MistralChunk },
  "chunk-together": { title: "A chunk as Together writes it", schema: TogetherChunk },
  "chunk-fireworks": { title: "A chunk as Fireworks documents it", schema: FireworksChunk },
  "chunk-vllm": { title: "A chunk as vLLM writes it", schema: VllmChunk },
  "chunk-sglang": { title: "A chunk as SGLang writes it", schema: SglangChunk },
  "chunk-ollama": { title: "A chunk as Ollama writes it", schema: OllamaChunk },
  "chunk-llamacpp": { title: "A chunk as llama.cpp's server writes it", schema: LlamaCppChunk },
  "chunk-lmstudio": { title: "A chunk as LM Studio documents it", schema: LmStudioChunk },
  "chunk-xai": { title: "A chunk as xAI writes it", schema: XaiChunk },
  "chunk-perplexity": { title: "A chunk as Perplexity writes it", schema: PerplexityChunk },
  "chunk-cerebras": { title: "A chunk as Cerebras writes it", schema: CerebrasChunk },
  "chunk-gemini": { title: "A chunk as Gemini's compatible endpoint is reported to write it", schema: GeminiChunk },
  "chunk-anthropic": { title: "A chunk as Anthropic's compatible endpoint writes it", schema: AnthropicChunk },
  "chunk-moonshot": { title: "A chunk as Moonshot's specification has it", schema: MoonshotChunk },
  "chunk-dashscope": { title: "A chunk as DashScope writes it", schema: DashScopeChunk },
  "chunk-zai": { title: "A chunk as Z.ai writes it", schema: ZaiChunk },
  "chunk-minimax": { title: "A chunk as MiniMax is reported to write it", schema: MiniMaxChunk },
  "chunk-bedrock": {
    title: "A chunk as Bedrock's compatible endpoints are reported to write it",
    schema: BedrockChunk,
  },
  "chunk-litellm": { title: "A chunk as the LiteLLM proxy writes it", schema: LiteLlmChunk },
  "chunk-databricks": { title: "A chunk as Databricks writes it", schema: DatabricksChunk },
  "chunk-vercel": { title: "A chunk as Vercel's AI Gateway writes it", schema: VercelChunk },
  "chunk-hyper": { title: "A chunk as Hyper writes it", schema: HyperChunk },
  "chunk-huggingface": { title: "A chunk as Hugging Face's router passes it on", schema: HuggingFaceChunk },
  "chunk-baseten": { title: "A chunk as Baseten writes it", schema: BasetenChunk },
  "chunk-mimo": { title: "A chunk as MiMo writes it", schema: MimoChunk },
  "chunk-writer": { title: "A chunk as Writer writes it", schema: WriterChunk },
  "chunk-snowflake": { title: "A chunk as Snowflake writes it", schema: SnowflakeChunk },
  "chunk-cloudflare": { title: "A chunk as Workers AI writes it", schema: CloudflareChunk },
  "chunk-ai21": { title: "A chunk as AI21 writes it: the id, the choices, the usage", schema: Ai21Chunk },
  "chunk-watsonx": { title: "A chunk as watsonx is reported to write it", schema: WatsonxChunk },
  "chunk-avian": { title: "A chunk as Avian writes it", schema: AvianChunk },
  "chunk-aihubmix": { title: "A chunk as AiHubMix writes it", schema: AiHubMixChunk },
  "chunk-opencode": { title: "A chunk as opencode's gateway writes it", schema: OpencodeChunk },
  "chunk-sambanova": { title: "A chunk as SambaNova's types have it", schema: SambaNovaChunk },
} as const satisfies Readonly<Record<`chunk-${DialectName}`, SchemaShape>>;

/** The name of one of these documents: `chunk-openrouter`. */
export type DialectShapeName = keyof typeof DIALECT_SHAPES;
