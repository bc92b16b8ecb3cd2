import { describe, expect, test } from "vitest";
import { ToolkitError } from "../base/index.ts";
import type { StreamLimits } from "./block-reader.ts";
import { decodeBytes } from "./decode-bytes.ts";
import { createSseDecoder } from "./sse-decoder.ts";
import type { SseItem } from "./sse-event.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const itemsOf = (...texts: readonly string[]): SseItem[] => decodeBytes(texts.map(bytesOf)).items;
const dataOf = (...texts: readonly string[]): string[] =>
  itemsOf(...texts).flatMap((item) => (item.kind === "event" ? [item.data] : []));
const message = (data: string, id = ""): SseItem => ({ kind: "event", event: "message", data, id });

describe("lines", () => {
  test.each([1_023, 1_024, 1_025, 1_026, 2_049, 5_000])("an event of %i lines keeps each of them", (count) => {
    const lines = Array.from({ length: count }, (_, index) => `${index}`);
    const bytes = bytesOf(`${lines.map((line) => `data: ${line}\n`).join("")}\ndata: next\n\n`);
    const inParts = decodeBytes([bytes.subarray(0, bytes.length - 13), bytes.subarray(bytes.length - 13)]);
    expect(inParts.items).toEqual([message(lines.join("\n")), message("next")]);
    expect(decodeBytes([bytes.subarray(0, bytes.length - 13)]).residue.pending).toEqual(message(lines.join("\n")));
  });

  test.each(["\n", "\r", "\r\n"])("%j ends a line", (eol) => {
    expect(dataOf(`data: a${eol}data: b${eol}${eol}data: c${eol}${eol}`)).toEqual(["a\nb", "c"]);
  });

  test("the three line ends may be mixed", () => {
    expect(dataOf("data: a\r\ndata: b\rdata: c\n\r\ndata: d\r\r\n")).toEqual(["a\nb\nc", "d"]);
  });

  test("a CR dispatches at once, with silence after it", () => {
    const decoder = createSseDecoder();
    expect(decoder.push(bytesOf("data: x\r\r"))).toEqual([message("x")]);
  });

  test("the LF that follows such a CR in the next slice is part of it", () => {
    const decoder = createSseDecoder();
    expect(decoder.push(bytesOf("data: x\r"))).toEqual([]);
    expect(decoder.push(new Uint8Array(0))).toEqual([]);
    expect(decoder.push(bytesOf("\n"))).toEqual([]);
    expect(decoder.push(bytesOf("data: y\r"))).toEqual([]);
    expect(decoder.push(bytesOf("\r"))).toEqual([message("x\ny")]);
  });

  test("U+2028, U+0085, VT and FF end no line", () => {
    expect(dataOf("data: a\u2028b\u0085c\vd\fe\n\n")).toEqual(["a\u2028b\u0085c\vd\fe"]);
  });
});

describe("fields", () => {
  test("one space after the colon is taken away, and no more", () => {
    expect(dataOf("data:a\n\ndata: a\n\ndata:  a \n\ndata:\ta\n\n")).toEqual(["a", "a", " a ", "\ta"]);
  });

  test("a data line without a colon is an empty one", () => {
    expect(dataOf("data\n\ndata\ndata\n\ndata:\n\n")).toEqual(["", "\n", ""]);
  });

  test("names are exact", () => {
    expect(dataOf("Data: a\n data: a\ndata : a\ndatax: a\ndat: a\n\n")).toEqual([]);
    expect(itemsOf("events: a\neven: b\nevent : c\ndata: d\n\n")).toEqual([message("d")]);
  });

  test("the type holds for one event and is reset by a block without data", () => {
    expect(itemsOf("event: a\ndata: 1\n\ndata: 2\n\nevent: b\n\ndata: 3\n\n")).toEqual([
      { kind: "event", event: "a", data: "1", id: "" },
      message("2"),
      message("3"),
    ]);
  });

  test("the id stays until another one comes; a bare id resets it; one with NUL is ignored", () => {
    expect(itemsOf("id: 1\ndata: a\n\ndata: b\n\nid: x\0y\ndata: c\n\nid\ndata: d\n\n")).toEqual([
      message("a", "1"),
      message("b", "1"),
      message("c", "1"),
      message("d"),
    ]);
  });

  test("a blank line commits the id, with data or without; the end of the bytes does not", () => {
    const decoder = createSseDecoder();
    decoder.push(bytesOf("id: 1\n"));
    expect(decoder.lastEventId()).toBe("");
    decoder.push(bytesOf("\nid: 2\n"));
    expect(decoder.lastEventId()).toBe("1");
  });

  test("retry takes ASCII digits only", () => {
    expect(itemsOf("retry: 10\nretry:007\nretry:\nretry\nretry: 1.5\nretry: -1\nretry: ٣\nretry: 1 \n")).toEqual([
      { kind: "retry", milliseconds: 10 },
      { kind: "retry", milliseconds: 7 },
    ]);
  });

  test("a retry beyond the safe integers stays a number that JSON can hold", () => {
    expect(itemsOf(`retry: ${"9".repeat(400)}\n`)).toEqual([{ kind: "retry", milliseconds: Number.MAX_SAFE_INTEGER }]);
  });

  test("comments are yielded where they stand, and dispatch nothing", () => {
    expect(itemsOf(": ping\n\n:\ndata: a\n:  b: c\n\n")).toEqual([
      { kind: "comment", text: "ping" },
      { kind: "comment", text: "" },
      { kind: "comment", text: " b: c" },
      message("a"),
    ]);
  });
});

