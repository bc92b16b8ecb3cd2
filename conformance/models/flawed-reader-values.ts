/** Readers of events that make the wrong thing of data, names, ids and retry times. */
import { eventOf, RIGHT_STEPS, type ReaderSteps } from "./event-reader.ts";
import { refuse, type FlawedReader } from "./flawed-reader.ts";

const RETRY_MAX = 2_147_483_647;
const NOTHING = ["0", "null", "false", "undefined", "NaN"];

/** The right event with its data changed; null drops it. */
const dataThat =
  (change: (data: string) => string | null): ReaderSteps["dispatch"] =>
  (open) => {
    const event = RIGHT_STEPS.dispatch(open);
    const data = event === null ? null : change(event.data);
    return event === null || data === null ? null : { ...event, data };
  };

/** A retry value that it cannot read ends the stream. */
const retryOf = (reads: (value: string) => boolean): ReaderSteps["setRetry"] => {
  return (_open, value) => (reads(value) ? undefined : refuse(`retry: ${value}`));
};

const hasOnlyDigits = (value: string): boolean => /^[0-9]+$/.test(value);

export const FLAWED_READER_VALUES: readonly FlawedReader[] = [
  {
    id: "skips-empty-data-lines",
    flaw: "It adds a data line only where it has text.",
    breaks: {
      e101: "an event has an empty line of data",
      e201: "data is one empty line",
      e341: "empty lines stand around data",
      e342: "data is empty lines",
    },
    steps: { addData: (open, value) => (value === "" ? undefined : RIGHT_STEPS.addData(open, value)) },
  },
  {
    id: "forgets-an-empty-first-line",
    flaw: "It asks whether it has data already, and takes an empty line for none.",
    breaks: {
      e101: "an event is two empty lines of data",
      e341: "an event begins with an empty line of data",
      e342: "data is empty lines",
    },
    steps: {
      addData(open, value) {
        open.data = open.data === "\n" ? `${value}\n` : `${open.data}${value}\n`;
      },
    },
  },
  {
    id: "trims-the-end-of-data",
    flaw: "It removes every LF at the end of data, not one.",
    breaks: {
      e101: "an event is two empty lines of data",
      e341: "an event ends in an empty line of data",
      e342: "data is empty lines",
    },
    steps: { dispatch: dataThat((data) => data.replace(/\n+$/, "")) },
  },
  {
    id: "drops-data-that-counts-as-nothing",
    flaw: "It reads data as a value, and drops what counts as nothing.",
    breaks: { e350: "data is such words" },
    steps: { dispatch: dataThat((data) => (NOTHING.includes(data) ? null : data)) },
  },
  {
    id: "drops-data-of-white-space",
    flaw: "It drops an event whose data is white space.",
    breaks: {
      e101: "an event is two empty lines of data",
      e201: "data is one empty line",
      e342: "data is empty lines",
      e353: "data is white space",
    },
    steps: { dispatch: dataThat((data) => (data.trim() === "" ? null : data)) },
  },
  {
    id: "unescapes-data",
    flaw: "It makes a line end of a backslash and an n.",
    breaks: { e348: "data holds backslashes" },
    steps: { dispatch: dataThat((data) => data.replaceAll("\\n", "\n")) },
  },
  {
    id: "knows-the-end-marker-of-chats",
    flaw: "It drops the event that holds [DONE].",
    breaks: { e349: "an event holds [DONE]" },
    steps: { dispatch: dataThat((data) => (data === "[DONE]" ? null : data)) },
  },
  {
    id: "normalises-text",
    flaw: "It composes accents, as NFC has it.",
    breaks: { e354: "data holds a combining accent" },
    steps: { dispatch: dataThat((data) => data.normalize("NFC")) },
  },
  {
    id: "drops-events-with-an-empty-name",
    flaw: 'It looks for listeners of "" where a name is empty, and finds none.',
    breaks: { e329: "an empty name takes a name back", e362: "names are empty" },
    steps: { dispatch: (open) => (open.name === "" ? null : RIGHT_STEPS.dispatch(open)) },
  },
  {
    id: "fixes-the-name-at-the-first-data",
    flaw: "It reads no name behind the first data line.",
    breaks: { e363: "the name stands behind the data", e367: "the second name stands behind the data" },
    steps: { setName: (open, value) => (open.data === "" ? RIGHT_STEPS.setName(open, value) : undefined) },
  },
  {
    id: "keeps-the-first-name",
    flaw: "It keeps the first name of an event.",
    breaks: {
      e103: "an event is named twice",
      e329: "an empty name takes a name back",
      e367: "an event is named twice",
    },
    steps: { setName: (open, value) => RIGHT_STEPS.setName(open, open.name ?? value) },
  },
  {
    id: "keeps-the-name-of-an-event",
    flaw: "It never forgets the name of an event.",
    breaks: {
      e102: "a message follows an event with a name",
      e103: "messages follow a name",
      e201: "a message follows an event with a name",
      e301: "a message follows an event with a name",
      e302: "a message follows an event with a name",
      e303: "a message follows an event with a name",
      e364: "a message follows an event with a name",
      e368: "messages follow a name",
    },
    steps: {
      startOver(open) {
        open.data = "";
      },
    },
  },
  {
    id: "keeps-the-name-of-an-empty-block",
    flaw: "It forgets the name of an event only when it dispatched one.",
    breaks: { e103: "a block has a name and no data", e368: "blocks have a name and no data" },
    steps: { startOver: (open) => (open.data === "" ? undefined : RIGHT_STEPS.startOver(open)) },
  },
  {
    id: "takes-an-event-called-error-for-its-own",
    flaw: "It throws where an event is called error.",
    breaks: { e366: "an event is called error" },
    steps: {
      dispatch: (open) => (open.name === "error" ? refuse(eventOf(open).data) : RIGHT_STEPS.dispatch(open)),
    },
  },
  {
    id: "skips-empty-ids",
    flaw: "It takes an empty id for none.",
    breaks: {
      e103: "a bare id resets the id",
      e108: "a bare id resets the id",
      e372: "empty ids reset the id",
      e377: "a bare id resets the id",
    },
    steps: { setId: (open, value) => (value === "" ? undefined : RIGHT_STEPS.setId(open, value)) },
  },
  {
    id: "keeps-ids-with-a-nul",
    flaw: "It takes an id that holds a NUL.",
    breaks: {
      e108: "an id holds a NUL",
      e373: "ids hold a NUL",
      e377: "an id holds a NUL",
    },
    steps: {
      setId(open, value) {
        open.id = value;
      },
    },
  },
  {
    id: "fixes-the-id-at-the-first-data",
    flaw: "It gives an event the id that was known when its first data line came.",
    breaks: { e376: "ids stand behind the data", e377: "an id stands behind the data" },
    steps: {
      addData(open, value) {
        if (open.data === "") open.lastId = open.id;
        RIGHT_STEPS.addData(open, value);
      },
      dispatch: (open) => (open.data === "" ? null : eventOf(open)),
    },
  },
  {
    id: "forgets-the-id-of-a-block-without-data",
    flaw: "It takes an id only from an event that it dispatches.",
    breaks: {
      e103: "a block has an id and no data",
      e108: "a block has an id and no data",
      e374: "a block has an id and no data",
    },
    steps: {
      dispatch(open) {
        if (open.data === "") open.id = open.lastId;
        return RIGHT_STEPS.dispatch(open);
      },
    },
  },
  {
    id: "has-an-id-only-where-one-stands",
    flaw: "It reports the id of an event's own block.",
    breaks: {
      e103: "ids stay for later events",
      e108: "ids stay for later events",
      e331: "the id stays for the event behind it",
      e371: "the id stays for later events",
      e373: "the id stays where another is ignored",
      e374: "the id stands in a block of its own",
    },
    steps: {
      startOver(open) {
        RIGHT_STEPS.startOver(open);
        open.id = "";
      },
    },
  },
  {
    id: "makes-numbers-of-ids",
    flaw: "It reads an id as a number where it can.",
    breaks: { e379: "ids look like numbers" },
    steps: {
      setId: (open, value) => RIGHT_STEPS.setId(open, value === "" || Number.isNaN(+value) ? value : String(+value)),
    },
  },
  {
    id: "fails-at-a-retry-that-is-no-number",
    flaw: "It reads a retry time as a number, and throws where it is none.",
    breaks: {
      e108: "a retry time is a word",
      e392: "retry times hold letters",
      e394: "a retry time has a space inside",
      e396: "retry times are other digits",
    },
    steps: { setRetry: retryOf((value) => !Number.isNaN(+value)) },
  },
  {
    id: "fails-at-a-retry-that-is-no-integer",
    flaw: "It reads a retry time as an integer, and throws where it is none.",
    breaks: {
      e108: "a retry time is a word",
      e392: "retry times hold letters, or nothing",
      e393: "retry times have signs and fractions",
      e394: "retry times hold spaces",
      e396: "retry times are other digits",
    },
    steps: { setRetry: retryOf(hasOnlyDigits) },
  },
  {
    id: "holds-a-retry-time-in-32-bits",
    flaw: "It throws where a retry time does not fit its integer.",
    breaks: { e395: "a retry time has forty digits" },
    steps: { setRetry: retryOf((value) => !hasOnlyDigits(value) || Number(value) <= RETRY_MAX) },
  },
  {
    id: "asks-unicode-for-digits",
    flaw: "It takes every digit of Unicode for one, and throws when it reads the number.",
    breaks: { e396: "retry times are other digits" },
    steps: { setRetry: retryOf((value) => hasOnlyDigits(value) || !/^\p{N}+$/u.test(value)) },
  },
];
