/** Reads one YAML document of the fixtures as plain values, and refuses what could surprise. */
import { CORE_SCHEMA, load, YAMLException } from "js-yaml";
import { DEFAULT_LIMITS, ToolkitError, type Limits } from "../../src/base/index.ts";
import { refuseExpansion } from "../../src/cassette/index.ts";

/**
 * Parses a YAML 1.2 document by the core schema: no tags of its own, no merging, none of the repairs that recordings
 * need. Duplicate keys, other tags and bytes that are no UTF-8 are YAML_INVALID at `place:line:column`; nesting,
 * aliases and what those stand for are LIMIT_EXCEEDED past a limit.
 */
export function readDocument(
  bytes: Uint8Array,
  place: string,
  limits: Pick<Limits, "documentDepthMax" | "yamlAliasesMax"> = DEFAULT_LIMITS,
): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ToolkitError("YAML_INVALID", place, "the file is no UTF-8", { cause: error });
  }
  try {
    const value = load(text, {
      schema: CORE_SCHEMA,
      json: false,
      maxDepth: limits.documentDepthMax,
      maxAliases: limits.yamlAliasesMax,
    });
    refuseExpansion(value, text, place, limits.documentDepthMax);
    return value;
  } catch (error) {
    if (error instanceof ToolkitError) throw error;
    if (!(error instanceof YAMLException)) {
      throw new ToolkitError("YAML_INVALID", place, error instanceof Error ? error.message : String(error), {
        cause: error,
      });
    }
    const isLimit = /\bmax(?:Depth|Aliases)\b/.test(error.reason);
    const at = error.mark === undefined ? place : `${place}:${error.mark.line + 1}:${error.mark.column + 1}`;
    throw new ToolkitError(isLimit ? "LIMIT_EXCEEDED" : "YAML_INVALID", at, error.reason, { cause: error });
  }
}
