/** The door of `streamproof/conformance`: shapes, judge, runner, stages and drivers for use from code. */
export * from "./adapter/index.ts";
export * from "./control-run/index.ts";
export * from "./copy/index.ts";
export * from "./doctor/index.ts";
export * from "./expand/index.ts";
export * from "./expectations/index.ts";
export * from "./fuzz/index.ts";
export * from "./judge/index.ts";
export * from "./reporters/index.ts";
export * from "./run/index.ts";
export * from "./server/index.ts";
export * from "./shape/index.ts";
