/** The door of `conformance/shape`. */
export * from "./capability.ts";
export * from "./case.ts";
export * from "./driver.ts";
export * from "./expectation.ts";
export * from "./finding.ts";
export * from "./observation.ts";
export * from "./play.ts";
export * from "./profile.ts";
export * from "./protocol.ts";
export * from "./report.ts";
export * from "./in-process-client.ts";
export { statusKind, type StatusKind } from "./status-kind.ts";
