/** Chunks are read as their bytes come; what is no chunk is named with its place. */
import { expect, test } from "vitest";
import { cutBytes, decodeBytes } from "../wire/index.ts";
import { assemble, readChunks, type ChunksEnd } from "./index.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const piece = (content: string): string => JSON.stringify({ id: "c1", choices: [{ index: 0, delta: { content } }] });

async function readAll(slices: Iterable<Uint8Array>): Promise<{ readonly chunks: unknown[]; readonly end: ChunksEnd }> {
  const chunks: unknown[] = [];
  const reading = readChunks(slices);
  for (;;) {
    const next = await reading.next();
    if (next.done === true) return { chunks, end: next.value };
    chunks.push(next.value);
  }
}

const readText = (text: string) => readAll([bytesOf(text)]);
const readDelta = (delta: unknown) => readText(`data: ${JSON.stringify({ choices: [{ delta }] })}\n\n`);
const stream = `: ping\n\ndata: ${piece("é")}\n\nretry: 5\ndata: ${piece("🙂")}\n\ndata: {"cost":1}\n\ndata: [DONE]\n\ndata: ${piece("late")}\n\n`;

test("however the bytes are cut, the chunks before [DONE] come out", async () => {
  const bytes = bytesOf(stream);
  const whole = {
    chunks: [JSON.parse(piece("é")), JSON.parse(piece("🙂"))],
    end: { terminated: "done", unfinishedLine: "" },
  };
  expect(await readAll([bytes])).toEqual(whole);
  for (let at = 1; at < bytes.length; at += 1) expect(await readAll(cutBytes(bytes, [at]))).toEqual(whole);
});

test("a chunk comes with its last byte, and [DONE] closes the source", async () => {
  let closed = false;
  let given = 0;
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      for (const text of [
        `data: ${piece("a")}\n\n`,
        `data: ${piece("b")}\n\n`,
        "data: [DONE]\n\n",
        "data: never\n\n",
      ]) {
        given += 1;
        yield bytesOf(text);
      }
    } finally {
      closed = true;
    }
  }
  const reading = readChunks(source());
  expect((await reading.next()).value).toEqual(JSON.parse(piece("a")));
  expect(given).toBe(1);
  await reading.next();
  expect((await reading.next()).done).toBe(true);
  expect({ given, closed }).toEqual({ given: 3, closed: true });
});

test("a last event without its blank line is read, a line cut short is handed back", async () => {
  expect(await readText(`data: ${piece("a")}\n\ndata: ${piece("b")}`)).toEqual({
    chunks: [JSON.parse(piece("a")), JSON.parse(piece("b"))],
    end: { terminated: "eof", unfinishedLine: "" },
  });
  expect((await readText("data: [DONE]")).end.terminated).toBe("done");
  expect((await readText(`data: ${piece("a")}\n\ndata: {"id`)).end).toEqual({
    terminated: "eof",
    unfinishedLine: 'data: {"id',
  });
});

test("an error is a chunk with an error", async () => {
  const { chunks } = await readText(`data: {"error":{"message":"over"}}\n\nevent: error\ndata: too busy\n\n`);
  expect(chunks).toEqual([{ error: { message: "over" } }, { error: "too busy" }]);
});

// Held against our shape, each of these would be our refusal in place of the provider's error.
test.each<[data: string, chunk: unknown]>([
  ['{"error":{"message":{"a":1},"type":400,"param":["a",0],"metadata":"m"}}', null],
  ['{"error":"sentence","code":"xAI"}', null],
  ['{"error":{"message":"m"},"created":"now"}', { error: { message: "m" } }],
  ['{"error":[{"message":"m"}]}', { error: '[{"message":"m"}]' }],
  [
    '{"object":"error","message":"m","type":"t","code":400}',
    { error: { object: "error", message: "m", type: "t", code: 400 } },
  ],
])("the error %s comes through, as the fold has it", async (data, chunk) => {
  const { chunks } = await readText(`data: ${data}\n\n`);
  expect(chunks).toEqual([chunk ?? JSON.parse(data)]);
  const { error } = assemble(decodeBytes([bytesOf(`data: ${data}\n\n`)]).items);
  expect(chunks).toMatchObject([{ error }]);
});

test("an event without data is gone past", async () => {
  expect((await readText(`data:\n\ndata: ${piece("a")}\n\ndata:  \n\n`)).chunks).toEqual([JSON.parse(piece("a"))]);
});

test("the chunks before a limit come out, however the bytes are cut", async () => {
  const bytes = bytesOf(`data: ${piece("a")}\n\n`.repeat(3));
  for (const slices of [[bytes], cutBytes(bytes, [1]), [...bytes].map((byte) => Uint8Array.of(byte))]) {
    const chunks: unknown[] = [];
    const reading = (async () => {
      for await (const chunk of readChunks(slices, { eventsMax: 2 })) chunks.push(chunk);
    })();
    await expect(reading).rejects.toMatchObject({ code: "LIMIT_EXCEEDED", place: "stream:events[2]" });
    expect(chunks.length).toBe(2);
  }
});

test.each([
  ["data: {\n\n", "stream:events[0]"],
  [`data: ${piece("a")}\n\ndata: {"choices":[{"index":"0"}]}\n\n`, "stream:events[1].choices[0].index"],
])("%j is refused with its place", async (text, place) => {
  await expect(readText(text)).rejects.toMatchObject({ code: "CHUNK_INVALID", place });
});

test("a refusal says what was expected, of several kinds of value too", async () => {
  await expect(readDelta({ content: 1 })).rejects.toThrow(
    /choices\[0\]\.delta\.content: expected text, or a list of parts/,
  );
  await expect(readDelta({ tool_calls: [{ function: { arguments: 1 } }] })).rejects.toThrow(/expected a piece of text/);
});
