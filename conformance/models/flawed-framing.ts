/** Clients that misread the framing of events. */
import { decoderOf, eventDecoder, lineDecoder } from "./decoder-of.ts";
import type { FlawedClient } from "./flawed-client.ts";
import { ModelError, type ModelDecoder } from "./model-parts.ts";
import { RIGHT_PARTS } from "./right-parts.ts";

const KNOWN_FIELDS = ["", "data", "event", "id", "retry"];

const withoutMark = (line: string): string => line.replace(/^\uFEFF/, "");

function refuse(message: string): never {
  throw new ModelError({ native: "StreamError", message, class: "malformed_sse", surface: "throw" });
}

/** Makes a block empty, or leaves it, by its lines. */
function blankLineDecoder(): ModelDecoder {
  let hasData = false;
  return lineDecoder((line) => {
    if (line !== "") {
      hasData ||= /^data(?::|$)/.test(withoutMark(line));
      return line;
    }
    const added = hasData ? "" : "data\n";
    hasData = false;
    return added;
  });
}

function dataFirstDecoder(): ModelDecoder {
  let first: string | null = null;
  let begun = false;
  return lineDecoder((line) => {
    const read = begun ? line : withoutMark(line);
    begun = true;
    if (line === "") first = null;
    else first ??= read;
    return first === null || first.startsWith("data:") ? line : ":";
  });
}

function oneLineEndDecoder(): ModelDecoder {
  let lineEnd: string | undefined;
  return decoderOf((text, last) => {
    lineEnd ??= (last ? /\r\n|\n|\r/ : /\r\n|\n|\r(?!$)/).exec(text)?.[0];
    if (lineEnd === undefined && !last) return { ready: "", rest: text };
    const others = lineEnd === "\n" ? /\r/g : lineEnd === "\r" ? /\n/g : /\r(?!\n)|(?<!\r)\n/g;
    return { ready: text.replace(others, " "), rest: "" };
  });
}

function markKeepingDecoder(): ModelDecoder {
  let begun = false;
  return decoderOf((text) => {
    const doubled = !begun && text.startsWith("\uFEFF");
    begun ||= text !== "";
    return { ready: doubled ? `\uFEFF${text}` : text, rest: "" };
  });
}

function strictUtf8Decoder(): ModelDecoder {
  const inner = RIGHT_PARTS.createDecoder();
  const strict = new TextDecoder("utf-8", { fatal: true });
  return {
    push(slice) {
      strict.decode(slice, { stream: true });
      return inner.push(slice);
    },
    end: () => inner.end(),
  };
}

function strictEndDecoder(): ModelDecoder {
  let done = false;
  return eventDecoder((event) => {
    if (done) refuse("data after the end marker");
    done = event.data === "[DONE]";
    return event;
  });
}

