/** Dies at every job, with a last word on its standard error. */
import { serve } from "./lines.mjs";

serve((message) => {
  if (message.type !== "job") return;
  process.stderr.write("Traceback:\n  no module named client\n");
  process.exit(1);
});