describe("the BOM", () => {
  const BOM = [0xef, 0xbb, 0xbf];

  test("one is dropped at the start, also when it is cut", () => {
    const bytes = Uint8Array.from([...BOM, ...bytesOf("data: a\n\n")]);
    for (const cut of [0, 1, 2, 3, 4]) {
      expect(decodeBytes([bytes.subarray(0, cut), bytes.subarray(cut)]).items).toEqual([message("a")]);
    }
  });

  test("a second one belongs to the field's name; one inside data is kept", () => {
    expect(dataOf("\uFEFF\uFEFFdata: a\n\n")).toEqual([]);
    expect(dataOf("data: x\n\n", "\uFEFFdata: a\n", "data: ", "\uFEFFb\n\n")).toEqual(["x", "\uFEFFb"]);
  });

  test("half of one is content", () => {
    expect(decodeBytes([Uint8Array.of(0xef), Uint8Array.of(0xbb)]).residue.unfinishedLine).toBe("\uFFFD");
    expect(decodeBytes([Uint8Array.of(0xef), bytesOf("\ndata: a\n\n")]).items).toEqual([message("a")]);
  });
});

describe("what is left", () => {
  test("an event without its blank line is pending", () => {
    const { items, residue } = decodeBytes([bytesOf("id: 7\nevent: e\ndata: a\ndata: b\nda")]);
    expect(items).toEqual([]);
    expect(residue).toEqual({ pending: { kind: "event", event: "e", data: "a\nb", id: "7" }, unfinishedLine: "da" });
  });

  test("a line without its end belongs to no event", () => {
    expect(decodeBytes([bytesOf("data: [DONE]")]).residue).toEqual({ pending: null, unfinishedLine: "data: [DONE]" });
  });

  test("asking changes nothing", () => {
    const decoder = createSseDecoder();
    decoder.push(bytesOf("data: a\nda"));
    expect(decoder.end()).toEqual(decoder.end());
    expect(decoder.push(bytesOf("ta: b\n\n"))).toEqual([message("a\nb")]);
    expect(decoder.end()).toEqual({ pending: null, unfinishedLine: "" });
  });
});

/** The code of a refusal, or "accepted". */
function refused(limits: StreamLimits, text: string, sliceBytes: number): string {
  const bytes = bytesOf(text);
  const decoder = createSseDecoder(limits);
  try {
    for (let at = 0; at < bytes.length; at += sliceBytes) decoder.push(bytes.subarray(at, at + sliceBytes));
    decoder.end();
    return "accepted";
  } catch (error) {
    if (!(error instanceof ToolkitError)) throw error;
    expect(error.code).toBe("LIMIT_EXCEEDED");
    return error.message;
  }
}

