/** Reads a go-vcr file of version 1 or 2; whatever else it is, is named in the error. */
import { DEFAULT_LIMITS, ToolkitError } from "../base/index.ts";
import { GoVcrV1, GoVcrV2 } from "../schema/index.ts";
import { goVcrCassette, type GoVcrCassette, type GoVcrDocument } from "./cassette.ts";
import { findMemberLine } from "./find-member-line.ts";
import { parseYaml, type YamlLimits } from "./parse-yaml.ts";

/**
 * The cassette, with the members as they stand in the file. `file` is for error texts only.
 * Throws YAML_INVALID, LIMIT_EXCEEDED, CASSETTE_VERSION (another recorder's file, another version) or
 * CASSETTE_INVALID with the line and the place inside: `file.yaml:23:interactions[0].response.code`.
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
  const issues: readonly Issue[] = [...(read.error?.issues ?? []), ...checkProto(values)];
  const [issue] = issues;
  // The values as they were read, for the shape drops a header called `__proto__`.
  if (issue === undefined) return goVcrCassette(values as GoVcrDocument);
  const path = [...issue.path];
  path.push(...(issue.keys ?? []).slice(0, 1));
  const message = issue.code === "unrecognized_keys" ? `no member of go-vcr version ${version}` : issue.message;
  const line = findMemberLine(textOf(source), path, limits.documentDepthMax);
  throw new ToolkitError(
    "CASSETTE_INVALID",
    `${file}:${line === null ? "" : `${line}:`}${spellPath(path)}`,
    issues.length > 1 ? `${message} (and ${issues.length - 1} more)` : message,
  );
}

type Issue = {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
};

/** Zod looks at no member called `__proto__`: where names are free it must hold texts, anywhere else it is a name too many. */
function checkProto(value: unknown, path: readonly PropertyKey[] = []): readonly Issue[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => checkProto(item, [...path, at]));
  if (!isMap(value)) return [];
  const inner = Object.entries(value).flatMap(([name, member]) => checkProto(member, [...path, name]));
  if (!Object.hasOwn(value, "__proto__")) return inner;
  const here = [...path, "__proto__"];
  if (!["headers", "form", "trailer"].includes(String(path.at(-1)))) {
    return [...inner, { code: "unrecognized_keys", path: here, message: "" }];
  }
  const texts: unknown = value["__proto__"];
  const isListed = Array.isArray(texts) && texts.every((text) => typeof text === "string");
  return isListed ? inner : [...inner, { code: "invalid_type", path: here, message: "expected a list of texts" }];
}

function textOf(source: Uint8Array | string): string {
  const text = typeof source === "string" ? source : new TextDecoder().decode(source);
  return text.startsWith("\ufeff") ? text.slice(1) : text;
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
