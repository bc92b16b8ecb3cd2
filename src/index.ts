/** The door of `streamproof`: everything that stands on the reference road. */
export * from "./base/index.ts";
export * from "./schema/index.ts";
export * from "./dialect/index.ts";
export * from "./docs/index.ts";
export * from "./wire/index.ts";
export * from "./assembly/index.ts";
export * from "./cassette/index.ts";
export * from "./lint/index.ts";
