/** The door of `generators`. */
export { cuts, twoWayCut, type CutsOptions } from "./cuts.ts";
export { sseBlocks, type SseBlocksOptions } from "./sse-blocks.ts";
export { framing } from "./framing.ts";
export { expectedItems } from "./expected-items.ts";
export type { Truth } from "./truth/truth.ts";
export { text } from "./truth/text.ts";
export { jsonArguments } from "./truth/json-arguments.ts";
export { message } from "./truth/message.ts";
export { truthFor } from "./truth/truth-for.ts";
export type { DialectProfile, EnvelopeKnobs, Knobs, Members, ToolKnobs } from "./profiles/dialect-profile.ts";
export { PROFILES, type ProfileName } from "./profiles/profiles.ts";
export { expressible, fitTruth, whyInexpressible } from "./profiles/expressible.ts";
export { findProfiles, type FoundProfiles } from "./profiles/find-profiles.ts";
export { anyKnobs } from "./profiles/any-knobs.ts";
export type { Draw } from "./spell/draw-from.ts";
export { PLAIN_PLAN, spellPlan, type SpellPlan } from "./spell/plan.ts";
export { spell } from "./spell/spell.ts";
export { frameChunks, type Framed } from "./spell/frame-chunks.ts";
export { printJson, type JsonStyle } from "./spell/print-json.ts";
export { cutPlan, planCuts, type CutPlan } from "./stream/cut-plan.ts";
export { buildStream, type StreamParts } from "./stream/build-stream.ts";
export { stream, type StreamOptions } from "./stream/stream.ts";
export type { DrawnStream, StreamKnobs } from "./stream/drawn-stream.ts";
export { weighStream } from "./stream/weigh-stream.ts";
export { settleMessage } from "./laws/settle-message.ts";
export { STREAM_LAWS, streamBreaches, type StreamLaw } from "./laws/stream-laws.ts";
export { drawBreaches, type DrawLawOptions } from "./laws/arbitrary-laws.ts";
export type { Quirk, QuirkChange, Weight } from "./quirks/quirk.ts";
export { QUIRKS } from "./quirks/quirks.ts";
export type { BodyEnd, Broken, Fault, FaultDue } from "./faults/fault.ts";
export { FAULTS } from "./faults/faults.ts";
export { breakStream, isStruck, type BrokenStream } from "./faults/break-stream.ts";
export { drawDialect, type DialectDrawOptions } from "./draw-dialect.ts";
export { drawStreams, GENERATOR_VERSION, type DrawOptions, type NumberedStream } from "./draw-streams.ts";
export { showsIn } from "./shows-in.ts";
export {
  CHANGES,
  nearlyValidOf,
  validOf,
  type ChangeKind,
  type ChangePath,
  type NearlyValid,
  type ValidOfOptions,
} from "./from-schema/index.ts";
