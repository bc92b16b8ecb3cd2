/** Chunks are read as their bytes come; what is no chunk is named with its place. */
import { expect, test } from "vitest";
import { cutBytes } from "../wire/index.ts";
import { readChunks, type ChunksEnd } from "./index.ts";

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

test.each([
  ["data: {\n\n", "stream:events[0]"],
  [`data: ${piece("a")}\n\ndata: {"choices":[{"index":"0"}]}\n\n`, "stream:events[1].choices[0].index"],
])("%j is refused with its place", async (text, place) => {
  await expect(readText(text)).rejects.toMatchObject({ code: "CHUNK_INVALID", place });
});
