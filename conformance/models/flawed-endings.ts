/** Clients that misread how an answer begins, fails or ends. */
import type { FlawedClient } from "./flawed-client.ts";
import { ModelError } from "./model-parts.ts";
import { memberOf, RIGHT_PARTS } from "./right-parts.ts";

const stopped = (finish: string | null): string | null => (finish === "error" ? "stop" : finish);

export const FLAWED_ENDINGS: readonly FlawedClient[] = [
  {
    id: "swallows-error-chunks",
    flaw: "It never looks for an error inside a chunk, and takes any finish reason for a good end.",
    breaks: [
      { uid: "c501", because: "the error comes in a chunk, after text" },
      { uid: "c509", because: "the error comes in place of the first chunk" },
      { uid: "c510", because: "the error comes after text" },
      { uid: "c511", because: "the error is a text" },
      { uid: "c512", because: "the finish reason is error" },
      { uid: "d043", because: "the error comes without a choice" },
      { uid: "d051", because: "the error comes in a chunk, after text" },
      { uid: "n001", because: "the error comes in a chunk, after text" },
      { uid: "d061", because: "the code of the error is never read" },
    ],
    parts: {
      ...RIGHT_PARTS,
      errorOf: () => undefined,
      createFold() {
        const fold = RIGHT_PARTS.createFold();
        return {
          push: (chunk) => fold.push(chunk),
          end() {
            const { message, usage } = fold.end();
            return {
              usage,
              message: {
                choices: message.choices.map((choice) => ({ ...choice, finish_reason: stopped(choice.finish_reason) })),
              },
            };
          },
        };
      },
    },
  },
  {
    id: "swallows-resets",
    flaw: "It takes a broken connection for the end of the answer.",
    breaks: [
      { uid: "c502", because: "the connection is reset in mid-answer" },
      { uid: "c516", because: "the body ends in mid-answer" },
      { uid: "b021", because: "no event was read" },
    ],
    parts: { ...RIGHT_PARTS, onTransportError: "end_quietly", checkEnd: () => undefined },
  },
  {
    id: "posts-again-after-output",
    flaw: "It posts the request again when the connection breaks, though output had begun.",
    breaks: [
      { uid: "c508", because: "the second answer is appended to the first" },
      { uid: "d044", because: "the second answer is appended to the first" },
    ],
    parts: { ...RIGHT_PARTS, onTransportError: "post_again" },
  },
  {
    id: "waits-for-the-close",
    flaw: "It reads on after [DONE] until the server closes.",
    breaks: [{ uid: "c503", because: "the connection is held open past [DONE]" }],
    parts: { ...RIGHT_PARTS, afterDone: "wait_for_close" },
  },
  {
    id: "reads-on-after-done",
    flaw: "It takes [DONE] for one more line to skip, and what follows for more of the answer.",
    breaks: [
      { uid: "c503", because: "the connection is held open past [DONE]" },
      { uid: "c506", because: "text follows [DONE]" },
    ],
    parts: { ...RIGHT_PARTS, afterDone: "go_on" },
  },
  {
    id: "ignores-the-status",
    flaw: "It reads the body of a 401 as if it were a stream.",
    breaks: [
      { uid: "c504", because: "the answer is a 401" },
      { uid: "c513", because: "the answer is a 429" },
      { uid: "c514", because: "the answer is a 500" },
      { uid: "d046", because: "the answer is a 429" },
      { uid: "d047", because: "the answer is a 429" },
      { uid: "d048", because: "the answer is a 400" },
      { uid: "d049", because: "the answer is a 400" },
      { uid: "d050", because: "the answer is a 400" },
      { uid: "d053", because: "the answer is a 502" },
      { uid: "d054", because: "the answer is a 400" },
      { uid: "b021", because: "no event was read" },
    ],
    parts: {
      ...RIGHT_PARTS,
      checkHead: async (response) => (response.ok ? RIGHT_PARTS.checkHead(response) : undefined),
      checkEnd: () => undefined,
    },
  },
  {
    id: "ignores-the-content-type",
    flaw: "It reads JSON as an event stream, finds no event, and reports an empty answer.",
    breaks: [
      { uid: "c505", because: "the error body holds no event" },
      { uid: "c507", because: "the completion holds no event" },
      { uid: "d060", because: "the page holds no event" },
      { uid: "b021", because: "no event was read" },
    ],
    parts: {
      ...RIGHT_PARTS,
      checkHead: async (response) => (response.ok ? undefined : RIGHT_PARTS.checkHead(response)),
      checkEnd: () => undefined,
    },
  },
  {
    id: "ignores-the-abort",
    flaw: "It tells its caller that it stopped, and leaves the connection open.",
    breaks: [
      { uid: "c601", because: "the connection is to close after the abort" },
      { uid: "c602", because: "the connection is to close after the break" },
      { uid: "c603", because: "the connection is to close after the close" },
    ],
    parts: { ...RIGHT_PARTS, abortReaches: false },
  },
  {
    id: "compares-the-content-type-as-text",
    flaw: "It wants the content type spelled as it knows it.",
    breaks: [{ uid: "c117", because: "the type has capitals and a charset" }],
    parts: {
      ...RIGHT_PARTS,
      async checkHead(response) {
        await RIGHT_PARTS.checkHead(response);
        const type = response.headers.get("content-type");
        if (type !== "text/event-stream")
          throw new ModelError({
            native: "ContentTypeError",
            message: `not an event stream: ${type ?? ""}`,
            class: "content_type",
            surface: "throw",
          });
      },
    },
  },
  {
    id: "parses-every-error-body",
    flaw: "It parses the body of a refusal as JSON before it looks at the status.",
    breaks: [
      { uid: "c513", because: "the body is an HTML page" },
      { uid: "c514", because: "the body is an event stream" },
      { uid: "d053", because: "the body is an HTML page" },
    ],
    parts: {
      ...RIGHT_PARTS,
      async checkHead(response) {
        if (!response.ok) JSON.parse(await response.clone().text());
        await RIGHT_PARTS.checkHead(response);
      },
    },
  },
  {
    id: "looks-for-done-anywhere",
    flaw: "It takes any data that holds the end marker for the end.",
    breaks: [{ uid: "c115", because: "the text holds it" }],
    parts: { ...RIGHT_PARTS, isDone: (data) => data.includes("[DONE]") },
  },
  {
    id: "insists-on-done",
    flaw: "It takes an answer without the end marker for a broken one.",
    breaks: [
      { uid: "c118", because: "the end marker is cut off" },
      { uid: "c519", because: "the end marker never comes" },
      { uid: "b024", because: "the end marker is no data" },
      { uid: "b025", because: "the end marker never comes" },
      { uid: "b055", because: "the line of the end marker is cut off" },
    ],
    parts: { ...RIGHT_PARTS, checkEnd: ({ done }) => RIGHT_PARTS.checkEnd({ done, finish: false }) },
  },
  {
    id: "wants-a-brace-first",
    flaw: "It skips data that does not begin with a brace.",
    breaks: [{ uid: "c116", because: "blanks stand before the brace" }],
    parts: {
      ...RIGHT_PARTS,
      readChunk: (event) => (event.data.startsWith("{") ? RIGHT_PARTS.readChunk(event) : undefined),
    },
  },
  {
    id: "skips-malformed-chunks",
    flaw: "It logs what it cannot parse and goes on.",
    breaks: [
      { uid: "c524", because: "one chunk is no JSON" },
      { uid: "b016", because: "one chunk is no JSON" },
      { uid: "d062", because: "the event is no JSON" },
    ],
    parts: {
      ...RIGHT_PARTS,
      readChunk(event) {
        try {
          return RIGHT_PARTS.readChunk(event);
        } catch {
          return undefined;
        }
      },
    },
  },
  {
    id: "reads-error-messages-blindly",
    flaw: "It takes an error without a message for none.",
    breaks: [{ uid: "c511", because: "the error is a text" }],
    parts: {
      ...RIGHT_PARTS,
      errorOf: (chunk) =>
        typeof memberOf(memberOf(chunk, "error"), "message") === "string" ? RIGHT_PARTS.errorOf(chunk) : undefined,
    },
  },
];
