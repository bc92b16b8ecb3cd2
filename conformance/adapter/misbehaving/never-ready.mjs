/** Is never ready, and says why on its standard error, in colour. */
import { serve } from "./lines.mjs";

process.stderr.write("loading the model\n\u001b[31mstill loading\u001b[0m\n");
serve(() => {}, null);
