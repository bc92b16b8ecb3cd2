/** Reads of a chunk what the watches look at; whatever is of another type is another check's business. */

type Members = Readonly<Record<string, unknown>>;

/** The kinds of output a delta can bring. */
export type OutputKind = "content" | "reasoning" | "refusal" | "tool calls" | "audio";

export type ChoiceParts = {
  /** `choices[0]` */
  readonly path: string;
  readonly index: number;
  readonly delta: Members | null;
  /** Kinds of which the delta brings some: empty texts and lists bring none. */
  readonly brings: readonly OutputKind[];
  /** A finish that says something; null where none does. */
  readonly finish: string | null;
};

export type ChunkParts = {
  readonly members: Members;
  readonly choices: readonly ChoiceParts[];
  readonly usage: Members | null;
};

export function chunkParts(members: Members): ChunkParts {
  return {
    members,
    choices: listOf(members["choices"]).flatMap((choice, at) => (isMembers(choice) ? [choiceParts(choice, at)] : [])),
    usage: isMembers(members["usage"]) ? members["usage"] : null,
  };
}

function choiceParts(choice: Members, at: number): ChoiceParts {
  const { index, delta, finish_reason: finish } = choice;
  return {
    path: `choices[${at}]`,
    index: typeof index === "number" && Number.isSafeInteger(index) && index >= 0 ? index : 0,
    delta: isMembers(delta) ? delta : null,
    brings: isMembers(delta) ? outputsOf(delta) : [],
    finish: typeof finish === "string" && finish !== "" ? finish : null,
  };
}

const OUTPUTS: Readonly<Record<OutputKind, readonly string[]>> = {
  content: ["content"],
  reasoning: ["reasoning", "reasoning_content", "reasoning_details"],
  refusal: ["refusal"],
  "tool calls": ["tool_calls", "function_call"],
  audio: ["audio"],
};

function outputsOf(delta: Members): OutputKind[] {
  return (Object.keys(OUTPUTS) as OutputKind[]).filter((kind) =>
    OUTPUTS[kind].some((name) => saysSomething(delta[name])),
  );
}

function saysSomething(value: unknown): boolean {
  if (typeof value === "string" || Array.isArray(value)) return value.length > 0;
  return isMembers(value);
}

export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Text that says something; null for anything else. */
export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
