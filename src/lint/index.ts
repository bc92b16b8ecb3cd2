/** The door of `src/lint`: files held against the schemas. */
export { type FileKind, type FileNote, type FileProblem, type FileReport } from "./file-report.ts";
export {
  STREAM_INVARIANTS,
  type Invariant,
  type InvariantId,
  type InvariantLevel,
} from "./invariants/stream-invariants.ts";
export { validateFile } from "./validate-file.ts";
