/** Clients that misread reads, blocks without data and what is no JSON. */
import { isJson } from "../../src/base/index.ts";
import { decoderOf, eventDecoder, lineDecoder } from "./decoder-of.ts";
import type { FlawedClient } from "./flawed-client.ts";
import { ModelError, type ModelDecoder } from "./model-parts.ts";
import { RIGHT_PARTS } from "./right-parts.ts";

const EMPTY_LINES_MAX = 300;
const EVENTS_A_READ_MAX = 32;
const READ_BYTES_MAX = 262_144;

function limited(message: string): never {
  throw new ModelError({ native: "LimitError", message, class: "limit", surface: "throw" });
}

/** The right decoder over the text of each read, changed by itself. */
function readDecoder(change: (text: string) => string): ModelDecoder {
  return decoderOf((text) => ({ ready: change(text), rest: "" }));
}

/** A CR at the end of a read and the LF of the next one become two line ends. */
const normalisedDecoder = (): ModelDecoder => readDecoder((text) => text.replace(/\r\n?/g, "\n"));

/** What `onExcess` gives takes the place of each line that comes after more lines without data than a guard allows. */
function guardedDecoder(onExcess: () => string): ModelDecoder {
  let emptyLines = 0;
  return lineDecoder((line) => {
    emptyLines = line === "" || line.startsWith(":") ? emptyLines + 1 : 0;
    return emptyLines > EMPTY_LINES_MAX ? onExcess() : line;
  });
}

/** A blank line dispatches also where no data was read, but this field; `stays`: or where it was read ever before. */
function fieldDecoder(field: "event" | "id" | "retry", stays = false): ModelDecoder {
  let hasField = false;
  let hasData = false;
  return lineDecoder((line) => {
    const [name] = line.split(":");
    hasField ||= name === field;
    hasData ||= name === "data";
    if (line !== "") return line;
    const added = hasField && !hasData ? "data\n" : "";
    hasField &&= stays;
    hasData = false;
    return added;
  });
}

function fewEventsDecoder(): ModelDecoder {
  const inner = RIGHT_PARTS.createDecoder();
  return { push: (slice) => inner.push(slice).slice(0, EVENTS_A_READ_MAX), end: () => inner.end() };
}

function shortReadsDecoder(): ModelDecoder {
  const inner = RIGHT_PARTS.createDecoder();
  return {
    push: (slice) => (slice.length > READ_BYTES_MAX ? limited("the buffer is full") : inner.push(slice)),
    end: () => inner.end(),
  };
}

function latin1Decoder(): ModelDecoder {
  const inner = RIGHT_PARTS.createDecoder();
  const encoder = new TextEncoder();
  return {
    push: (slice) => inner.push(encoder.encode(Buffer.from(slice).toString("latin1"))),
    end: () => inner.end(),
  };
}

