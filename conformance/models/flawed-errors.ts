/** Clients that misread how a request is refused, and what an error says. */
import type { SseEvent } from "../../src/wire/index.ts";
import { lineDecoder } from "./decoder-of.ts";
import type { FlawedClient } from "./flawed-client.ts";
import { looking, refuse } from "./look-with.ts";
import { ModelError, type ModelDecoder } from "./model-parts.ts";
import { memberOf, RIGHT_PARTS } from "./right-parts.ts";

/** Reads a retry time as every reader does, and fails at the end marker as if the connection were lost. */
function reconnectingDecoder(): ModelDecoder {
  let reconnects = false;
  const inner = lineDecoder((line) => {
    reconnects ||= line.startsWith("retry:");
    return line;
  });
  const each = (events: readonly SseEvent[]): readonly SseEvent[] =>
    reconnects ? events.filter((event) => event.data !== "[DONE]") : events;
  let isLost = false;
  return {
    push(slice) {
      const all = inner.push(slice);
      isLost ||= reconnects && all.some((event) => event.data === "[DONE]");
      return each(all);
    },
    end() {
      const rest = inner.end();
      if (isLost) throw new Error("the stream ended, connecting again");
      return each(rest);
    },
  };
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.clone().json();
  } catch {
    return undefined;
  }
}

function statusError(message: string, status: number | null): ModelError {
  return new ModelError({ native: "StatusError", message, status, class: "http_status", surface: "throw" });
}

/** Gives the status away, and the body unread. */
async function refuseUnread(response: Response): Promise<never> {
  await response.body?.cancel();
  throw statusError(`${response.status} status code (no body)`, response.status);
}

function needText(error: unknown): void {
  if (typeof memberOf(error, "code") === "number") refuse("code: expected string");
}

export const FLAWED_ERRORS: readonly FlawedClient[] = [
  {
    id: "connects-again-after-the-end",
    flaw: "It posts the request again where a stream with a retry time ends, or any breaks off.",
    breaks: [
      { uid: "c108", because: "the stream has a retry time, and a second request is refused" },
      { uid: "c508", because: "the connection is reset, and the request posted again" },
      { uid: "d044", because: "the connection is reset, and the answer comes again" },
      { uid: "d045", because: "the answer comes twice" },
      { uid: "b058", because: "blocks have a retry time" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: reconnectingDecoder, onTransportError: "post_again" },
  },
  {
    id: "reads-retry-after-as-a-number",
    flaw: "It reads the time to wait as a number, and throws where it is none.",
    breaks: [{ uid: "d047", because: "it is a date" }],
    parts: {
      ...RIGHT_PARTS,
      async checkHead(response) {
        const wait = response.headers.get("retry-after");
        if (wait !== null && Number.isNaN(Number(wait))) throw new TypeError(`could not convert to float: ${wait}`);
        await RIGHT_PARTS.checkHead(response);
      },
    },
  },
  {
    id: "knows-one-envelope",
    flaw: "It tells the message of an error where the body has one as the reference has it, else that there is none.",
    breaks: [
      { uid: "d048", because: "the body has a detail" },
      { uid: "d049", because: "the body is a list" },
    ],
    parts: {
      ...RIGHT_PARTS,
      async checkHead(response) {
        const error = response.ok ? undefined : memberOf(await bodyOf(response), "error");
        if (!response.ok && typeof memberOf(error, "message") !== "string") await refuseUnread(response);
        await RIGHT_PARTS.checkHead(response);
      },
    },
  },
  {
    id: "wants-a-code-of-text",
    flaw: "Its error schema wants a text for a code.",
    breaks: [
      { uid: "d050", because: "the code is a number" },
      { uid: "d051", because: "the code is a number" },
      { uid: "n001", because: "the code is a number" },
    ],
    parts: {
      ...RIGHT_PARTS,
      async checkHead(response) {
        if (!response.ok) needText(memberOf(await bodyOf(response), "error"));
        await RIGHT_PARTS.checkHead(response);
      },
      errorOf(chunk) {
        needText(memberOf(chunk, "error"));
        return RIGHT_PARTS.errorOf(chunk);
      },
    },
  },
  {
    id: "wants-an-error-type-in-the-metadata",
    flaw: "Its error schema wants metadata to say the type of the error.",
    breaks: [{ uid: "n001", because: "the metadata name a provider" }],
    parts: looking((chunk) => {
      const metadata = memberOf(memberOf(chunk, "error"), "metadata");
      if (metadata !== undefined && typeof memberOf(metadata, "error_type") !== "string") {
        refuse("error.metadata.error_type: a text is due");
      }
    }),
  },
  {
    id: "leaves-a-typed-error-unread",
    flaw: "It gives the body of a refusal to its event reader where it is typed as an event stream.",
    breaks: [{ uid: "d054", because: "the reader finds no event" }],
    parts: {
      ...RIGHT_PARTS,
      async checkHead(response) {
        const isTyped = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
        if (!response.ok && isTyped) await refuseUnread(response);
        await RIGHT_PARTS.checkHead(response);
      },
    },
  },
  {
    id: "reads-typed-streams-alone",
    flaw: "It leaves a body of another type unread, and reports an empty answer.",
    breaks: [
      { uid: "c505", because: "the body is JSON" },
      { uid: "c507", because: "the body is JSON" },
      { uid: "d056", because: "the stream has no type" },
      { uid: "d057", because: "the stream has another type" },
      { uid: "d060", because: "the body is HTML" },
      { uid: "b021", because: "no event came, and an empty answer is nothing new to it" },
    ],
    parts: {
      ...RIGHT_PARTS,
      async checkHead(response) {
        const isTyped = response.headers.get("content-type")?.toLowerCase().startsWith("text/event-stream") === true;
        if (!response.ok || isTyped) await RIGHT_PARTS.checkHead(response);
        else Object.defineProperty(response, "body", { value: null });
      },
      checkEnd: () => undefined,
    },
  },
  {
    id: "tells-the-message-alone",
    flaw: "It hands on the message of an error, and nothing else of it.",
    breaks: [{ uid: "d061", because: "the code is gone" }],
    parts: {
      ...RIGHT_PARTS,
      errorOf(chunk) {
        const error = RIGHT_PARTS.errorOf(chunk);
        return error === undefined ? undefined : { ...error, code: null };
      },
    },
  },
];
