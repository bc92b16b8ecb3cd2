/** The steps of the right client. */
import { foldChunks } from "../../src/assembly/index.ts";
import { createSseDecoder, type SseEvent, type SseItem } from "../../src/wire/index.ts";
import { ModelError, type ModelDecoder, type ModelFold, type ModelParts } from "./model-parts.ts";

const isEvent = (item: SseItem): item is SseEvent => item.kind === "event";

/** WHATWG: what no blank line ended is discarded. */
function createRightDecoder(): ModelDecoder {
  const decoder = createSseDecoder();
  return { push: (slice) => decoder.push(slice).filter(isEvent), end: () => [] };
}

function createRightFold(): ModelFold {
  const chunks: unknown[] = [];
  return { push: (chunk) => chunks.push(chunk), end: () => foldChunks(chunks) };
}

/** A member of a JSON object, or undefined. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

function errorShown(error: unknown, native: string, status: number | null): ModelError["shown"] {
  const code = memberOf(error, "code");
  return {
    native,
    message: textOf(error) ?? textOf(memberOf(error, "message")) ?? JSON.stringify(error),
    status,
    code: typeof code === "string" || typeof code === "number" ? code : null,
    class: status === null ? "provider_error" : "http_status",
    surface: "throw",
  };
}

function parsedOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function checkHead(response: Response): Promise<void> {
  if (!response.ok) {
    const body = parsedOrText(await response.text());
    throw new ModelError(errorShown(memberOf(body, "error") ?? body, "StatusError", response.status));
  }
  const type = response.headers.get("content-type") ?? "";
  if (!/^text\/event-stream\s*(?:;|$)/i.test(type.trim())) {
    await response.body?.cancel();
    throw new ModelError({
      native: "ContentTypeError",
      message: `not an event stream: ${type}`,
      class: "content_type",
      surface: "throw",
    });
  }
}

function readChunk(event: SseEvent): unknown {
  try {
    return JSON.parse(event.data);
  } catch {
    throw new ModelError({
      native: "ParseError",
      message: "the data of an event is no JSON",
      class: "malformed_json",
      surface: "throw",
    });
  }
}

export const RIGHT_PARTS: ModelParts = {
  createDecoder: createRightDecoder,
  checkHead,
  isDone: (data) => data.trim() === "[DONE]",
  readChunk,
  errorOf(chunk) {
    const error = memberOf(chunk, "error");
    return error === undefined || error === null ? undefined : errorShown(error, "ProviderError", null);
  },
  createFold: createRightFold,
  afterDone: "cancel",
  checkEnd({ done, finish }) {
    if (!done && !finish) {
      throw new ModelError({
        native: "TruncatedError",
        message: "the stream ended in mid-answer",
        class: "truncated",
        surface: "throw",
      });
    }
  },
  onTransportError: "throw",
  abortReaches: true,
};
