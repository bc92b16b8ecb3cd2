/** The door of `conformance/server`: the two stages that play scripts. */
export { startHttpStage, type HttpStage, type HttpStageOptions } from "./start-http-stage.ts";
export { createInProcessStage, type InProcessStage } from "./create-in-process-stage.ts";
