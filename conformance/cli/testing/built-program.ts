/** Where the built program is, for tests that start it in a process of its own: it starts in a fraction of the time. */
import path from "node:path";

export const BUILT_PROGRAM = path.resolve(
  import.meta.dirname,
  "..",
  "..",
  "..",
  "dist",
  "conformance",
  "cli",
  "bin.js",
);
