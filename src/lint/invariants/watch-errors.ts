/** Watches what an error says, and what comes after it (L80 to L82). */
import { isMembers, textOf } from "./chunk-parts.ts";
import type { StartWatch } from "./watch.ts";

export const watchErrors: StartWatch = (say) => {
  let hasFailed = false;
  return {
    payload(payload, event) {
      if (hasFailed && payload.kind === "done") say("L82", { event, path: "" }, "[DONE] after an error");
      else if (hasFailed && (payload.kind === "chunk" || payload.kind === "error_envelope")) {
        say("L80", { event, path: "" }, `${payload.kind === "chunk" ? "a chunk" : "an error"} after an error`);
      }
      const error =
        payload.kind === "error_envelope" ? payload.error : payload.kind === "chunk" ? payload.value["error"] : null;
      if (error === null || error === undefined || error === "" || error === false) return;
      hasFailed = true;
      if (!isMembers(error) || textOf(error["message"]) === null) {
        say("L81", { event, path: "error" }, "no message in the error");
      }
    },
  };
};
