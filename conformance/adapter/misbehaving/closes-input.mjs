/** Is ready, closes its standard input, lives on: what is written to it meets a broken pipe. */
import { closeSync } from "node:fs";
import { write, READY } from "./lines.mjs";

write(READY);
process.stdin.destroy();
// Node leaves the descriptor open.
process.stdin.once("close", () => closeSync(0));
process.on("SIGTERM", () => process.exit(0));
setInterval(() => {}, 1_000);
