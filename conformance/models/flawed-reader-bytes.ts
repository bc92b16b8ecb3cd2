/** Readers of events that misread bytes, reads and line ends. */
import { RIGHT_STEPS, type ReaderSteps } from "./event-reader.ts";
import { refuse, type FlawedReader } from "./flawed-reader.ts";

const PYTHON_LINE_ENDS = ["\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"];

/** The right text, changed. */
const textThat =
  (change: (text: string) => string): ReaderSteps["createText"] =>
  () => {
    const toText = RIGHT_STEPS.createText();
    return (slice, last) => change(toText(slice, last));
  };

const heldCr: ReaderSteps["createLines"] = () => {
  const toLines = RIGHT_STEPS.createLines();
  let held = "";
  return (text, last) => {
    const whole = held + text;
    held = whole.endsWith("\r") ? "\r" : "";
    return toLines(whole.slice(0, whole.length - held.length), last);
  };
};

const eachCharacterApart: ReaderSteps["createLines"] = () => {
  let rest = "";
  return (text) => {
    const lines = (rest + text).split(/[\r\n]/);
    rest = lines.pop() ?? "";
    return lines;
  };
};

const wholeReads: ReaderSteps["createLines"] = () => (text) => {
  const lines = text.split(/\r\n|\n|\r/);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
};

const markOfTheFirstRead: ReaderSteps["createText"] = () => {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let begun = false;
  return (slice, last) => {
    const text = decoder.decode(slice, { stream: !last });
    const read = begun || slice.length < 3 ? text : text.replace(/^\uFEFF/, "");
    begun = true;
    return read;
  };
};

const sniffed: ReaderSteps["createText"] = () => {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  return (slice, last) => {
    decoder ??= new TextDecoder(slice[0] === 0xff && slice[1] === 0xfe ? "utf-16le" : "utf-8");
    return decoder.decode(slice, { stream: !last });
  };
};

const endInMidCharacter: ReaderSteps["createText"] = () => {
  const toText = RIGHT_STEPS.createText();
  return (slice, last) => {
    const text = toText(slice, last);
    return last && text !== "" ? refuse("the stream ends inside a character") : text;
  };
};

const someBytes: ReaderSteps["createText"] = () => {
  const toText = RIGHT_STEPS.createText();
  let bytes = 0;
  return (slice, last) => {
    bytes += slice.length;
    return last && bytes === 0 ? refuse("the stream is empty") : toText(slice, last);
  };
};

/** How many bytes a character has that begins so. */
const announced = (byte: number): number => (byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf8 ? 4 : 1);

/** Decodes when all has come; `sizeOf` says how many bytes at a place that is no character are one U+FFFD. */
const decodedBy =
  (sizeOf: (bytes: Uint8Array, at: number) => number): ReaderSteps["createText"] =>
  () => {
    const slices: Uint8Array[] = [];
    return (slice, last) => {
      slices.push(slice);
      if (!last) return "";
      const bytes = Buffer.concat(slices);
      const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
      let text = "";
      for (let at = 0; at < bytes.length;) {
        const size = announced(bytes[at] ?? 0);
        try {
          text += strict.decode(bytes.subarray(at, at + size));
          at += size;
        } catch {
          text += "\uFFFD";
          at += sizeOf(bytes, at);
        }
      }
      return text.replace(/^\uFEFF/, "");
    };
  };