describe("limits", () => {
  describe.each([1, 7, 100, 151, 10_000])("in slices of %i bytes", (size) => {
    test("lineBytesMax counts the bytes of a line without its end", () => {
      for (const fill of ["x", "é"]) {
        const line = `data:${fill.repeat(200)}`;
        const bytes = bytesOf(line).length;
        expect(refused({ lineBytesMax: bytes }, `a\n${line}\r\n\n`, size)).toBe("accepted");
        expect(refused({ lineBytesMax: bytes - 1 }, `a\n${line}\r\n\n`, size)).toMatch(/lineBytesMax/);
        expect(refused({ lineBytesMax: bytes - 1 }, line, size)).toMatch(/lineBytesMax/);
      }
    });

    test("eventBytesMax counts the joined data as UTF-8", () => {
      const event = "data: aé\ndata\ndata: 🙂\n\n"; // a + é + LF + LF + 🙂 = 1 + 2 + 1 + 1 + 4
      expect(refused({ eventBytesMax: 9 }, event + event, size)).toBe("accepted");
      expect(refused({ eventBytesMax: 8 }, event, size)).toMatch(/eventBytesMax/);
    });

    test("each line that joins counts one more, also once the bytes are counted one by one", () => {
      const event = "data: ééé\ndata\ndata\n"; // 6 + 1 + 1; three bytes a character would be 9
      expect(refused({ eventBytesMax: 8 }, `${event}\n${event}\n`, size)).toBe("accepted");
      expect(refused({ eventBytesMax: 8 }, `${event}data\n`, size)).toMatch(/eventBytesMax/);
    });

    test("eventsMax counts dispatched events", () => {
      expect(refused({ eventsMax: 2 }, ": a\n\ndata\n\nevent: b\n\ndata\n\n", size)).toBe("accepted");
      expect(refused({ eventsMax: 1 }, "data\n\ndata\n\n", size)).toBe(
        "stream:events[1]: the stream has more events (eventsMax is 1)",
      );
    });
  });

  test("a decoder that threw throws ever after", () => {
    const decoder = createSseDecoder({ lineBytesMax: 3 });
    expect(() => decoder.push(bytesOf("data"))).toThrow(ToolkitError);
    expect(() => decoder.push(bytesOf("\n"))).toThrow(ToolkitError);
  });

  test("what the slice completed before it went past a limit comes out first", () => {
    const decoder = createSseDecoder({ eventsMax: 2 });
    expect(decoder.push(bytesOf("data: a\n\n: c\ndata: b\n\ndata: c\n\n")).length).toBe(3);
    expect(() => decoder.end()).toThrow(/eventsMax/);
    expect(() => decoder.push(bytesOf("data: d\n\n"))).toThrow(/eventsMax/);
  });
});

describe("work is linear: a quadratic decoder does not end within the time of a test", () => {
  test("a line of 10 MB, byte by byte", () => {
    const size = 10 * 1024 * 1024;
    const bytes = bytesOf(`data: ${"x".repeat(size)}\n\n`);
    const decoder = createSseDecoder();
    const items: SseItem[] = [];
    for (let at = 0; at < bytes.length; at += 1) items.push(...decoder.push(bytes.subarray(at, at + 1)));
    expect(items.map((item) => item.kind === "event" && item.data.length)).toEqual([size]);
  });

  test.each([96, 98, 1_000, 65_536])("a line of 20 MB of é in slices of %i bytes", (size) => {
    const bytes = bytesOf(`data: ${"é".repeat(10_000_000)}\n\n`);
    const decoder = createSseDecoder();
    let events = 0;
    for (let at = 0; at < bytes.length; at += size - 1)
      events += decoder.push(bytes.subarray(at, at + size - 1)).length;
    expect(events).toBe(1);
  });

  test.each(["\r", "\n", "\r\n", ":\r", ":\n", "data\n", "x\n", "data\r", "x\r\n", "x\r\r\n"])("2 MB of %j", (unit) => {
    const bytes = bytesOf(unit.repeat(Math.floor((2 * 1024 * 1024) / unit.length)));
    const comments = unit.startsWith(":") ? bytes.length / unit.length : 0;
    expect(decodeBytes([bytes]).items.length).toBe(comments);
  });

  test("one CRLF early on, then LF only", () => {
    expect(decodeBytes([bytesOf(`data: a\r\n\r\n${"data: b\n\n".repeat(400_000)}`)]).items.length).toBe(400_001);
  });

  test("big and small slices by turns within one line", () => {
    const big = bytesOf("x".repeat(100));
    const decoder = createSseDecoder();
    decoder.push(bytesOf("data:"));
    for (let turn = 0; turn < 50_000; turn += 1) {
      decoder.push(big);
      decoder.push(big.subarray(0, 1));
    }
    const [item] = decoder.push(bytesOf("\n\n"));
    expect(item?.kind === "event" && item.data.length).toBe(101 * 50_000);
  });
});
