/** The door of `src/base`. */
export { ToolkitError, ERROR_HINTS, type ErrorCode } from "./toolkit-error.ts";
export { DEFAULT_LIMITS, type Limits } from "./limits.ts";
export { isJson } from "./is-json.ts";
export { didYouMean, nearestNames } from "./nearest-names.ts";
export { redactHeaders, redactText, redactValue } from "./redact.ts";
export { safeParseTotal, type TooMany } from "./safe-parse-total.ts";
