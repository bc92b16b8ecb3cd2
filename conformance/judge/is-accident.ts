/** Tells an accident of the host language from an error that a client meant to raise. */
import type { ErrorClass } from "../shape/protocol.ts";

/** Names of errors that a language raises where code was wrong about its own values. */
const ACCIDENTS = new Set([
  "TypeError",
  "ReferenceError",
  "KeyError",
  "AttributeError",
  "IndexError",
  "AssertionError",
  "NameError",
  "UnboundLocalError",
  "NoMethodError",
  "NullPointerException",
  "NullReferenceException",
  "IndexOutOfBoundsException",
  "ArrayIndexOutOfBoundsException",
  "ClassCastException",
  "InvalidCastException",
  "PanicException",
  "panic",
]);

/** `fetch` reports every network failure as a TypeError; these are its words in Node, browsers, Bun and Deno. */
const FETCH_TEXT =
  /^(terminated|fetch failed|failed to fetch|network ?error.*|load failed|error decoding response body.*|the operation was aborted.*)\.?$/i;

/** Words that only an accident has, whatever class an adapter gives it. */
const ACCIDENT_TEXT =
  /^cannot (read|set|destructure) |^undefined is not |is not (a function|iterable|a constructor)\b|'NoneType' object/i;

/** A failure of the connection that a client passes on under its runtime's name. */
const TRANSPORT: readonly ErrorClass[] = [
  "connect",
  "transport_reset",
  "truncated",
  "aborted",
  "timeout.connect",
  "timeout.first_byte",
  "timeout.idle",
  "timeout.total",
];

export function isAccident(
  native: string | null | undefined,
  message: string | null | undefined,
  classes: readonly ErrorClass[],
): boolean {
  if (!ACCIDENTS.has(lastName(native ?? ""))) return false;
  const text = (message ?? "").trim();
  if (FETCH_TEXT.test(text)) return false;
  return ACCIDENT_TEXT.test(text) || !classes.some((name) => TRANSPORT.includes(name));
}

/** `builtins.KeyError`, `java.lang.NullPointerException` and `pyo3::PanicException: …` by their last name. */
function lastName(native: string): string {
  const word = /^[\w.:$]+/.exec(native.trim())?.[0] ?? "";
  return (
    word
      .split(/[.:]+/)
      .filter((part) => part !== "")
      .at(-1) ?? ""
  );
}
