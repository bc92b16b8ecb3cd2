import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "generators/**/*.test.ts", "conformance/**/*.test.ts", "scripts/**/*.test.ts"],
    exclude: ["**/node_modules/**", "dist/**", "conformance/adapters/**"],
    globalSetup: ["scripts/build-before-tests.ts"],
    // Files share a worker's modules: loading them anew for each of 130 files cost more than the tests.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
