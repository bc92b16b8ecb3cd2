/** The door of `conformance/copy`: cases as plain files for suites in other languages. */
export { copyCatalogue, type CopyFacts, type CopyIndex } from "./copy-catalogue.ts";
export type { CopyVariants } from "./copy-case.ts";
export { writeCopy } from "./write-copy.ts";
