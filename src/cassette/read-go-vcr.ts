/** Reads a go-vcr file of version 1 or 2; whatever else it is, is named in the error. */
import { DEFAULT_LIMITS, ToolkitError } from "../base/index.ts";
import { GoVcrV1, GoVcrV2 } from "../schema/index.ts";
import { goVcrCassette, type GoVcrCassette } from "./cassette.ts";
import { parseYaml, type YamlLimits } from "./parse-yaml.ts";

/**
 * The cassette, with the members as they stand in the file. `file` is for error texts only.
 * Throws YAML_INVALID, LIMIT_EXCEEDED, CASSETTE_VERSION (another recorder's file, another version) or
 * CASSETTE_INVALID with the place inside: `file.yaml:interactions[0].response.code`.
 */
export function readGoVcr(
  source: Uint8Array | string,
  file: string,
  limits: YamlLimits = DEFAULT_LIMITS,
): GoVcrCassette {
  const values = parseYaml(source, file, limits);
  if (!isMap(values))
    throw new ToolkitError(
      "CASSETTE_INVALID",
      file,
      `expected a map with version and interactions, found ${nameKind(values)}`,
    );
  const version = checkVersion(values, file);
  const read = version === 1 ? GoVcrV1.safeParse(values) : GoVcrV2.safeParse(values);
  if (read.success) return goVcrCassette(read.data);
  const [issue] = read.error.issues;
  const more = read.error.issues.length - 1;
  const path = [...(issue?.path ?? [])];
  if (issue?.code === "unrecognized_keys") path.push(...issue.keys.slice(0, 1));
  const message =
    issue?.code === "unrecognized_keys" ? `no member of go-vcr version ${version}` : (issue?.message ?? "does not fit");
  throw new ToolkitError(
    "CASSETTE_INVALID",
    `${file}:${spellPath(path)}`,
    more > 0 ? `${message} (and ${more} more)` : message,
  );
}

/** 1 or 2. Other recorders write `version: 1` too, or none. */
function checkVersion(values: Readonly<Record<string, unknown>>, file: string): 1 | 2 {
  const other = nameRecorder(values);
  if (other !== null)
    throw new ToolkitError("CASSETTE_VERSION", file, `this is a recording of ${other}, not of go-vcr`);
  const { version } = values;
  if (version === 1 || version === 2) return version;
  const found = version === undefined ? "no version" : `version ${JSON.stringify(version)?.slice(0, 40)}`;
  throw new ToolkitError(
    "CASSETTE_VERSION",
    version === undefined ? file : `${file}:version`,
    `found ${found}, expected 1 or 2`,
  );
}

function nameRecorder(values: Readonly<Record<string, unknown>>): string | null {
  if ("http_interactions" in values) {
    return typeof values["recorded_with"] === "string" ? values["recorded_with"].slice(0, 40) : "Ruby VCR or betamax";
  }
  if ("log" in values && isMap(values["log"]) && "entries" in values["log"]) return "a browser (HAR)";
  const { interactions } = values;
  const first: unknown = Array.isArray(interactions) ? interactions[0] : undefined;
  if (!isMap(first) || !isMap(first["request"])) return null;
  const status = isMap(first["response"]) ? first["response"]["status"] : undefined;
  const isVcrpy = ("uri" in first["request"] && !("url" in first["request"])) || isMap(status);
  return isVcrpy ? "vcrpy" : null;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

function nameKind(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}

function spellPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, at) => (typeof step === "number" ? `[${step}]` : `${at === 0 ? "" : "."}${String(step)}`))
    .join("");
}