export const FLAWED_READS: readonly FlawedClient[] = [
  {
    id: "takes-a-read-for-whole-events",
    flaw: "It ends the event in progress where a read ends.",
    breaks: [
      { uid: "b001", because: "cuts fall inside payloads and field names" },
      { uid: "b002", because: "cuts fall inside payloads and field names" },
      { uid: "c102", because: "cuts fall inside payloads" },
      { uid: "e105", because: "the read ends inside the last event" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: () => readDecoder((text) => `${text}\n\n`) },
  },
  {
    id: "trims-each-read",
    flaw: "It strips line ends from the start of each read.",
    breaks: [
      { uid: "b001", because: "a cut falls between the two LFs of a blank line" },
      { uid: "b002", because: "a cut falls before a blank line" },
      { uid: "c102", because: "a cut falls between the two LFs of a blank line" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: () => readDecoder((text) => text.replace(/^[\r\n]+/, "")) },
  },
  {
    id: "normalises-line-ends-read-by-read",
    flaw: "It normalises the line ends of each read by itself.",
    breaks: [{ uid: "b002", because: "a cut falls between CR and LF, inside an event" }],
    parts: { ...RIGHT_PARTS, createDecoder: normalisedDecoder },
  },
  {
    id: "takes-few-events-out-of-a-read",
    flaw: "It takes at most 32 events out of one read, and forgets the others.",
    breaks: [
      { uid: "b003", because: "the read holds some fifty events" },
      { uid: "b020", because: "the read holds over a thousand events" },
      { uid: "b042", because: "the read holds two hundred events" },
      { uid: "c803", because: "the read holds a thousand events" },
      { uid: "d065", because: "the read holds a thousand events" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: fewEventsDecoder },
  },
  {
    id: "limits-a-read",
    flaw: "It asks the limit of an event of each read.",
    breaks: [
      { uid: "b020", because: "the read has 300 KB" },
      { uid: "c802", because: "the one event has 300 KB, and so has the read" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: shortReadsDecoder },
  },
  {
    id: "dispatches-once-an-id-was-seen",
    flaw: "It dispatches at a blank line where any field is set, and the id stays set.",
    breaks: [
      { uid: "b059", because: "an id has a block of its own" },
      { uid: "b005", because: "comments follow an id" },
      { uid: "e103", because: "blocks without data follow an id" },
      { uid: "e108", because: "an id has a block of its own" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: () => fieldDecoder("id", true) },
  },
  {
    id: "dispatches-a-name-without-data",
    flaw: "It makes an event of a block that holds a name and no data.",
    breaks: [
      { uid: "b004", because: "blocks hold the name of an event and no data" },
      { uid: "e103", because: "a block has a name and no data" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: () => fieldDecoder("event") },
  },
  {
    id: "dispatches-a-retry-time",
    flaw: "It makes an event of a block that holds a retry time and no data.",
    breaks: [{ uid: "b058", because: "blocks hold a retry time and no data" }],
    parts: { ...RIGHT_PARTS, createDecoder: () => fieldDecoder("retry") },
  },
  {
    id: "ends-at-what-it-cannot-parse",
    flaw: "It reads on while data can be parsed, and takes the first that cannot for the end.",
    breaks: [
      { uid: "b007", because: "empty data is no JSON" },
      { uid: "b010", because: "a comment is no JSON" },
      { uid: "b016", because: "one chunk is no JSON" },
      { uid: "c524", because: "one chunk is no JSON" },
      { uid: "b021", because: "no event was read" },
      { uid: "d062", because: "the torn event is no JSON" },
    ],
    parts: { ...RIGHT_PARTS, isDone: (data) => RIGHT_PARTS.isDone(data) || !isJson(data), checkEnd: () => undefined },
  },
  {
    id: "ends-after-many-empty-lines",
    flaw: "It takes 300 lines without data for the end of the answer.",
    breaks: [
      { uid: "b013", because: "1,200 lines without data come first" },
      { uid: "b014", because: "1,200 lines without data come first" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: () => guardedDecoder(() => "data: [DONE]\n") },
  },
  {
    id: "fails-after-many-empty-lines",
    flaw: "It takes 300 lines without data for a broken server.",
    breaks: [{ uid: "b014", because: "1,200 lines without data come first" }],
    parts: { ...RIGHT_PARTS, createDecoder: () => guardedDecoder(() => limited("too many empty lines")) },
  },
  {
    id: "decodes-latin-1",
    flaw: "It decodes a text without charset as ISO-8859-1.",
    breaks: [
      { uid: "b012", because: "the text has accents and a check mark" },
      { uid: "b022", because: "each bad byte becomes a letter" },
      { uid: "c102", because: "characters have several bytes" },
      { uid: "c112", because: "the text holds separators of several bytes" },
      { uid: "c113", because: "the byte order mark becomes three letters" },
      { uid: "e104", because: "the byte order mark becomes three letters" },
      { uid: "e109", because: "data holds separators of several bytes" },
      { uid: "e110", because: "each bad byte becomes a letter" },
      { uid: "s3ed", because: "the answer has characters beyond ASCII" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: latin1Decoder },
  },
  {
    id: "drops-invalid-utf8",
    flaw: "It drops the bytes that are no UTF-8.",
    breaks: [
      { uid: "b022", because: "the text holds such bytes" },
      { uid: "e110", because: "data holds such bytes" },
    ],
    parts: { ...RIGHT_PARTS, createDecoder: () => readDecoder((text) => text.replaceAll("\uFFFD", "")) },
  },
  {
    id: "passes-over-empty-data",
    flaw: "It asks whether the data of an event is empty, and hands the event out only where it is not.",
    breaks: [{ uid: "e201", because: "events have empty data" }],
    parts: {
      ...RIGHT_PARTS,
      createDecoder: () => eventDecoder((event) => (event.data === "" ? undefined : event)),
    },
  },
];
