/** A reader of events in steps, each replaceable: a flawed reader is this one with one step wrong. */
import type { SseEvent } from "../../src/wire/index.ts";
import type { ModelDecoder } from "./model-parts.ts";

/** What was gathered since the last blank line, and the ids, which stay. */
export type OpenEvent = {
  /** Undefined where no line named the event. */
  name: string | undefined;
  /** Each value with an LF behind it. */
  data: string;
  /** The last event id buffer: what the last id said. */
  id: string;
  /** The last event id: the buffer as it was at the last blank line. */
  lastId: string;
};

export type Field = { readonly name: string; readonly value: string };

export type ReaderSteps = {
  /** Bytes to text, for one stream; `last` comes once, with no bytes. */
  readonly createText: () => (slice: Uint8Array, last: boolean) => string;
  /** Text to lines without their ends, each as soon as it is whole, for one stream. */
  readonly createLines: () => (text: string, last: boolean) => readonly string[];
  readonly isBlank: (line: string) => boolean;
  /** Null where the line is to be passed over. */
  readonly readField: (line: string) => Field | null;
  readonly setName: (open: OpenEvent, value: string) => void;
  readonly addData: (open: OpenEvent, value: string) => void;
  readonly setId: (open: OpenEvent, value: string) => void;
  readonly setRetry: (open: OpenEvent, value: string) => void;
  readonly ignore: (open: OpenEvent, field: Field) => void;
  /** At a blank line; null where nothing is dispatched. */
  readonly dispatch: (open: OpenEvent) => SseEvent | null;
  /** Behind each blank line. */
  readonly startOver: (open: OpenEvent) => void;
};

export const RIGHT_STEPS: ReaderSteps = {
  createText() {
    const decoder = new TextDecoder();
    return (slice, last) => decoder.decode(slice, { stream: !last });
  },
  createLines() {
    let rest = "";
    let endedInCr = false;
    return (text) => {
      if (text === "") return [];
      // The CR has ended its line already; an LF behind it belongs to it.
      const whole = rest + (endedInCr && text.startsWith("\n") ? text.slice(1) : text);
      endedInCr = whole.endsWith("\r");
      const lines = whole.split(/\r\n|\n|\r/);
      rest = lines.pop() ?? "";
      return lines;
    };
  },
  isBlank: (line) => line === "",
  readField(line) {
    const colon = line.indexOf(":");
    if (colon === 0) return null;
    if (colon === -1) return { name: line, value: "" };
    const value = line.slice(colon + 1);
    return { name: line.slice(0, colon), value: value.startsWith(" ") ? value.slice(1) : value };
  },
  setName(open, value) {
    open.name = value;
  },
  addData(open, value) {
    open.data += `${value}\n`;
  },
  setId(open, value) {
    if (!value.includes("\0")) open.id = value;
  },
  setRetry() {},
  ignore() {},
  dispatch(open) {
    open.lastId = open.id;
    return open.data === "" ? null : eventOf(open);
  },
  startOver(open) {
    open.name = undefined;
    open.data = "";
  },
};

/** The event that is open, as it stands. */
export function eventOf(open: OpenEvent): SseEvent {
  return { kind: "event", event: open.name || "message", data: open.data.replace(/\n$/, ""), id: open.lastId };
}

/** What no blank line ended is never dispatched. */
export function createEventReader(changed: Partial<ReaderSteps> = {}): ModelDecoder {
  const steps: ReaderSteps = { ...RIGHT_STEPS, ...changed };
  const toText = steps.createText();
  const toLines = steps.createLines();
  const open: OpenEvent = { name: undefined, data: "", id: "", lastId: "" };
  const setField = new Map([
    ["event", steps.setName],
    ["data", steps.addData],
    ["id", steps.setId],
    ["retry", steps.setRetry],
  ]);
  const read = (slice: Uint8Array, last: boolean): readonly SseEvent[] => {
    const events: SseEvent[] = [];
    for (const line of toLines(toText(slice, last), last)) {
      if (steps.isBlank(line)) {
        const event = steps.dispatch(open);
        if (event !== null) events.push(event);
        steps.startOver(open);
        continue;
      }
      const field = steps.readField(line);
      if (field === null) continue;
      const set = setField.get(field.name);
      if (set === undefined) steps.ignore(open, field);
      else set(open, field.value);
    }
    return events;
  };
  return { push: (slice) => read(slice, false), end: () => read(new Uint8Array(0), true) };
}
