/** Reads one case from disk, with the bytes of its bodies. */
import { createHash } from "node:crypto";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { safeParseTotal, ToolkitError } from "../../src/base/index.ts";
import { bodyBytes, readGoVcr } from "../../src/cassette/index.ts";
import { Case, type CaseExchange, type LoadedCase } from "../shape/case.ts";
import { caseProblem, pathText } from "./case-problem.ts";
import { encodeBody } from "./encode-body.ts";
import { lostMember } from "./lost-member.ts";
import { readBytes } from "./read-bytes.ts";
import { readDocument } from "./read-document.ts";

/**
 * `file` is absolute or relative to `root`; messages name it relative to `root`. YAML_INVALID and CASE_INVALID
 * carry `file:path.inside[3]`, and for an unknown member the names it may have meant.
 */
export function loadCase(file: string, root: string): LoadedCase {
  const path = isAbsolute(file) ? file : resolve(root, file);
  const place = relative(root, path).split(sep).join("/");
  const document = readDocument(readBytes(path, place), place);
  const parsed = safeParseTotal(Case, document);
  if (!parsed.success) {
    const { path: at, detail } = caseProblem(parsed.issues, Case);
    refuse(inside(place, at), detail);
  }
  const lost = lostMember(document, parsed.data);
  if (lost !== null)
    refuse(inside(place, pathText(lost)), "a member of this name is not kept here: write it in a body as text");
  const { provenance, exchanges } = parsed.data;
  // Its digest is looked at where the recording is played: one that is not could be any file.
  if (provenance !== undefined && exchanges.every(({ cassette }) => cassette === undefined))
    refuse(`${place}:provenance`, "no exchange plays the recording");
  const bodies = exchanges.map((exchange, index) =>
    encodeBody(exchange, `${place}:exchanges[${index}]`, (reference) =>
      recordedBody(reference, exchange, provenance, {
        folder: dirname(path),
        place,
        at: `${place}:exchanges[${index}]`,
      }),
    ),
  );
  return { case: parsed.data, file: place, bodies };
}

function inside(place: string, path: string): string {
  return path === "" ? place : `${place}:${path.replace(/^\./, "")}`;
}

type RecordingPlace = { readonly folder: string; readonly place: string; readonly at: string };

/** A recording is evidence only as long as its bytes are those that were looked at: its digest is checked first. */
function recordedBody(
  reference: string,
  exchange: CaseExchange,
  provenance: Case["provenance"],
  { folder, place, at }: RecordingPlace,
): Uint8Array {
  const [name = "", ordinal = ""] = reference.split("#");
  if (provenance === undefined)
    refuse(`${place}:provenance`, "a case that plays a recording must say where it comes from");
  if (provenance.recording !== name)
    refuse(`${place}:provenance.recording`, `is ${provenance.recording}, the exchange plays ${name}`);
  const recordingPlace = join(dirname(place), name).split(sep).join("/");
  const bytes = readBytes(join(folder, name), recordingPlace);
  const digest = createHash("sha256").update(bytes).digest("hex");
  if (digest !== provenance.sha256)
    refuse(`${place}:provenance.sha256`, `${recordingPlace} has ${digest}: it was changed`);
  const recorded = readGoVcr(bytes, recordingPlace).exchanges[Number(ordinal)];
  if (recorded === undefined) refuse(`${at}.cassette`, `${recordingPlace} has no interaction ${ordinal}`);
  const { status, body } = recorded.response;
  if (status !== exchange.status) refuse(`${at}.status`, `is ${exchange.status}, the recording has ${status}`);
  return bodyBytes(body);
}

function refuse(place: string, detail: string): never {
  throw new ToolkitError("CASE_INVALID", place, detail);
}
