/** Compiles a pattern of names to a test of one name, in time linear in the pattern however many stars it has. */

export type GlobDialect =
  /** `*` stays within a part between slashes, `**` does not, `?` is one character of a part. */
  | "id"
  /** `*` stands for any text, and nothing else stands for anything. */
  | "text";

/** The whole name must match. A regular expression with as many stars would try every way to share the name out. */
export function compileGlob(glob: string, dialect: GlobDialect): (name: string) => boolean {
  const steps = readSteps(glob, dialect);
  const fewest = steps.filter((step) => step !== PART && step !== ANY).length;
  if (fewest === steps.length && !steps.includes(ONE)) return (name) => name === glob;
  // Bounds the work by the name: a pattern that needs more characters is not tried.
  return (name) => fewest <= name.length && matches(steps, name);
}

// --- internal ---

const PART = "*";
const ANY = "**";
const ONE = "?";

/** A step is a star of either kind, one character of a part, or a character preceded by a backslash. */
type Step = string;

function readSteps(glob: string, dialect: GlobDialect): readonly Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < glob.length; at += 1) {
    const character = glob.charAt(at);
    if (character === "*") {
      const isAny = dialect === "text" || glob.charAt(at + 1) === "*";
      const last = steps.at(-1);
      // Neighbouring stars are one: as far-reaching as the furthest of them.
      if (last === PART || last === ANY) steps.pop();
      steps.push(isAny || last === ANY ? ANY : PART);
    } else if (character === "?" && dialect === "id") steps.push(ONE);
    else steps.push(`\\${character}`);
  }
  return steps;
}

/** Goes through the name once, with all places of the pattern that may be due. */
function matches(steps: readonly Step[], name: string): boolean {
  let due = withSkippedStars(new Set([0]), steps);
  for (let at = 0; at < name.length && due.size > 0; at += 1) {
    const character = name.charAt(at);
    const next = new Set<number>();
    for (const place of due) {
      const step = steps[place];
      if (step === ANY || (step === PART && character !== "/")) next.add(place);
      else if (step === `\\${character}` || (step === ONE && character !== "/")) next.add(place + 1);
    }
    due = withSkippedStars(next, steps);
  }
  return due.has(steps.length);
}

/** A star may stand for nothing. */
function withSkippedStars(places: Set<number>, steps: readonly Step[]): Set<number> {
  // What is added meanwhile is gone through as well.
  for (const place of places) if (steps[place] === PART || steps[place] === ANY) places.add(place + 1);
  return places;
}
