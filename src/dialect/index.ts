/** The door of `src/dialect`: one module a provider, and the table of them. */
export { type Confidence, type Dialect, type Evidence } from "./dialect.ts";
export { DIALECT_NAMES, type DialectName } from "./dialect-names.ts";
export { DIALECTS } from "./dialects.ts";
export { ownMembers } from "./own-members.ts";
export { type Expressible, type ReasoningMember } from "./expressible.ts";
export { DIALECT_SHAPES, type DialectShapeName } from "./shapes.ts";
export * from "./providers.ts";