export const FLAWED_READER_BYTES: readonly FlawedReader[] = [
  {
    id: "counts-cr-and-lf-apart",
    flaw: "It ends a line at the CR and another at the LF.",
    breaks: {
      e107: "some lines end in CR LF",
      e301: "every line ends in CR LF",
      e302: "every line ends in CR LF",
      e403: "the name of the event has a CR LF behind it",
    },
    steps: { createLines: eachCharacterApart },
  },
  {
    id: "waits-for-what-follows-a-cr",
    flaw: "It keeps a CR at the end of a read back, for an LF may follow, and forgets it at the end of the stream.",
    breaks: {
      e102: "the last line ends in a lone CR",
      e403: "the last line is a lone CR",
    },
    steps: { createLines: heldCr },
  },
  {
    id: "takes-each-read-for-whole-lines",
    flaw: "It splits each read by itself, and takes what is left for a line.",
    breaks: {
      e302: "lines are cut between two reads",
      e303: "lines are cut between two reads",
      e304: "lines are cut between two reads",
      e312: "the first line is cut",
      e313: "data lines are cut",
      e346: "data lines are cut",
      e417: "a data line is cut",
    },
    steps: { createLines: wholeReads },
  },
  {
    id: "splits-lines-as-python-does",
    flaw: "It splits lines at every character that Python's splitlines knows.",
    breaks: { e109: "data holds U+2028 and others", e345: "data holds the separators of files, groups and records" },
    steps: { createText: textThat((text) => PYTHON_LINE_ENDS.reduce((read, end) => read.replaceAll(end, "\n"), text)) },
  },
  {
    id: "fails-at-an-empty-stream",
    flaw: "It takes a stream without a byte for a failure.",
    breaks: { e308: "the stream has no byte" },
    steps: { createText: someBytes },
  },
  {
    id: "fails-at-the-end-inside-a-character",
    flaw: "It throws where the last character of a stream is cut.",
    breaks: { e404: "the last character is cut" },
    steps: { createText: endInMidCharacter },
  },
  {
    id: "strips-every-byte-order-mark",
    flaw: "It removes U+FEFF wherever it stands.",
    breaks: {
      e104: "data begins with U+FEFF, and a field of another name does",
      e311: "the second mark belongs to a field's name",
      e313: "data holds U+FEFF",
    },
    steps: { createText: textThat((text) => text.replaceAll("\uFEFF", "")) },
  },
  {
    id: "looks-for-the-mark-in-its-first-read",
    flaw: "It strips the byte order mark only where the first read holds all of it.",
    breaks: { e312: "the mark is cut" },
    steps: { createText: markOfTheFirstRead },
  },
  {
    id: "sniffs-utf-16",
    flaw: "It reads a stream that begins with FF FE as UTF-16.",
    breaks: { e317: "the stream begins so" },
    steps: { createText: sniffed },
  },
  {
    id: "fails-at-a-replacement-character",
    flaw: "It decodes leniently and throws at the first U+FFFD.",
    breaks: {
      e110: "data holds bytes that are no UTF-8",
      e316: "half a mark gives U+FFFD",
      e317: "FF FE gives U+FFFD",
      e355: "U+FFFD was sent",
      e404: "half a character gives U+FFFD",
      e411: "data holds bytes that are no UTF-8",
      e412: "data holds bytes that are no UTF-8",
      e413: "data holds bytes that are no UTF-8",
      e414: "data holds bytes that are no UTF-8",
      e415: "data holds bytes that are no UTF-8",
      e416: "data holds bytes that are no UTF-8",
      e417: "data holds bytes that are no UTF-8",
      e418: "data holds bytes that are no UTF-8",
      e419: "field names hold bytes that are no UTF-8",
      e420: "the name of an event holds a byte that is no UTF-8",
    },
    steps: { createText: textThat((text) => (text.includes("\uFFFD") ? refuse("this is no UTF-8") : text)) },
  },
  {
    id: "counts-one-for-each-byte",
    flaw: "It makes a U+FFFD of each byte that belongs to no character.",
    breaks: {
      e110: "two bytes of a cut character are one U+FFFD",
      e405: "it decodes when all has come, and here that never comes",
      e414: "two and three bytes of cut characters are one U+FFFD",
      e415: "two and three bytes of cut characters are one U+FFFD",
      e417: "two and three bytes of cut characters are one U+FFFD",
      e418: "two bytes of cut characters are one U+FFFD",
    },
    steps: { createText: decodedBy(() => 1) },
  },
  {
    id: "counts-one-for-a-run",
    flaw: "It makes one U+FFFD of any run of them.",
    breaks: {
      e110: "an overlong form is two U+FFFD",
      e411: "overlong forms are as many U+FFFD as they have bytes",
      e412: "surrogates are three U+FFFD each",
      e413: "each byte beyond the last code point is one",
      e416: "each byte is one",
      e417: "a surrogate is three U+FFFD",
    },
    steps: { createText: textThat((text) => text.replace(/\uFFFD+/g, "\uFFFD")) },
  },
  {
    id: "skips-as-many-bytes-as-announced",
    flaw: "It skips the length that the first byte announces, whatever follows.",
    breaks: {
      e110: "an overlong form is two U+FFFD, and a letter is skipped",
      e405: "it decodes when all has come, and here that never comes",
      e411: "overlong forms are as many U+FFFD as they have bytes",
      e412: "surrogates are three U+FFFD each",
      e413: "each byte beyond the last code point is one",
      e414: "line ends are skipped",
      e415: "letters are skipped",
      e417: "letters are skipped",
      e418: "the beginnings of characters are skipped",
    },
    steps: { createText: decodedBy((bytes, at) => announced(bytes[at] ?? 0)) },
  },
];
