/** The rooms of the project: what each may import and which outside packages it brings in. */

export type Room = {
  /** Folder from the project's root; the longest match wins. */
  readonly folder: string;
  /** Rooms it may import, by folder prefix; its own folder is always allowed. */
  readonly rooms: readonly string[];
  /** Packages and node: modules it may import. */
  readonly packages: readonly string[];
  /** May use clocks, timers, sockets or processes. */
  readonly effects?: boolean;
};

const SHAPES = ["src", "conformance/shape"] as const;

export const ROOMS: readonly Room[] = [
  { folder: "src/base", rooms: [], packages: [] },
  { folder: "src/schema", rooms: [], packages: ["zod"] },
  { folder: "src/wire", rooms: ["src/base"], packages: ["node:buffer"] },
  { folder: "src/assembly", rooms: ["src/schema", "src/wire", "src/base"], packages: [] },
  { folder: "src/dialect", rooms: ["src/schema"], packages: ["zod"] },
  { folder: "src/cassette", rooms: ["src/schema", "src/base"], packages: ["js-yaml"] },
  {
    folder: "src/lint",
    rooms: ["src/schema", "src/wire", "src/assembly", "src/cassette", "src/base"],
    packages: [],
  },
  { folder: "src/docs", rooms: [], packages: ["zod"] },
  { folder: "src", rooms: ["src"], packages: [] },
  { folder: "generators", rooms: ["src"], packages: ["fast-check", "zod"] },
  { folder: "conformance/shape", rooms: ["src"], packages: ["zod"] },
  {
    folder: "conformance/catalogue",
    rooms: SHAPES,
    packages: ["js-yaml", "zod", "node:fs", "node:path", "node:url", "node:crypto"],
  },
  { folder: "conformance/expand", rooms: SHAPES, packages: [] },
  {
    folder: "conformance/expectations",
    rooms: [...SHAPES, "conformance/catalogue", "conformance/judge"],
    packages: ["js-yaml"],
  },
  { folder: "conformance/judge", rooms: SHAPES, packages: ["node:crypto"] },
  {
    folder: "conformance/reporters",
    rooms: [...SHAPES, "conformance/judge"],
    packages: ["@xmldom/xmldom", "diff", "node:util"],
  },
  {
    folder: "conformance/server",
    rooms: SHAPES,
    packages: [
      "node:http",
      "node:net",
      "node:fs/promises",
      "node:zlib",
      "node:crypto",
      "node:perf_hooks",
      "node:stream",
      "node:timers",
      "node:timers/promises",
    ],
    effects: true,
  },
  {
    folder: "conformance/adapter",
    rooms: SHAPES,
    packages: ["zod", "node:child_process"],
    effects: true,
  },
  {
    folder: "conformance/run",
    rooms: [...SHAPES, "conformance/judge", "conformance/expand", "conformance/adapter", "conformance/server"],
    packages: ["node:crypto"],
    effects: true,
  },
  {
    folder: "conformance/copy",
    rooms: [...SHAPES, "conformance/expand", "conformance/run"],
    packages: ["zod", "node:fs", "node:path", "node:crypto"],
  },
  {
    folder: "conformance/control-run",
    rooms: [...SHAPES, "conformance/judge", "conformance/run"],
    packages: [],
  },
  {
    folder: "conformance/doctor",
    rooms: [...SHAPES, "conformance/judge", "conformance/expand", "conformance/adapter", "conformance/run"],
    packages: [],
    effects: true,
  },
  {
    folder: "conformance/fuzz",
    rooms: [
      ...SHAPES,
      "generators",
      "conformance/judge",
      "conformance/expand",
      "conformance/adapter",
      "conformance/server",
      "conformance/run",
      "conformance/reporters",
    ],
    packages: ["fast-check", "js-yaml", "node:crypto", "node:util"],
    effects: true,
  },
  { folder: "conformance/models", rooms: ["src", "conformance/shape"], packages: [] },
  {
    folder: "conformance/cli",
    rooms: ["src", "generators", "conformance"],
    packages: ["commander", "zod", "node:"],
    effects: true,
  },
  { folder: "conformance/vitest", rooms: ["src", "conformance"], packages: ["vitest"], effects: true },
  { folder: "conformance", rooms: [], packages: [] },
  { folder: "scripts", rooms: ["src", "generators", "conformance", "scripts"], packages: ["*"], effects: true },
];

/** The room that a file belongs to, by the longest folder that holds it. */
export function roomOf(file: string): Room | undefined {
  return ROOMS.filter((room) => file.startsWith(`${room.folder}/`)).sort(
    (a, b) => b.folder.length - a.folder.length,
  )[0];
}

export type Breach = { readonly file: string; readonly line: number; readonly what: string };

/** Names whose use is an effect: the road is pure outside the rooms that declare it. */
export const EFFECTS =
  /\b(?:Date\.now|new Date\(\)|performance\.now|Math\.random|setTimeout|setInterval|setImmediate|process\.(?!env\.NODE_ENV)|console\.|(?<![.\w])fetch\()/;
