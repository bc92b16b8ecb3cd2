/** Finds the quirks or faults that a command line asks for: by id, by the end of an id, by pattern. */
import type { Fault, Quirk } from "../../generators/index.ts";
import { didYouMean, ToolkitError } from "../../src/base/index.ts";
import { compileGlob } from "../catalogue/compile-glob.ts";

export type Chosen<Value> = {
  /** Those that were named. */
  readonly named: readonly Value[];
  /** Those that a pattern stands for. */
  readonly matched: readonly Value[];
};

type Kind = "quirk" | "fault";

/** Marks what a `--no-…` option gave, in the order of the command line. */
export const REFUSED = "!";

const CODES = { quirk: "QUIRK_UNKNOWN", fault: "FAULT_UNKNOWN" } as const;

/**
 * An id without its area will do where no other ends like it: `lone-half`. A pattern (`usage/*`) is as those of cases;
 * it leaves out what is `observe`, which is drawn by name alone, and what is refused (`!usage/missing`).
 * Throws a ToolkitError QUIRK_UNKNOWN or FAULT_UNKNOWN, or USAGE where what is asked for is refused as well.
 */
export function chooseNamed<Value extends Quirk | Fault>(
  kind: Kind,
  asked: readonly string[],
  table: ReadonlyMap<string, Value>,
): Chosen<Value> {
  const refused = new Set(
    asked
      .filter((one) => one.startsWith(REFUSED))
      .flatMap((one) => find(kind, `--no-${kind}`, one.slice(REFUSED.length), table).values),
  );
  const named = new Set<Value>();
  const matched = new Set<Value>();
  for (const one of asked) {
    if (one.startsWith(REFUSED)) continue;
    const { values, isPattern } = find(kind, `--${kind}`, one, table);
    const kept = values.filter((value) => !refused.has(value) && !(isPattern && value.level === "observe"));
    if (kept.length === 0) {
      const why = isPattern
        ? "all that it stands for is refused, or drawn by name alone"
        : "it is asked for and refused";
      throw new ToolkitError("USAGE", `--${kind} ${one}`, why);
    }
    for (const value of kept) (isPattern ? matched : named).add(value);
  }
  return { named: [...named], matched: [...matched].filter((value) => !named.has(value)) };
}

function find<Value>(
  kind: Kind,
  flag: string,
  name: string,
  table: ReadonlyMap<string, Value>,
): { readonly values: readonly Value[]; readonly isPattern: boolean } {
  const exact = table.get(name);
  if (exact !== undefined) return { values: [exact], isPattern: false };
  const isPattern = /[*?]/.test(name);
  const isMeant = isPattern ? compileGlob(name, "id") : (id: string) => id.endsWith(`/${name}`);
  const ids = [...table.keys()].filter(isMeant);
  if (ids.length === 0) {
    const near = isPattern ? "" : didYouMean(name, [...table.keys(), ...[...table.keys()].map(endOf)]);
    const told = isPattern ? `no ${kind} matches` : `no ${kind} is called`;
    throw new ToolkitError(CODES[kind], `${flag} ${name}`, `${told} ${JSON.stringify(name)}${near}`);
  }
  if (!isPattern && ids.length > 1) {
    throw new ToolkitError(CODES[kind], `${flag} ${name}`, `several end like it: ${ids.join(", ")}; give the whole id`);
  }
  return { values: ids.flatMap((id) => table.get(id) ?? []), isPattern };
}

function endOf(id: string): string {
  return id.slice(id.indexOf("/") + 1);
}
