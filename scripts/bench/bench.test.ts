/** The harness says what its clock says; the benches it runs are well formed. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { namesHosts } from "./install-peers.ts";
import { judgeBench } from "./judge-bench.ts";
import { measureSides, type Measured } from "./measure-sides.ts";
import { benchesOf, findPair } from "./open-bench.ts";
import { printBench } from "./print-bench.ts";

const ROOT = path.resolve(import.meta.dirname, "..", "..");
const PEERS = path.join(import.meta.dirname, "peers");

function measuredAt(ratio: number): Measured {
  return { aMs: ratio, bMs: 1, ratio, ratios: [ratio * 0.9, ratio, ratio * 1.1] };
}

function pairsAt(...ratios: readonly number[]): readonly { readonly pair: string; readonly measured: Measured }[] {
  return ratios.map((ratio, at) => ({ pair: `p${at}`, measured: measuredAt(ratio) }));
}

describe("measuring", () => {
  const effort = { rounds: 5, roundMs: 40, warmMs: 100 };

  test("each side is timed for itself, in turned order, by the clock it is given", async () => {
    let clockMs = 0;
    const order: string[] = [];
    const side = (name: string, costMs: number) => () => {
      clockMs += costMs;
      if (order.at(-1) !== name) order.push(name);
    };
    const measured = await measureSides({ a: side("a", 2), b: side("b", 8) }, effort, () => clockMs);
    expect(measured).toEqual({ aMs: 2, bMs: 8, ratio: 0.25, ratios: [0.25, 0.25, 0.25, 0.25, 0.25] });
    // Warming a, then b; then a b, b a, a b, b a, a b.
    expect(order.join("")).toBe("abababab");
  });

  test("what a side promises is waited for", async () => {
    let clockMs = 0;
    const later = async (): Promise<void> => {
      await Promise.resolve();
      clockMs += 4;
    };
    expect((await measureSides({ a: later, b: later }, effort, () => clockMs)).aMs).toBe(4);
  });
});

describe("judging", () => {
  const speed = { name: "b", title: "t", ratio: "speed", target: 2, floor: 0.7, peers: [] } as const;
  const time = { name: "b", title: "t", ratio: "time", target: 6 } as const;

  test("speed is the geometric mean of the pairs, none of them below the floor", () => {
    expect(judgeBench(speed, pairsAt(1 / 8, 1 / 2))).toMatchObject({ ratio: expect.closeTo(4), met: true });
    expect(judgeBench(speed, pairsAt(1 / 2, 1 / 1.9))).toMatchObject({ met: false });
    expect(judgeBench(speed, pairsAt(1 / 100, 1 / 0.6))).toMatchObject({
      met: false,
      pairs: [{ met: true }, { met: false }],
    });
  });

  test("time is that of the worst pair", () => {
    expect(judgeBench(time, pairsAt(1, 6))).toMatchObject({ ratio: 6, met: true });
    expect(judgeBench(time, pairsAt(1, 6.1))).toMatchObject({ ratio: 6.1, met: false });
  });

  test("what a pair shows beside its times is printed, and counts", () => {
    const [bad, good] = [false, true].map((met) =>
      judgeBench(time, [{ pair: "p", measured: { ...measuredAt(1), also: { text: "heap grown by 9 MB", met } } }]),
    );
    expect([bad, good]).toMatchObject([{ met: false, pairs: [{ met: false }] }, { met: true }]);
    expect(bad && printBench(bad)).toMatch(/heap grown by 9 MB {2}MISSED/);
    expect(good && printBench(good)).toMatch(/heap grown by 9 MB\n/);
  });

  test("the table names what was missed, and what was skipped with its reason", () => {
    expect(printBench(judgeBench(time, pairsAt(7)))).toMatch(
      /p0 .* 7\.00 ×.*6\.30–7\.70 .*MISSED[\s\S]*≤ 6 × {2}MISSED/,
    );
    expect(printBench(judgeBench(speed, pairsAt(0.1)))).toContain("≥ 2 ×, each ≥ 0.7 ×  met");
    for (const status of ["skipped", "failed"] as const) {
      const row = printBench({ bench: "b", title: "t", status, because: "no registry" });
      expect(row).toMatch(new RegExp(`${status.toUpperCase()} .*no registry`));
    }
  });
});

describe("the benches", () => {
  const modules = ["src", "generators", "conformance"].flatMap((top) =>
    readdirSync(path.join(ROOT, top), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".bench.ts") && !name.includes("node_modules"))
      .map((name) => path.join(ROOT, top, name)),
  );

  test("each has a name of its own, a target, pairs, and peers that the lock holds", async () => {
    const found = await Promise.all(modules.map(async (file) => benchesOf(await import(pathToFileURL(file).href))));
    const benches = found.flat();
    const { dependencies } = JSON.parse(readFileSync(path.join(PEERS, "package.json"), "utf8")) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    expect(new Set(benches.map(({ name }) => name)).size).toBe(benches.length);
    for (const bench of benches) {
      expect(bench.name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(bench.target).toBeGreaterThan(0);
      expect(new Set(bench.pairs.map(({ name }) => name)).size).toBe(bench.pairs.length);
      expect(findPair({ benches: found.flat() }, bench.name, bench.pairs[0]?.name ?? "")).toBe(bench.pairs[0]);
      for (const peer of bench.peers) expect(dependencies).toHaveProperty([peer]);
    }
  });

  test("the peers are pinned to a version, and their lock names no host", () => {
    const lock = readFileSync(path.join(PEERS, "package-lock.json"), "utf8");
    expect(namesHosts(lock)).toBe(false);
    expect(namesHosts(lock.replace('"integrity"', '"resolved": "https://example.com/a.tgz", "integrity"'))).toBe(true);
    const { dependencies } = JSON.parse(readFileSync(path.join(PEERS, "package.json"), "utf8")) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
