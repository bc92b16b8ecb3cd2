/** Readers of events that misjudge the head of the answer. */
import { refuse, type FlawedReader } from "./flawed-reader.ts";
import { RIGHT_PARTS } from "./right-parts.ts";

const TYPE = "text/event-stream";

/** Refuses what the status, and then its own idea of a content type, does not admit. */
const wants =
  (admits: (type: string) => boolean): NonNullable<FlawedReader["checkHead"]> =>
  async (response) => {
    if (!response.ok) return await RIGHT_PARTS.checkHead(response);
    const type = response.headers.get("content-type") ?? "";
    if (admits(type)) return;
    await response.body?.cancel();
    refuse(`not an event stream: ${type}`);
  };

export const FLAWED_READER_HEADS: readonly FlawedReader[] = [
  {
    id: "compares-the-content-type-letter-by-letter",
    flaw: "It wants the content type in small letters.",
    breaks: { e431: "the content type is in capitals" },
    checkHead: wants((type) => new RegExp(`^${TYPE}\\s*(?:;|$)`).test(type)),
  },
  {
    id: "wants-a-semicolon-or-nothing-behind-the-content-type",
    flaw: "It does not know of white space before the semicolon.",
    breaks: { e436: "white space stands before the semicolon" },
    checkHead: wants((type) => new RegExp(`^${TYPE}(?:;|$)`, "i").test(type)),
  },
  {
    id: "wants-a-parameter-behind-a-semicolon",
    flaw: "It refuses a content type that ends in a semicolon.",
    breaks: { e432: "the content type ends in a semicolon" },
    checkHead: wants((type) => new RegExp(`^${TYPE}\\s*(?:;.*\\S|$)`, "i").test(type)),
  },
  {
    id: "refuses-other-charsets",
    flaw: "It refuses a stream that says another charset than UTF-8.",
    breaks: { e421: "the content type says another charset" },
    checkHead: wants((type) => new RegExp(`^${TYPE}\\s*(?:;|$)(?!.*charset=(?!"?utf-8))`, "i").test(type)),
  },
];
