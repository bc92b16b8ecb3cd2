/** The dialects one by one, each with its shapes. */
export {
  OpenAiAudio,
  OpenAiAnnotation,
  OpenAiLogprob,
  OpenAiDelta,
  OpenAiChoice,
  OpenAiUsage,
  OpenAiChunk,
  OPENAI,
} from "./openai.ts";
export { AzureFilterFinding, AzureFilterResults, AzureChoice, AzureChunk, AZURE } from "./azure.ts";
export {
  OpenRouterReasoningDetail,
  OpenRouterDelta,
  OpenRouterChoice,
  OpenRouterUsage,
  OpenRouterChunk,
  OPENROUTER,
} from "./openrouter.ts";
export { DeepSeekUsage, DeepSeekChoice, DeepSeekChunk, DEEPSEEK } from "./deepseek.ts";
export { GroqUsage, GroqExecutedTool, GroqDelta, GroqChunk, GROQ } from "./groq.ts";
export { MistralContentPart, MistralDelta, MistralUsage, MistralChunk, MISTRAL } from "./mistral.ts";
export { TogetherDelta, TogetherChoice, TogetherUsage, TogetherChunk, TOGETHER } from "./together.ts";
export { FireworksChoice, FireworksChunk, FIREWORKS } from "./fireworks.ts";
export { VllmDelta, VllmChoice, VllmChunk, VLLM } from "./vllm.ts";
export { SglangChoice, SglangUsage, SglangChunk, SGLANG } from "./sglang.ts";
export { OllamaDelta, OllamaChunk, OLLAMA } from "./ollama.ts";
export { LlamaCppTimings, LlamaCppChunk, LLAMACPP } from "./llamacpp.ts";
export { LmStudioChunk, LMSTUDIO } from "./lmstudio.ts";
export { XaiUsage, XaiChunk, XAI } from "./xai.ts";
export {
  PerplexityUsage,
  PerplexitySearchResult,
  PerplexityChoice,
  PerplexityChunk,
  PERPLEXITY,
} from "./perplexity.ts";
export { CerebrasTimeInfo, CerebrasChunk, CEREBRAS } from "./cerebras.ts";
export { GeminiExtraContent, GeminiDelta, GeminiChunk, GEMINI } from "./gemini.ts";
export { AnthropicDelta, AnthropicChunk, ANTHROPIC } from "./anthropic.ts";
export { MoonshotUsage, MoonshotChoice, MoonshotChunk, MOONSHOT } from "./moonshot.ts";
export { DashScopeUsage, DashScopeChunk, DASHSCOPE } from "./dashscope.ts";
export { ZaiChunk, ZAI } from "./zai.ts";
export { MiniMaxDelta, MiniMaxChunk, MINIMAX } from "./minimax.ts";
export { BedrockChoice, BedrockChunk, BEDROCK } from "./bedrock.ts";
export { LiteLlmDelta, LiteLlmChunk, LITELLM } from "./litellm.ts";
export { DatabricksUsage, DatabricksChunk, DATABRICKS } from "./databricks.ts";
export { VercelDelta, VercelUsage, VercelChunk, VERCEL } from "./vercel.ts";
export { HyperChunk, HYPER } from "./hyper.ts";
export { HuggingFaceDelta, HuggingFaceChunk, HUGGINGFACE } from "./huggingface.ts";
export { BasetenChunk, BASETEN } from "./baseten.ts";
export { MimoDelta, MimoUsage, MimoChunk, MIMO } from "./mimo.ts";
export { WriterDelta, WriterChoice, WriterChunk, WRITER } from "./writer.ts";
export { SnowflakeChunk, SNOWFLAKE } from "./snowflake.ts";
export { CloudflareChunk, CLOUDFLARE } from "./cloudflare.ts";
export { Ai21Chunk, AI21 } from "./ai21.ts";
export { WatsonxChunk, WATSONX } from "./watsonx.ts";
export { AvianChoice, AvianChunk, AVIAN } from "./avian.ts";
export { AiHubMixChunk, AIHUBMIX } from "./aihubmix.ts";
export { OpencodeChunk, OPENCODE } from "./opencode.ts";
export { SambaNovaUsage, SambaNovaChunk, SAMBANOVA } from "./sambanova.ts";
