/** Claims a capability that nobody knows. */
import { READY, serve } from "./lines.mjs";

serve(() => {}, { ...READY, capabilities: ["chat.stream", "report.mood"] });
