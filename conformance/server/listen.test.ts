import type { Server } from "node:net";
import { expect, test } from "vitest";
import { isRefusedByFetch, listen } from "./listen.ts";

const close = (server: Server): Promise<void> => new Promise((resolve) => void server.close(() => resolve()));

test("a free port that fetch refuses is passed over, and let go", async () => {
  const seen: number[] = [];
  const isRefused = (port: number): boolean => seen.push(port) <= 2;
  const { server, port } = await listen(() => {}, { host: "127.0.0.1", port: 0, isRefused });
  expect(new Set(seen).size).toBe(3);
  expect(port).toBe(seen[2]);
  const again = await listen(() => {}, { host: "127.0.0.1", port: seen[0] ?? 0 });
  await Promise.all([close(server), close(again.server)]);
});

test("when every port is refused, it says so", async () => {
  const refusing = listen(() => {}, { host: "127.0.0.1", port: 0, isRefused: () => true });
  await expect(refusing).rejects.toMatchObject({ code: "SERVER_FAILED", place: "127.0.0.1" });
});

test("a port that is taken, or that fetch refuses, is an error with its address", async () => {
  const { server, port } = await listen(() => {}, { host: "127.0.0.1", port: 0 });
  await expect(listen(() => {}, { host: "127.0.0.1", port })).rejects.toMatchObject({
    code: "SERVER_FAILED",
    place: `127.0.0.1:${port}`,
  });
  await expect(listen(() => {}, { host: "127.0.0.1", port: 6000 })).rejects.toThrow(/fetch refuses/);
  await expect(listen(() => {}, { host: "127.0.0.1", port: 70_000 })).rejects.toThrow(/port/);
  await close(server);
});

test("the list of refused ports agrees with this runtime's fetch", async () => {
  for (const port of [1, 22, 6000, 6566, 6697, 10080]) {
    expect(isRefusedByFetch(port)).toBe(true);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ cause: { message: "bad port" } });
  }
  expect(isRefusedByFetch(8080)).toBe(false);
});
