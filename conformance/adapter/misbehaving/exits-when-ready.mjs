/** Is ready, and gone. */
import { READY } from "./lines.mjs";

process.stdout.write(`${JSON.stringify(READY)}\n`, () => process.exit(0));
