/** Says what the fold noted of a stream. */
import type { Assembled, Note } from "../../assembly/index.ts";
import type { InvariantId } from "./stream-invariants.ts";
import type { Say, SeenAt } from "./watch.ts";

type Broken = { readonly invariant: InvariantId; readonly path: string; readonly says?: string };

/** Notes that break an invariant: which, at which member, and what is said before a detail that is too short. */
const BROKEN: Readonly<Record<string, Broken>> = {
  "choice-index-invalid": { invariant: "L18", path: "choices[].index", says: "no index of a choice" },
  "error-repeated": { invariant: "L80", path: "", says: "two errors" },
  "finish-missing": { invariant: "L60", path: "", says: "no finish" },
  "id-changed": { invariant: "L11", path: "id" },
  "message-copy-differs": { invariant: "L24", path: "choices[].message" },
  "model-changed": { invariant: "L13", path: "model" },
  "text-copy-differs": { invariant: "L24", path: "choices[].text" },
  "tool-id-missing": { invariant: "L50", path: "", says: "a call without an id" },
  "tool-name-changed": {
    invariant: "L47",
    path: "choices[].delta.tool_calls[].function.name",
    says: "another name",
  },
  "tool-name-missing": { invariant: "L43", path: "", says: "a call without a name" },
};

/** Said elsewhere: by the look at the payloads and the ends, by the watches, or by what was counted. */
const SAID = new Set([
  "done-missing",
  "event-unterminated",
  "finish-changed",
  "line-unfinished",
  "payload-empty",
  "payload-foreign",
  "payload-malformed",
  "role-missing",
  "tool-index-reused",
  "tool-type-missing",
]);

/** Of a stream that an error cut short, what never came is no news. */
const MISSING = new Set(["finish-missing", "tool-id-missing", "tool-name-missing"]);

/** `aside` takes the notes that break no invariant; `isRefused` tells the events of which the shape said all there is. */
export function sayFoldNotes(
  { notes, error }: Assembled,
  say: Say,
  aside: (at: SeenAt, message: string) => void,
  isRefused: (event: number) => boolean,
): void {
  for (const note of notes) {
    const { code, detail } = note;
    const broken = BROKEN[code];
    if (SAID.has(code) || (MISSING.has(code) && error !== null)) continue;
    const at = placeOf(note, broken?.path ?? "");
    if (broken !== undefined)
      say(broken.invariant, at, broken.says === undefined ? detail : `${broken.says}: ${detail}`);
    else if (!code.endsWith("-invalid") || !isRefused(note.at + 1)) aside(at, `${code}: ${detail}`);
  }
}

/** The fold counts payloads from 0, and gives what never came the place after the last. */
function placeOf({ code, at }: Note, path: string): SeenAt {
  return code.endsWith("-missing") || code.endsWith("-left-out") ? null : { event: at + 1, path };
}
