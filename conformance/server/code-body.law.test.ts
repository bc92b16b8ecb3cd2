import { brotliDecompressSync, constants, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ContentCoding, PlayedExchangeScript } from "../shape/play.ts";
import { admits, codeBody } from "./code-body.ts";
import { exchange } from "./testing/script.ts";

const LAX = { finishFlush: constants.Z_SYNC_FLUSH };
const DECODERS: Readonly<Record<ContentCoding, (bytes: Uint8Array) => Buffer>> = {
  gzip: (bytes) => gunzipSync(bytes, LAX),
  deflate: (bytes) => inflateSync(bytes, LAX),
  br: (bytes) => brotliDecompressSync(bytes, { finishFlush: constants.BROTLI_OPERATION_FLUSH }),
};
const STRICT: typeof DECODERS = { gzip: gunzipSync, deflate: inflateSync, br: brotliDecompressSync };

const bodies = fc.array(fc.uint8Array({ maxLength: 60 }), { minLength: 1, maxLength: 6 });
const codings = fc.constantFrom<ContentCoding>("gzip", "deflate", "br");

type Coder = (given: PlayedExchangeScript) => Promise<PlayedExchangeScript>;
const ours: Coder = (given) => codeBody(given, "gzip, deflate, br");

/** After each piece, exactly the slices so far can be decoded; the last one ends the coding. */
async function isFlushed(coder: Coder, body: readonly Uint8Array[], encoding: ContentCoding): Promise<boolean> {
  const { slices } = await coder({ ...exchange([]), slices: body, wire: { encoding } });
  if (slices.length !== body.length) return false;
  for (let count = 1; count <= body.length; count += 1) {
    const decoded = DECODERS[encoding](Buffer.concat(slices.slice(0, count)));
    if (!decoded.equals(Buffer.concat(body.slice(0, count)))) return false;
  }
  return STRICT[encoding](Buffer.concat(slices)).equals(Buffer.concat(body));
}

const RUNS = { seed: 20_260_305, numRuns: 120 };

test("law: each slice of a coded body can be decoded when it has come, down to its last byte", async () => {
  await fc.assert(
    fc.asyncProperty(bodies, codings, (body, encoding) => isFlushed(ours, body, encoding)),
    RUNS,
  );
});

const holding: Coder = (given) => {
  const whole = gzipSync(Buffer.concat(given.slices));
  const empty = given.slices.slice(1).map(() => new Uint8Array(0));
  return Promise.resolve({ ...given, slices: [...empty, whole] });
};

test("law: a coder that holds bytes back is found", async () => {
  const texts = bodies.filter((body) => body.length > 1 && (body[0]?.length ?? 0) > 0);
  const found = await fc.check(
    fc.asyncProperty(texts, (body) => isFlushed(holding, body, "gzip").catch(() => false)),
    RUNS,
  );
  expect(found.failed).toBe(true);
});

test("unfinished and without its footer: the text is there, the end is not", async () => {
  for (const encodingEnd of ["unfinished", "no_footer"] as const) {
    const given = { ...exchange(["one ", "two"]), wire: { encoding: "gzip", encodingEnd } as const };
    const bytes = Buffer.concat((await ours(given)).slices);
    expect(gunzipSync(bytes, LAX).toString()).toBe("one two");
    expect(() => gunzipSync(bytes)).toThrow("unexpected end of file");
  }
});

test("an empty body is an empty coding, and the head says which", async () => {
  const coded = await ours({ ...exchange([]), wire: { encoding: "gzip" } });
  expect(gunzipSync(Buffer.concat(coded.slices))).toHaveLength(0);
  expect(coded.headers).toContainEqual(["content-encoding", "gzip"]);
});

test.each([
  [null, false],
  ["", false],
  ["gzip", true],
  ["GZIP;q=0.5, br", true],
  ["br", false],
  ["*", true],
  ["gzip;q=0, *", false],
  ["*;q=0", false],
  ["identity", false],
])("Accept-Encoding %j admits gzip: %s", async (field, expected) => {
  expect(admits(field, "gzip")).toBe(expected);
  const given = { ...exchange(["a"]), wire: { encoding: "gzip" } as const };
  expect((await codeBody(given, field)) === given).toBe(!expected);
});
