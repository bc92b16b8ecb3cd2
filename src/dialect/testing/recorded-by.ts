/** Says whose streams count as a dialect's: by host, or where none was kept by what only this server writes. */
import type { DialectName } from "../dialect-names.ts";

export type RecordedStream = {
  /** Empty where the container keeps no request. */
  readonly url: string;
  /** Of the file, below the folder of all recordings. */
  readonly path: string;
  readonly text: string;
  readonly chunks: readonly unknown[];
};

const isFrom =
  (...hosts: readonly string[]) =>
  ({ url }: RecordedStream): boolean =>
    hosts.includes(hostOf(url));

const isFromOrIn =
  (host: string, folder: string) =>
  ({ url, path }: RecordedStream): boolean =>
    hostOf(url) === host || (url === "" && path.includes(folder));

/** The dialects of which streams are at hand. */
export const RECORDED_BY = {
  openai: isFrom("api.openai.com"),
  openrouter: ({ url, text }) => ["openrouter.ai", ""].includes(hostOf(url)) && /"gen-\d{10}-\w{20}"/.test(text),
  azure: ({ url }) => hostOf(url).endsWith(".openai.azure.com"),
  // One of these was made by hand, for a test of running totals.
  deepseek: (stream) =>
    isFromOrIn("api.deepseek.com", "/Fixtures/deepseek/")(stream) && !stream.text.includes("deepseek-cumulative-usage"),
  groq: isFrom("api.groq.com"),
  mistral: isFromOrIn("api.mistral.ai", "/Fixtures/mistral/"),
  together: isFrom("api.together.xyz", "api.together.ai"),
  vllm: ({ url, text }) => hostOf(url) === "localhost:8000" && text.includes("facebook/opt-125m"),
  llamacpp: isFrom("localhost:8080"),
  xai: isFrom("api.x.ai"),
  cerebras: isFrom("api.cerebras.ai"),
  dashscope: isFrom("dashscope.aliyuncs.com"),
  zai: isFrom("api.z.ai"),
  litellm: isFrom("0.0.0.0:4000"),
  databricks: ({ url }) => hostOf(url).endsWith(".azuredatabricks.net"),
  vercel: isFrom("ai-gateway.vercel.sh"),
  huggingface: isFrom("router.huggingface.co"),
  writer: isFrom("api.writer.com"),
  cloudflare: isFrom("api.cloudflare.com"),
  avian: isFrom("api.avian.io"),
  aihubmix: isFromOrIn("aihubmix.com", "/yakbak/aihubmix/"),
  opencode: isFromOrIn("opencode.ai", "/yakbak/opencode_go/"),
} as const satisfies Partial<Readonly<Record<DialectName, (stream: RecordedStream) => boolean>>>;

export type RecordedDialect = keyof typeof RECORDED_BY;

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}
