/** Reads every way in which the caller was told of a failure. */
import type { ErrorClass, Ready, Result } from "../shape/protocol.ts";
import { jsonText } from "./bound-value.ts";
import { isAccident } from "./is-accident.ts";
import { declares, type ReportView } from "./read-report.ts";
import { member, numberOf } from "./same-json.ts";

export type Told = {
  /** `outcome`: the call failed and no error was shown beside it. */
  readonly via: "error" | "chunk" | "finish" | "outcome";
  /** The classes that it may count as; empty where nobody named one. */
  readonly classes: readonly ErrorClass[];
  /** False for what may be an error and may be nothing: an empty `error` member of a yielded chunk. */
  readonly firm: boolean;
  readonly accident: boolean;
  readonly status: number | null;
  /** The provider's codes that are shown, as text. */
  readonly codes: readonly string[];
  /** Every text in which a server's message may be found. */
  readonly text: string;
  readonly path: string;
  readonly shown: unknown;
};

/** Chunks with an error that are looked at; one is enough to be told. */
const CHUNK_ERRORS_MAX = 8;

export function readTold(claim: Ready, result: Result, report: ReportView): readonly Told[] {
  const told: Told[] = [...readErrors(claim, result), ...readChunkErrors(report.chunks)];
  if (declares(claim, "report.finish_reason")) {
    for (const choice of report.choices) {
      if (![choice.finish, choice.finishRaw].some((value) => value?.toLowerCase() === "error")) continue;
      const path = `message.choices[${choice.index}].finish_reason`;
      told.push({ ...QUIET, via: "finish", classes: ["provider_error"], path, shown: "error" });
    }
  }
  if (result.outcome === "failed" && !told.some((one) => one.via === "error")) {
    told.push({ ...QUIET, via: "outcome", classes: [], path: "outcome", shown: "failed" });
  }
  return told;
}

// --- internal ---

const QUIET = { firm: true, accident: false, status: null, codes: [], text: "" } as const;

function readErrors(claim: Ready, result: Result): readonly Told[] {
  return result.errors.map((error, index) => {
    const classes = classesOf(claim, error);
    return {
      via: "error",
      classes,
      firm: true,
      accident: isAccident(error.native, error.message, classes),
      status: error.status ?? numeric(error.code),
      codes: codesIn(error.code),
      text: `${error.message ?? ""}\n${error.code ?? ""}`,
      path: `errors[${index}]`,
      shown: error,
    };
  });
}

/** The adapter's own word, else what its `error_map` says of the error's name. */
function classesOf(claim: Ready, error: Result["errors"][number]): readonly ErrorClass[] {
  const named = error.class ?? null;
  if (named !== null && named !== "unclassified") return [named];
  const native = error.native ?? null;
  if (native !== null && Object.hasOwn(claim.error_map, native)) return claim.error_map[native] ?? [];
  return named === null ? [] : [named];
}

function readChunkErrors(chunks: readonly unknown[]): readonly Told[] {
  const told: Told[] = [];
  for (const [index, chunk] of chunks.entries()) {
    if (told.length >= CHUNK_ERRORS_MAX) break;
    for (const [error, path] of errorsOf(chunk, `chunks[${index}]`)) {
      told.push({
        via: "chunk",
        classes: ["provider_error"],
        firm: hasSubstance(error),
        accident: false,
        status: numeric(member(error, "code")) ?? numeric(member(error, "status")),
        codes: codesIn(member(error, "code")),
        text: textOf(error),
        path,
        shown: error,
      });
    }
  }
  return told;
}

/** The error of a chunk, of one of its choices, or a chunk that is one (older vLLM, Anthropic-like relays). */
function errorsOf(chunk: unknown, path: string): readonly (readonly [error: unknown, path: string])[] {
  const found: (readonly [unknown, string])[] = [];
  const own = member(chunk, "error") ?? null;
  if (own !== null) found.push([own, `${path}.error`]);
  else if (member(chunk, "object") === "error" || member(chunk, "type") === "error") found.push([chunk, path]);
  const choices = member(chunk, "choices");
  for (const [index, choice] of (Array.isArray(choices) ? (choices as unknown[]) : []).entries()) {
    const error = member(choice, "error") ?? null;
    if (error !== null) found.push([error, `${path}.choices[${index}].error`]);
  }
  return found;
}

function hasSubstance(error: unknown): boolean {
  if (error === "" || error === false || error === 0) return false;
  if (typeof error !== "object" || error === null) return true;
  return Object.values(error).some((value) => value !== null && value !== "");
}

/** A status may be spelled as a number or as its digits. */
function numeric(code: unknown): number | null {
  if (typeof code === "string") return /^\d{3}$/.test(code) ? Number(code) : null;
  return numberOf(code);
}

function codesIn(code: unknown): readonly string[] {
  return typeof code === "string" || typeof code === "number" ? [String(code)] : [];
}

function textOf(error: unknown): string {
  if (typeof error === "string") return error;
  const message = member(error, "message");
  return `${typeof message === "string" ? message : ""}\n${jsonText(error)}`;
}
