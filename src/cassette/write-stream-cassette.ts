/** Writes the go-vcr cassette of one streamed answer that nobody recorded. */
import { toGoVcr } from "./to-go-vcr.ts";
import { writeGoVcr } from "./write-go-vcr.ts";

/** What the request of the cassette says. */
export type StreamCassetteOptions = {
  readonly model: string;
  readonly includesUsage: boolean;
};

/** `body` is the answer's bytes; the request is the plainest one that is answered by such a stream. Version 2, as go-vcr 4 writes it. */
export function writeStreamCassette(body: Uint8Array, { model, includesUsage }: StreamCassetteOptions): string {
  const request = {
    model,
    messages: [{ role: "user", content: "hi" }],
    stream: true,
    ...(includesUsage ? { stream_options: { include_usage: true } } : {}),
  };
  const cassette = toGoVcr([
    {
      request: {
        method: "POST",
        url: "https://api.example.com/v1/chat/completions",
        headers: { "content-type": ["application/json"] },
        body: JSON.stringify(request),
      },
      response: { status: 200, reason: "OK", headers: { "content-type": ["text/event-stream"] }, body },
    },
  ]);
  return writeGoVcr(cassette, "go-vcr-v4");
}
