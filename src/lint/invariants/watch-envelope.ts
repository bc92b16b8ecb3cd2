/** Watches the members of a chunk outside its choices, and how many choices there are (L10 to L18). */
import type { StartWatch } from "./watch.ts";

/** 2015 in seconds, and what no clock of seconds says before the year 5138. */
const SECONDS = { min: 1_420_070_400, max: 100_000_000_000 };

export const watchEnvelope: StartWatch = (say) => {
  let created: number | null = null;
  const indices = new Set<number>();
  return {
    chunk({ members, choices, usage }, event) {
      const at = (path: string) => ({ event, path });
      // Absent and null are named by the reading of the reference.
      if (members["id"] === "") say("L10", at("id"), "the id is empty");
      if (members["model"] === "") say("L13", at("model"), "the model is empty");
      const time = members["created"];
      if (typeof time === "number") {
        if (time < SECONDS.min || time > SECONDS.max) say("L12", at("created"), `${time} is no time in seconds`);
        else if (created !== null && time !== created) say("L12", at("created"), `it was ${created} before`);
        if (time !== 0) created = time;
      }
      if (choices.length > 1) say("L16", at("choices"), `${choices.length} choices in one chunk`);
      const isEmpty = Array.isArray(members["choices"]) && members["choices"].length === 0;
      if (isEmpty && usage === null && members["error"] === undefined)
        say("L17", at("choices"), "empty, without usage");
      for (const { index } of choices) indices.add(index);
    },
    end() {
      let highest = -1;
      for (const index of indices) highest = Math.max(highest, index);
      if (highest + 1 !== indices.size) say("L18", null, `choices up to ${highest}, but ${indices.size} of them`);
    },
  };
};
