import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLineSplitter, type LineSplitter } from "./split-lines.ts";

const RUNS = { seed: 20240501, numRuns: 400 } as const;

/** Bytes rich in line ends, with the cuts between reads. */
const pipe = fc
  .tuple(
    fc
      .uint8Array({ maxLength: 60 })
      .map((bytes) => bytes.map((byte) => [0x0a, 0x0d, 0x61, 0xe2, 0x80, 0xa8][byte % 6] ?? 0)),
    fc.array(fc.nat({ max: 60 }), { maxLength: 12 }),
  )
  .map(([bytes, cuts]) => {
    const offsets = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
    return { bytes, reads: offsets.slice(1).map((to, index) => bytes.subarray(offsets[index] ?? 0, to)) };
  });

function read(splitter: LineSplitter, reads: readonly Uint8Array[]): readonly string[] {
  const lines = reads.flatMap((bytes) =>
    splitter
      .push(bytes)
      .map((line) =>
        line.kind === "line" ? Buffer.from(line.bytes).toString("latin1") : `too long: ${line.head.length}`,
      ),
  );
  return [...lines, `rest: ${Buffer.from(splitter.rest()).toString("latin1")}`];
}

/** The same from the whole text at once. */
function due(bytes: Uint8Array, lineBytesMax: number): readonly string[] {
  const lines = Buffer.from(bytes).toString("latin1").split("\n");
  const rest = lines.pop() ?? "";
  const isLong = (line: string): boolean => line.length > lineBytesMax;
  return [
    ...lines.map((line) => (isLong(line) ? "too long" : line.replace(/\r$/, ""))),
    ...(isLong(rest) ? ["too long", "rest: "] : [`rest: ${rest}`]),
  ];
}

function holds(create: (lineBytesMax: number) => LineSplitter, lineBytesMax: number): void {
  fc.assert(
    fc.property(pipe, ({ bytes, reads }) => {
      const got = read(create(lineBytesMax), reads).map((line) => line.replace(/^too long: .*/s, "too long"));
      expect(got).toEqual(due(bytes, lineBytesMax));
    }),
    RUNS,
  );
}

/** Forgets what came before each read. */
function forgetful(lineBytesMax: number): LineSplitter {
  let splitter = createLineSplitter(lineBytesMax);
  return {
    push(bytes) {
      splitter = createLineSplitter(lineBytesMax);
      return splitter.push(bytes);
    },
    rest: () => splitter.rest(),
  };
}

/** Ends lines at a lone CR as well. */
function eager(lineBytesMax: number): LineSplitter {
  const splitter = createLineSplitter(lineBytesMax);
  return {
    push: (bytes) => splitter.push(bytes.map((byte) => (byte === 0x0d ? 0x0a : byte))),
    rest: () => splitter.rest(),
  };
}

describe("law: however the pipe is cut, lines end at the byte 0x0A alone, and a long one is told once", () => {
  test.each([1, 3, 8, 1_000])("at most %i bytes a line", (lineBytesMax) => holds(createLineSplitter, lineBytesMax));

  test.each([
    ["one that forgets what came before", forgetful],
    ["one that ends lines at CR", eager],
  ])("it catches %s", (_name, mutant) => expect(() => holds(mutant, 8)).toThrow());
});

test("of a line too long only its head is kept", () => {
  const splitter = createLineSplitter(100_000);
  const [line] = [new Uint8Array(60_000).fill(0x61), new Uint8Array(60_000).fill(0x62)].flatMap((bytes) => [
    ...splitter.push(bytes),
  ]);
  expect(line).toMatchObject({ kind: "too_long" });
  expect(line?.kind === "too_long" ? line.head.length : null).toBe(4_096);
  expect(splitter.rest()).toHaveLength(0);
});
