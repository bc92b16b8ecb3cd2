/** Speaks another version of the protocol. */
import { READY, serve } from "./lines.mjs";

serve(() => {}, { ...READY, protocol: 2 });