export const FLAWED_FRAMING: readonly FlawedClient[] = [
  {
    id: "knows-done-with-its-space-only",
    flaw: "It compares the end marker with its space, and parses it as JSON without.",
    breaks: [
      { uid: "c104", because: "no line of this stream has the space" },
      { uid: "c105", because: "the end marker has no space" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: () => lineDecoder((line) => (line === "data:[DONE]" ? "data:{" : line)) },
  },
  {
    id: "dispatches-at-every-blank-line",
    flaw: "It makes an event of each blank line, also where no data was read.",
    breaks: [
      { uid: "c103", because: "a comment has a block of its own" },
      { uid: "c106", because: "blank lines stand alone" },
      { uid: "c111", because: "a comment has a block of its own" },
      { uid: "e102", because: "a comment has a block of its own" },
      { uid: "e103", because: "blocks without data become empty events" },
      { uid: "e108", because: "an id has a block of its own" },
      { uid: "b004", because: "blocks hold the name of an event only" },
      { uid: "b058", because: "blocks hold a retry time only" },
      { uid: "b005", because: "comments have blocks of their own" },
      { uid: "b059", because: "a block holds an id only" },
      { uid: "b014", because: "blank lines stand alone" },
      { uid: "b024", because: "the line that is no field has a block of its own" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: blankLineDecoder },
  },
  {
    id: "refuses-unknown-fields",
    flaw: "It ends the stream at a line whose field it does not know.",
    breaks: [
      { uid: "c107", because: "unknown fields stand beside the data" },
      { uid: "e106", because: "what looks like a field has another name" },
      { uid: "b024", because: "the end marker stands where a field would" },
    ],
    parts: {
      ...RIGHT_PARTS,
      createDecoder: () =>
        lineDecoder((line) =>
          KNOWN_FIELDS.includes(withoutMark(line).split(":")[0] ?? "") ? line : refuse(`unknown field: ${line}`),
        ),
    },
  },
  {
    id: "wants-data-first-in-a-block",
    flaw: "It takes only blocks that begin with data and a colon.",
    breaks: [
      { uid: "c103", because: "a comment stands before the data" },
      { uid: "c107", because: "an unknown field stands before the data" },
      { uid: "c108", because: "event and id stand before the data" },
      { uid: "c109", because: "the name of the event stands before the data" },
      { uid: "c510", because: "the name of the event stands before the error" },
      { uid: "e101", because: "one block begins with a bare data" },
      { uid: "e102", because: "the name of an event stands before its data" },
      { uid: "e103", because: "names and ids stand before the data" },
      { uid: "e104", because: "a block begins with a field of another name" },
      { uid: "e106", because: "a block begins with fields of other names" },
      { uid: "e108", because: "ids stand before the data" },
      { uid: "b005", because: "an id stands before the data" },
      { uid: "e201", because: "one block begins with a bare data, one with the name of its event" },
      { uid: "d045", because: "a retry time stands before the data" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: dataFirstDecoder },
  },
  {
    id: "takes-each-data-line-for-an-event",
    flaw: "It dispatches at each data line.",
    breaks: [
      { uid: "c110", because: "each chunk has three data lines" },
      { uid: "e101", because: "events have several data lines" },
      { uid: "e102", because: "one event has two data lines" },
      { uid: "e105", because: "half an event is dispatched" },
      { uid: "e106", because: "one event has two data lines" },
      { uid: "e107", because: "one event has three data lines" },
      { uid: "b002", because: "each chunk has two data lines" },
    ],
    parts: {
      ...RIGHT_PARTS,
      createDecoder: () => lineDecoder((line) => (/^data(?::|$)/.test(line) ? `${line}\n` : line)),
    },
  },
  {
    id: "ignores-named-events",
    flaw: "It listens for events without a name, or called message, alone.",
    breaks: [
      { uid: "c109", because: "every chunk has a name of its own" },
      { uid: "c510", because: "the error comes in an event called error" },
      { uid: "e102", because: "one event is called note" },
      { uid: "e103", because: "one event has a name" },
      { uid: "e201", because: "one event is called signal" },
    ],
    parts: {
      ...RIGHT_PARTS,
      createDecoder: () => eventDecoder((event) => (event.event === "message" ? event : undefined)),
    },
  },
  {
    id: "decides-its-line-end-once",
    flaw: "It takes the first line end for that of the whole stream.",
    breaks: [
      { uid: "c111", because: "line ends are mixed" },
      { uid: "e107", because: "line ends are mixed" },
      { uid: "b002", because: "a CR whose LF comes in the next read is none of its line ends" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: oneLineEndDecoder },
  },
  {
    id: "splits-lines-as-unicode-does",
    flaw: "It splits lines at every character that Unicode calls a line boundary.",
    breaks: [
      { uid: "c112", because: "the text holds such characters" },
      { uid: "e109", because: "data holds such characters" },
    ],
    parts: {
      ...RIGHT_PARTS,
      createDecoder: () => decoderOf((text) => ({ ready: text.replace(/[\u2028\u2029\u0085\v\f]/g, "\n"), rest: "" })),
    },
  },
  {
    id: "keeps-the-byte-order-mark",
    flaw: "It takes a byte order mark for a part of the first field's name.",
    breaks: [
      { uid: "c113", because: "the first chunk has text" },
      { uid: "e104", because: "the first event is lost" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: markKeepingDecoder },
  },
  {
    id: "flushes-at-the-end",
    flaw: "It dispatches what no blank line ended.",
    breaks: [{ uid: "e105", because: "half an event is handed out" }],
    parts: {
      ...RIGHT_PARTS,
      createDecoder: () => decoderOf((text, last) => ({ ready: last ? `${text}\n\n` : text, rest: "" })),
    },
  },
  {
    id: "matches-field-names-loosely",
    flaw: "It trims field names and ignores their case.",
    breaks: [{ uid: "e106", because: "what only looks like a field is taken for one" }],
    parts: {
      ...RIGHT_PARTS,
      createDecoder: () =>
        lineDecoder((line) =>
          line.replace(/^[ \t]*(data|event|id|retry)[ \t]*:/i, (_, name: string) => `${name.toLowerCase()}:`),
        ),
    },
  },
  {
    id: "forgets-the-last-event-id",
    flaw: "It knows the id of an event only where the event has one.",
    breaks: [
      { uid: "e103", because: "an id stays for later events" },
      { uid: "e108", because: "an id stays for later events" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: () => lineDecoder((line) => (line === "" ? "\rid" : line)) },
  },
  {
    id: "fails-on-invalid-utf8",
    flaw: "It throws at the first bytes that are no UTF-8.",
    breaks: [{ uid: "e110", because: "data holds such bytes" }],
    parts: { ...RIGHT_PARTS, createDecoder: strictUtf8Decoder },
  },
  {
    id: "fails-after-done",
    flaw: "It takes anything behind the end marker for a broken stream.",
    breaks: [
      { uid: "c506", because: "a chunk follows" },
      { uid: "c521", because: "a second end marker follows" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: strictEndDecoder },
  },
  {
    id: "drops-lines-over-64-kib",
    flaw: "Its line reader skips a line that does not fit its buffer.",
    breaks: [
      { uid: "c801", because: "the line has 69 KB" },
      { uid: "c802", because: "the line has 300 KB" },
      { uid: "b011", because: "the line has 1.3 MB" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: () => lineDecoder((line) => (line.length > 65_536 ? ":" : line)) },
  },
  {
    id: "fails-on-lines-over-128-kib",
    flaw: "Its line reader throws at a line that does not fit its buffer.",
    breaks: [{ uid: "c802", because: "the line has 300 KB" }],
    parts: {
      ...RIGHT_PARTS,
      createDecoder: () => lineDecoder((line) => (line.length > 131_072 ? refuse("the line is too long") : line)),
    },
  },
];
