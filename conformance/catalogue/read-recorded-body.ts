/** The response body of one interaction of a go-vcr recording. */
import { ToolkitError } from "../../src/base/index.ts";
import { GoVcrV2 } from "../../src/schema/index.ts";
import { readDocument } from "./read-document.ts";

/** Null where the recording has no such interaction. */
export function readRecordedBody(bytes: Uint8Array, file: string, ordinal: number): Uint8Array | null {
  const parsed = GoVcrV2.safeParse(readDocument(bytes, file));
  if (!parsed.success) throw new ToolkitError("CASSETTE_INVALID", file, parsed.error.message, { cause: parsed.error });
  const body = parsed.data.interactions[ordinal]?.response.body;
  if (body === undefined) return null;
  return typeof body === "string" ? new TextEncoder().encode(body) : body;
}
