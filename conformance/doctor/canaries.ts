/** The canaries: whole, plain streams whose content is of the kind that adapters lose on the way to the runner. */
import type { LoadedCase } from "../shape/case.ts";
import { spellStream } from "./spell-stream.ts";

export type Canary = {
  readonly id: string;
  readonly title: string;
  readonly next: string;
  readonly loaded: LoadedCase;
};

const LONG_CHARS = 100 * 1024;
const PIPE =
  "Print results as JSON with ASCII escapes, one line, ended by \\n alone; never split text with splitlines.";
const VERBATIM = "Report the text as the client hands it out: no trim, no strip, no joining of lines.";
const CONTROL_FLOW =
  "Set `outcome` from what the call did (returned, or threw), never from a search through the text that it returned.";

type Text = {
  readonly id: string;
  readonly title: string;
  readonly pieces: readonly string[];
  readonly next: string;
  /** An event stream cannot carry CR, and its LF is a line of its own. */
  readonly chatOnly?: true;
};

const TEXTS: readonly Text[] = [
  {
    id: "text/line-separators",
    title: "U+2028, U+2029, U+0085, vertical tab, form feed are content",
    pieces: ["a\u2028b\u2029", "c\u0085d", "\u000be\u000cf"],
    next: PIPE,
  },
  {
    id: "text/line-ends",
    title: "CR LF, CR and empty lines inside the text stay",
    pieces: ["first\r\nsecond", "\rthird\n\n", "\nfourth"],
    next: VERBATIM,
    chatOnly: true,
  },
  {
    id: "text/outer-whitespace",
    title: "white space at both ends, and pieces of nothing else, stay",
    pieces: ["  \t", "in", " ", "between", " \t "],
    next: VERBATIM,
  },
  {
    id: "text/beyond-ascii",
    title: "accents, CJK, emoji, joiners, characters beyond U+FFFF",
    pieces: ["h\u00e9 e\u0301 \u6f22", " \u{1f642} \u{1f468}\u200d\u{1f469}\u200d\u{1f467}", " \u{1d4b3} \u{20bb7}"],
    next: "Write UTF-8 or ASCII escapes, whatever the locale: in Python ensure_ascii, in Node JSON.stringify.",
  },
  {
    id: "text/right-to-left",
    title: "right-to-left text and its marks",
    pieces: ["\u05e9\u05dc\u05d5\u05dd \u200f", "\u202eabc\u202c ", "\u0645\u0631\u062d\u0628\u0627\u200e"],
    next: PIPE,
  },
  {
    id: "text/control-characters",
    title: "NUL, escape and DEL, as JSON escapes",
    pieces: ["before\u0000after", "\u001b[31mred\u001b[0m", "\u007f"],
    next: "Let a JSON library print the result; a text of your own making, or C strings, lose these.",
  },
  {
    id: "text/done-marker",
    title: "`[DONE]` in the text does not end the answer",
    pieces: ["it says data: [DONE]", " and [DONE]", " goes on"],
    next: "The end is the client's to tell; do not look for the marker in content.",
  },
  {
    id: "text/backslashes",
    title: "backslashes, quotes and text that looks escaped",
    pieces: ["C:\\new\\table \\", '\\ "quoted" \\u0041', ' \\n {"a":"\\\\"} %s ${x}'],
    next: "Print the result with a JSON library, once; unescape nothing yourself.",
  },
  {
    id: "text/long",
    title: "100 KB of text",
    pieces: longPieces(),
    next: "Do not cut; flush the whole line. Over 64 KiB a text may be given as {length, sha256} of its UTF-8 bytes.",
  },
  {
    id: "outcome/text-like-an-error",
    title: "a whole answer that talks of errors is `completed`",
    pieces: ["Error 500: request failed. ", '{"error":{"message":"timeout"}} ', "Traceback: exception, aborted"],
    next: CONTROL_FLOW,
  },
];

const BIG = '{"city":"Paris","id":9007199254740993,"more":[12345678901234567890123,-9007199254740995]}';
const ODD = '{"city":"a\u2028b \\\\ \\" \\u0000 \u{1f642}"}';

/** For an adapter that runs chats, else for one that only reads events. */
export function canariesFor(op: "chat.stream" | "sse.read"): readonly Canary[] {
  const texts = TEXTS.filter(({ chatOnly }) => op === "chat.stream" || chatOnly !== true).map(
    ({ id, title, next, pieces }): Canary => {
      const events = pieces.map((data) => ({ data }));
      return { id, title, next, loaded: spellStream(id, op === "sse.read" ? { op, events } : { op, pieces }) };
    },
  );
  return op === "sse.read" ? texts : [...texts, ...toolCanaries()];
}

// --- internal ---

/** Numbered, so that a piece lost or doubled shows. */
function longPieces(): readonly string[] {
  const text = Array.from({ length: LONG_CHARS / 8 }, (_, index) => String(index).padStart(7, "0")).join(" ");
  return [text.slice(0, 30_000), text.slice(30_000, 60_000), `${text.slice(60_000)}.`];
}

function callStream(id: string, text: string): LoadedCase {
  return spellStream(id, {
    op: "chat.stream",
    pieces: [],
    calls: [{ id: "call_1", name: "get_weather", arguments: text }],
    finish: "tool_calls",
  });
}

function toolCanaries(): readonly Canary[] {
  return [
    {
      id: "tool-call/large-integers",
      title: "integers beyond 2^53 in tool arguments",
      next: 'Give `arguments` as the raw string that the client hands out; in `arguments_json` write them as {"$int":"…"}.',
      loaded: callStream("tool-call/large-integers", BIG),
    },
    {
      id: "tool-call/odd-characters",
      title: "odd characters in tool arguments",
      next: "Give `arguments` as the raw string that the client hands out, neither parsed nor printed anew.",
      loaded: callStream("tool-call/odd-characters", ODD),
    },
  ];
}
