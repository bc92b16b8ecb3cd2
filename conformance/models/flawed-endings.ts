/** Clients that misread how an answer begins, fails or ends. */
import type { FlawedClient } from "./flawed-client.ts";
import { RIGHT_PARTS } from "./right-parts.ts";

export const FLAWED_ENDINGS: readonly FlawedClient[] = [
  {
    id: "swallows-error-chunks",
    flaw: "It never looks for an error inside a chunk, and takes any finish reason for a good end.",
    breaks: [{ uid: "c501", because: "the error comes in a chunk, after text" }],
    parts: {
      ...RIGHT_PARTS,
      errorOf: () => undefined,
      createFold() {
        const fold = RIGHT_PARTS.createFold();
        const stopped = (finish: string | null): string | null => (finish === "error" ? "stop" : finish);
        return {
          push: (chunk) => fold.push(chunk),
          end() {
            const { message, usage } = fold.end();
            return { usage, message: { choices: message.choices.map((choice) => ({ ...choice, finish_reason: stopped(choice.finish_reason) })) } };
          },
        };
      },
    },
  },
  {
    id: "swallows-resets",
    flaw: "It takes a broken connection for the end of the answer.",
    breaks: [{ uid: "c502", because: "the connection is reset in mid-answer" }],
    parts: { ...RIGHT_PARTS, onTransportError: "end_quietly", checkEnd: () => undefined },
  },
  {
    id: "posts-again-after-output",
    flaw: "It posts the request again when the connection breaks, though output had begun.",
    breaks: [
      { uid: "c508", because: "the second answer is appended to the first" },
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
    breaks: [{ uid: "c504", because: "the answer is a 401" }],
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
    breaks: [{ uid: "c601", because: "the connection is to close after the abort" }],
    parts: { ...RIGHT_PARTS, abortReaches: false },
  },
];
