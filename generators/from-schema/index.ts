/** The door of the bridge from Zod shapes to arbitraries. */
export { validOf, type ValidOfOptions } from "./valid-of.ts";
export { nearlyValidOf, type NearlyValid } from "./nearly-valid-of.ts";
export { CHANGES, type ChangeKind, type ChangePath } from "./change-one.ts";
