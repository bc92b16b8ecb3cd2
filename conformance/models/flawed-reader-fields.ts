/** Readers of events that misread lines, fields and comments. */
import { RIGHT_STEPS, type ReaderSteps } from "./event-reader.ts";
import { refuse, type FlawedReader } from "./flawed-reader.ts";

const COMMENTS_MAX = 1_000;
const LINES_OF_AN_EVENT_MAX = 1_000;
const LINE_CHARACTERS_MAX = 65_536;

/** The right lines, each changed. */
const eachLine =
  (createChange: () => (line: string) => string): ReaderSteps["createLines"] =>
  () => {
    const toLines = RIGHT_STEPS.createLines();
    const change = createChange();
    return (text, last) => toLines(text, last).map(change);
  };

/** The right field with its value changed. */
const valueThat =
  (change: (value: string) => string): ReaderSteps["readField"] =>
  (line) => {
    const field = RIGHT_STEPS.readField(line);
    return field === null ? null : { ...field, value: change(field.value) };
  };

/** The right field, its value cut anew out of the line. */
const valueFrom =
  (cut: (line: string) => string): ReaderSteps["readField"] =>
  (line) => {
    const field = RIGHT_STEPS.readField(line);
    return field === null || !line.includes(":") ? field : { ...field, value: cut(line) };
  };

const behindColon = (line: string): string => line.slice(line.indexOf(":") + 1);

const fewComments = () => {
  let comments = 0;
  return (line: string): string => {
    comments += line.startsWith(":") ? 1 : 0;
    return comments > COMMENTS_MAX ? refuse("too many comments") : line;
  };
};

const fewLines = () => {
  let lines = 0;
  return (line: string): string => {
    lines = line === "" ? 0 : lines + 1;
    return lines > LINES_OF_AN_EVENT_MAX ? refuse("too many lines in one event") : line;
  };
};

export const FLAWED_READER_FIELDS: readonly FlawedReader[] = [
  {
    id: "trims-lines",
    flaw: "It trims each line before it looks at it.",
    breaks: {
      e104: "U+FEFF before a field's name counts as white space",
      e106: "a space stands before a field's name, and at the end of a value",
      e311: "the second mark counts as white space",
      e326: "a value is a tab",
      e327: "values end in white space",
      e331: "a space stands before an id",
      e335: "lines of white space stand inside an event",
      e353: "data is white space",
      e365: "the name of an event ends in a space",
      e378: "an id ends in a space",
    },
    steps: { createLines: eachLine(() => (line) => line.trim()) },
  },
  {
    id: "trims-values",
    flaw: "It trims what stands behind the colon.",
    breaks: {
      e101: "a line of data begins with a space",
      e104: "data begins with U+FEFF, which counts as white space",
      e106: "data begins with a space and with a tab",
      e304: "a line of data begins with a space",
      e313: "data begins with U+FEFF",
      e325: "lines of data begin with spaces",
      e326: "lines of data begin with a tab",
      e327: "lines of data end in white space",
      e328: "lines of data begin with other spaces",
      e353: "data is white space",
      e365: "the name of an event begins with a space",
      e378: "an id begins with a space",
    },
    steps: { readField: valueThat((value) => value.trim()) },
  },
  {
    id: "removes-any-white-space-behind-the-colon",
    flaw: "It removes one character of white space behind the colon, whichever it is.",
    breaks: {
      e106: "a tab stands behind the colon",
      e326: "a tab stands behind the colon",
      e328: "other spaces stand behind the colon",
    },
    steps: { readField: valueFrom((line) => behindColon(line).replace(/^\s/, "")) },
  },
  {
    id: "splits-at-every-colon",
    flaw: "It takes what stands between the first colon and the second for the value.",
    breaks: {
      e101: "data is JSON",
      e334: "data holds colons",
      e347: "data looks like fields",
      e365: "the name of an event holds a colon",
      e378: "an id holds a colon",
    },
    steps: { readField: valueFrom((line) => (line.split(":")[1] ?? "").replace(/^ /, "")) },
  },
  {
    id: "skips-lines-without-a-colon",
    flaw: "It passes over a line that has no colon.",
    breaks: {
      e101: "an event has two bare data lines",
      e103: "a bare id resets the id",
      e108: "a bare id resets the id",
      e201: "an event is one bare data line",
      e329: "a bare event takes a name back",
      e341: "an event begins with a bare data line",
      e342: "an event is three bare data lines",
      e372: "a bare id resets the id",
      e377: "a bare id resets the id",
    },
    steps: { readField: (line) => (line.includes(":") ? RIGHT_STEPS.readField(line) : null) },
  },
  {
    id: "drops-nul",
    flaw: "It removes every NUL from a line.",
    breaks: {
      e108: "an id holds a NUL",
      e109: "data holds a NUL",
      e333: "field names hold a NUL",
      e373: "ids hold a NUL",
      e377: "an id holds a NUL",
    },
    steps: { createLines: eachLine(() => (line) => line.replaceAll("\0", "")) },
  },
  {
    id: "finds-what-every-object-has",
    flaw: "It looks a field up in an object, and calls what it inherits.",
    breaks: { e324: "fields are called __proto__, constructor and toString" },
    steps: {
      ignore(_open, { name }) {
        if (name in {}) throw new TypeError(`handlers.${name} failed`);
      },
    },
  },
  {
    id: "takes-an-indented-field-for-a-field",
    flaw: "It removes spaces before the name of a field.",
    breaks: {
      e106: "a space stands before data and event",
      e331: "a space stands before an id",
    },
    steps: { readField: (line) => RIGHT_STEPS.readField(line.replace(/^ +(?=\w)/, "")) },
  },
  {
    id: "takes-a-line-of-white-space-for-a-blank-one",
    flaw: "It ends an event at a line of white space.",
    breaks: { e335: "such lines stand inside an event" },
    steps: { isBlank: (line) => line.trim() === "" },
  },
  {
    id: "ends-an-event-at-a-comment",
    flaw: "It takes a comment for a blank line.",
    breaks: { e321: "comments stand inside an event" },
    steps: { isBlank: (line) => line === "" || line.startsWith(":") },
  },
  {
    id: "fails-at-a-colon-alone",
    flaw: "It wants a name before the colon, or text behind it.",
    breaks: {
      e307: "a comment has no text",
      e322: "comments have no text",
      e323: "comments have no text",
    },
    steps: { readField: (line) => (line === ":" ? refuse("a field without a name") : RIGHT_STEPS.readField(line)) },
  },
  {
    id: "gives-up-after-a-thousand-comments",
    flaw: "It takes a stream of more than a thousand comments for a broken one.",
    breaks: { e323: "two thousand comments stand before the event" },
    steps: { createLines: eachLine(() => fewComments()) },
  },
  {
    id: "fails-on-lines-over-64-kib",
    flaw: "Its line reader throws at a line that does not fit its buffer, a comment too.",
    breaks: { e442: "the line has 300 KB", e445: "the comment has 100 KB" },
    steps: {
      createLines: eachLine(
        () => (line) => (line.length > LINE_CHARACTERS_MAX ? refuse("the line is too long") : line),
      ),
    },
  },
  {
    id: "fails-after-a-thousand-lines-of-an-event",
    flaw: "It takes an event of more than a thousand lines for an attack.",
    breaks: { e323: "comments count as lines", e443: "the event has ten thousand lines" },
    steps: { createLines: eachLine(() => fewLines()) },
  },
];
