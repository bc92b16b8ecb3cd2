/** The door of `conformance/control-run`. */
export { chooseControl, hasSameRuntime, type ControlName } from "./choose-controls.ts";
export { inheritVerdicts, type Inherited, type InheritInput } from "./inherit-verdicts.ts";
export { wantsControl } from "./wants-control.ts";
