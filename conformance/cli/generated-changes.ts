/** Finds the quirks or faults that a command line asks for, of those that change something in the dialect. */
import { type DialectProfile, type Fault, PROFILES, type Quirk, showsIn } from "../../generators/index.ts";
import { ToolkitError } from "../../src/base/index.ts";
import { type Chosen, chooseNamed, REFUSED } from "./generated-names.ts";

/** Dialects named in place of one in which nothing shows. */
const EXAMPLES_MAX = 3;

/**
 * As `chooseNamed`; what shows in none of the profiles is left out of a pattern. Throws a ToolkitError USAGE where
 * nothing is left of what was asked for: a file that says it has a quirk and has none would be a lie.
 */
export function chooseShown<Value extends Quirk | Fault>(
  kind: "quirk" | "fault",
  asked: readonly string[],
  table: ReadonlyMap<string, Value>,
  profiles: readonly DialectProfile[],
): Chosen<Value> {
  const { named, matched } = chooseNamed(kind, asked, table);
  const shown = new Set([...named, ...matched].filter((value) => profiles.some((one) => showsIn(one, value))));
  const refused = asked.filter((one) => one.startsWith(REFUSED));
  for (const one of asked) {
    if (one.startsWith(REFUSED)) continue;
    const found = chooseNamed(kind, [one, ...refused], table);
    const values = [...found.named, ...found.matched];
    if (values.some((value) => shown.has(value))) continue;
    throw new ToolkitError("USAGE", `--${kind} ${one}`, whyHidden(values, profiles));
  }
  return { named, matched: matched.filter((value) => shown.has(value)) };
}

// --- internal ---

function whyHidden(values: readonly (Quirk | Fault)[], profiles: readonly DialectProfile[]): string {
  const examples: string[] = [];
  for (const profile of Object.values<DialectProfile>(PROFILES)) {
    if (examples.length < EXAMPLES_MAX && values.some((value) => showsIn(profile, value))) examples.push(profile.name);
  }
  const asked = profiles.map(({ name }) => name).join(", ");
  return `it changes nothing in a stream of ${asked}; it does in ${examples.join(", ")}`;
}
