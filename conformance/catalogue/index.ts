/** The door of `streamproof/fixtures`: the cases that ship with the toolkit, and readers for one's own. */
export { loadCatalogue } from "./load-catalogue.ts";
export { loadCase } from "./load-case.ts";
export { fixturesRoot } from "./fixtures-root.ts";
export { selectCases } from "./select-cases.ts";
export { catalogueDigest } from "./catalogue-digest.ts";
export { didYouMean, nearestNames } from "../../src/base/index.ts";
