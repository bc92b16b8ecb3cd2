/** Is ready, closes its standard input, lives on: what is written to it meets a broken pipe. */
import { write, READY } from "./lines.mjs";

write(READY);
process.stdin.destroy();
process.on("SIGTERM", () => process.exit(0));
setInterval(() => {}, 1_000);
