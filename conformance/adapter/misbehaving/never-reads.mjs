/** Is ready unasked, and never reads a line. */
import { READY, write } from "./lines.mjs";

write(READY);
setInterval(() => {}, 1_000);
