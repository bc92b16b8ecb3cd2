/** Reads which version of a client its adapter pins. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Client } from "./client-manifest.ts";

const PackageFile = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

/** The exact version, or null where the adapter names no package or does not pin it. */
export function clientVersion({ manifest, folder }: Client): string | null {
  const { package: wanted, install } = manifest;
  if (wanted === null || install === "none") return null;
  if (install === "npm") {
    const text = readFileSync(path.join(folder, "package.json"), "utf8");
    return PackageFile.parse(JSON.parse(text)).dependencies[wanted] ?? null;
  }
  const lines = readFileSync(path.join(folder, "requirements.txt"), "utf8").split(/\r?\n/);
  const pins = lines.map((line) => /^([\w.-]+)==([^\s;#]+)/.exec(line));
  return pins.find((pin) => pin?.[1] === wanted)?.[2] ?? null;
}
