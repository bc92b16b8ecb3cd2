/** The door of `streamproof`: everything that stands on the reference road. */
export {
  DEFAULT_LIMITS,
  ERROR_HINTS,
  redactHeaders,
  redactText,
  ToolkitError,
  type ErrorCode,
  type Limits,
} from "./base/index.ts";
export * from "./schema/index.ts";
export {
  DIALECT_NAMES,
  DIALECT_SHAPES,
  DIALECTS,
  type Confidence,
  type Dialect,
  type DialectName,
  type DialectShapeName,
  type Evidence,
  type Expressible,
  type ReasoningMember,
} from "./dialect/index.ts";
export * from "./dialect/providers.ts";
export * from "./docs/index.ts";
export * from "./wire/index.ts";
export * from "./assembly/index.ts";
export {
  bodyBytes,
  detectGoVcrLayout,
  GO_VCR_LAYOUTS,
  goVcrCassette,
  readGoVcr,
  toGoVcr,
  writeGoVcr,
  writeStreamCassette,
  type Cassette,
  type CassetteBody,
  type CassetteExchange,
  type CassetteHeaders,
  type GoVcrCassette,
  type GoVcrDocument,
  type GoVcrLayout,
  type StreamCassetteOptions,
  type YamlLimits,
} from "./cassette/index.ts";
export * from "./lint/index.ts";
