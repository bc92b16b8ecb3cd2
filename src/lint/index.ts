/** The door of `src/lint`: files held against the schemas. */
export { type FileKind, type FileProblem, type FileReport } from "./file-report.ts";
export { validateFile } from "./validate-file.ts";
